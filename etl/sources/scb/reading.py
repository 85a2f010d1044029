"""One reading of an SCB table: all that a run wants of it, of one vintage, each part for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from etl.errors import AnswerUnreadable, EtlError
from etl.net.session import Session
from etl.sources.scb.bundles import Bundle, Share, bundles
from etl.sources.scb.cells import Cells
from etl.sources.scb.table import Selection, updated


@dataclass
class Reading:
    """What the metadata of one vintage leads to: cells for some parts, a reason for the others."""

    session: Session
    url: str  # of the table
    table: str
    period: str  # the dimension along which a query that is too heavy is cut
    metadata: Any
    fresh: bool  # whether every answer must be made anew, past all caches
    datasets: dict[str, Any] = field(default_factory=dict, init=False)
    taken: dict[str, datetime] = field(default_factory=dict, init=False)
    failed: dict[str, EtlError] = field(default_factory=dict, init=False)
    of_another: set[str] = field(default_factory=set, init=False)  # parts with another vintage's

    def ask(self, wanted: Mapping[str, Selection], limit: int) -> None:
        """Ask for the parts' cells; what an answer is wrong for is asked apart, once more."""
        for bundle in bundles(wanted, limit):
            try:
                self._ask(bundle, limit)
            except AnswerUnreadable as error:
                if len(bundle.wanted) == 1:
                    self.failed |= dict.fromkeys(bundle.wanted, error)
                    continue
                for id_, selection in bundle.wanted.items():
                    self.ask({id_: selection}, limit)
            except EtlError as error:
                self.failed |= dict.fromkeys(bundle.wanted, error)

    def _ask(self, bundle: Bundle, limit: int) -> None:
        shares = {id_: Share(selection) for id_, selection in bundle.wanted.items()}
        stamp = updated(self.metadata)
        dates: dict[str, datetime] = {}
        cells = Cells(self.session, self.url, self.table, self.period, stamp, self.fresh)
        for reply in cells.replies(bundle.whole, limit):
            if updated(reply.body) != stamp:
                self.of_another |= bundle.wanted.keys()
                return
            for id_, share in shares.items():
                if share.take(reply.body):
                    dates[id_] = min(dates.get(id_, reply.date), reply.date)
        for id_ in list(shares):  # one after the other: a large table is not in memory twice
            self.datasets[id_] = shares.pop(id_).dataset()
        self.taken |= dates
