"""Gets the cells of one SCB table, part by part, and doubts what a cache can have kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.errors import AnswerUnreadable
from etl.net.bounds import room
from etl.net.reply import Refused, Reply, TryAgain
from etl.net.session import Session, nonce
from etl.sources.scb.table import Selection, demand_asked, halves, size, split, updated

FORM = {"lang": "sv", "outputFormat": "json-stat2"}


@dataclass
class Cells:
    """One reading of a table: what is asked how, and what the server turned out to manage."""

    session: Session
    url: str  # of the table
    table: str
    period: str  # the dimension along which a query that is too heavy is cut
    stamp: str | None  # `updated` of the metadata that the reading goes by
    fresh: bool  # whether every answer must be made anew, past all caches
    _failing: bool = field(default=False, init=False)  # 500 for all that was asked lately
    _managed: int | None = field(default=None, init=False)  # cells, once it has given 500 for more

    def replies(self, whole: Selection, limit: int) -> Iterator[Reply]:
        """The answers that together are the whole, at most `limit` cells each.

        The first of another vintage is the last: what follows would be of no use. Fewer cells
        are asked for at once when the server refuses so many, and when it can give nothing but
        500 for them. Raises what the server says to a part that cannot be made smaller.
        """
        waiting = [*split(whole, limit)]
        while waiting:
            part = waiting.pop(0)
            got = self._asked(part)
            if not isinstance(got, Reply):
                waiting = [*got, *waiting]
                continue
            yield got
            if updated(got.body) != self.stamp:
                return

    def _asked(self, part: Selection) -> Reply | Iterator[Selection]:
        """The answer, or the smaller parts to ask for in its place."""
        if self._managed is not None and size(part) > self._managed:
            return halves(part, self.period)
        try:
            reply = self._believed(part)
        except Refused as refusal:
            if not _too_many(refusal) or size(part) == 1:
                raise
            return split(part, size(part) // 2)
        except TryAgain as failure:
            if failure.status != 500 or size(part) == 1 or self._managed is not None:
                raise
            self._failing = True
            return halves(part, self.period)
        if self._failing:
            self._failing, self._managed = False, size(part)
        return reply

    def _believed(self, part: Selection) -> Reply:
        """Asked once more, past the cache, when the answer is wrong or of another vintage."""
        if not self.fresh:
            try:
                reply = self._posted(part, {})
            except AnswerUnreadable as error:
                if _too_many(error):
                    raise
            else:
                if updated(reply.body) == self.stamp:
                    return reply
        return self._posted(part, nonce())

    def _posted(self, part: Selection, fresh: dict[str, str]) -> Reply:
        """While all fails, only one attempt is made for each smaller part."""
        body = {
            "selection": [{"variableCode": d, "valueCodes": codes} for d, codes in part.items()]
        }
        attempts = 1 if self._failing else None
        url, most = f"{self.url}/data", room(size(part))
        reply = self.session.post(url, body, {**FORM, **fresh}, attempts=attempts, most=most)
        demand_asked(self.table, part, reply.body)
        return reply


def _too_many(error: AnswerUnreadable) -> bool:
    return isinstance(error, Refused) and "too many cells" in error.title.lower()
