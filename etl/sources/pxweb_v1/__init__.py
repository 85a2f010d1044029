"""PxWeb's API v1, which several agencies speak: each is an `Agency` here and a line in SOURCES."""

import os
from collections.abc import Iterator, Sequence
from math import prod
from typing import Any
from urllib.parse import quote

import pandas as pd

from etl import model
from etl.errors import AnswerAmiss, AnswerUnreadable, EtlError, briefly
from etl.model import Answer, Indicator, Kept
from etl.net import bounds
from etl.net.reply import Refused, Reply
from etl.net.session import Session, nonce, origin
from etl.sources.pxweb_v1 import table as pxweb_table
from etl.sources.pxweb_v1.table import Query, Selection, TableMetadata

RESTARTS = 3  # a table that changes while it is read is read again, so many times in all
# What is kept to where a server does not tell its limits; calls it refuses count too.
CAREFUL = {"maxCalls": 9, "timeWindow": 10, "maxValues": 100_000, "maxCells": 100_000}
FAULT = [400, 404]  # what a server says of a wrong request, and of any fault of its own


class Agency:
    """One agency's API: a source."""

    def __init__(self, id_: str, name: str, variable: str, base: str) -> None:
        self.id, self.NAME, self.TABLE = id_, name, r"\S+\.px\b"
        self.Query: type[model.Query] = Query
        self._variable, self._base = variable, base

    def base_url(self) -> str:
        """Where the API is, language and all: the environment's word, or the live service."""
        return os.environ.get(self._variable, self._base).rstrip("/")

    def asked(self, indicator: Indicator) -> dict[str, Any]:
        """What is asked for an indicator, in full."""
        query = indicator.query.model_dump(mode="json")
        return {"source": self.id, "table": indicator.table, "levels": indicator.levels, **query}

    def fetch(self, indicator: Indicator, session: Session, **_: object) -> Answer:
        """The table's metadata, and its cells in chunks of as many as may be asked for at once.

        Body: `{"metadata": {title, variables}, "chunks": [JSON-stat, …]}`. The metadata have no
        stamp to compare: instead each chunk must give every code the text that the metadata give
        it, and all of them one `updated`; else all is read anew. Raises AnswerAmiss when
        the table will not stand still, AnswerUnreadable when it is not what the catalogue says.
        """
        limit, path = self._limit(session), indicator.table
        for turn in range(RESTARTS):
            fresh = nonce() if turn else {}
            metadata = self._metadata(path, session, fresh)
            table = pxweb_table.told(indicator, metadata)
            whole = {d: [*codes] for d, codes in pxweb_table.wanted(indicator, table).items()}
            bounds.demand_few(f"{self.NAME} {path}", prod(map(len, whole.values())))
            parts = split(whole, limit)
            chunks = [reply for part in parts for reply in self._ask(path, part, session, fresh)]
            if _one_vintage(chunks, table):
                return self._answer(indicator, metadata, chunks)
        raise AnswerAmiss(f"{self.NAME} {path}: changed while it was read, {RESTARTS} times")

    def unchanged(
        self,
        kept: Sequence[Kept],  # noqa: ARG002  # what every source is given
        session: Session,  # noqa: ARG002  # the same
    ) -> set[str]:
        """None: the listing's `updated` can differ from the table's, and nothing else tells."""
        return set()

    def read(self, answer: Answer, indicator: Indicator) -> pd.DataFrame:
        """`region, sex, age, period, value, status`, one row per cell of all chunks."""
        table = pxweb_table.told(indicator, answer.body["metadata"])
        meanings, here = pxweb_table.wanted(indicator, table), pxweb_table.where(indicator)
        cells = [pxweb_table.decoded(here, chunk) for chunk in answer.body["chunks"]]
        frames = [pxweb_table.observations(each, indicator, meanings) for each in cells]
        return pd.concat(frames, ignore_index=True)

    def unit(self, answer: Answer, indicator: Indicator) -> str:
        """Ours, when the table's unit, contents or title or the values fixed hold it; else theirs.

        Most tables say the unit in words somewhere, few of them in a field of its own.
        """
        table = pxweb_table.told(indicator, answer.body["metadata"])
        words = pxweb_table.words_of(indicator, table, answer.body["chunks"][0])
        there = any(indicator.source_unit.casefold() in word.casefold() for word in words)
        return indicator.source_unit if there else words[0]

    def table(self, indicator: Indicator, session: Session) -> TableMetadata:
        """What the agency tells of an indicator's table today; asked for once a run."""
        self._limit(session)
        return pxweb_table.told(indicator, self._metadata(indicator.table, session, {}))

    def _answer(self, indicator: Indicator, metadata: Any, chunks: list[Reply]) -> Answer:
        body = {"metadata": metadata, "chunks": [chunk.body for chunk in chunks]}
        taken, updated = min(chunk.date for chunk in chunks), chunks[0].body.get("updated")
        return Answer(self.asked(indicator), taken, updated, body)

    def _url(self, path: str) -> str:
        return f"{self.base_url()}/{quote(path)}"

    def _limit(self, session: Session) -> int:
        """The cells that may be asked for at once; sets the pace of all that follows."""
        return session.once(f"{self.base_url()} limits", lambda: self._asked_limit(session))

    def _asked_limit(self, session: Session) -> int:
        host = "{}://{}/".format(*origin(self.base_url()))
        session.pace(host, CAREFUL["maxCalls"], CAREFUL["timeWindow"])
        try:
            told = CAREFUL | session.get(f"{self.base_url()}?config").body
            calls, seconds = int(told["maxCalls"]) - 1, float(told["timeWindow"])
            limit = min(int(told["maxValues"]), int(told["maxCells"]))
        except (EtlError, TypeError, ValueError):  # not all servers tell
            return CAREFUL["maxCells"]
        if calls > 0 and seconds > 0:
            session.pace(host, calls, seconds, made=1)
        return max(1, limit)

    def _metadata(self, table: str, session: Session, fresh: dict[str, str]) -> Any:
        """A table's metadata, asked for once a run unless `fresh`."""
        if fresh:
            return session.get(self._url(table), fresh, transient=FAULT).body
        return session.once(self._url(table), lambda: self._asked_metadata(table, session))

    def _asked_metadata(self, table: str, session: Session) -> Any:
        """A refusal can be a fault of the server's own: the listing tells whether it is."""
        try:
            return session.get(self._url(table)).body
        except Refused:
            self._demand_listed(table, session)
        return session.get(self._url(table), nonce(), transient=FAULT).body

    def _demand_listed(self, table: str, session: Session) -> None:
        """Raise AnswerUnreadable, telling what there is, unless all of the path is there."""
        names = table.split("/")
        for depth, name in enumerate(names):
            folder = "/".join(names[:depth])
            listed = self._listed(folder, session)
            if name.casefold() not in map(str.casefold, listed):
                have = briefly(*sorted(listed)) or "nothing"
                raise AnswerUnreadable(
                    f"{self.NAME} has no table {table}: {folder or 'its database'} has {have}"
                )

    def _listed(self, folder: str, session: Session) -> list[str]:
        """What stands right below a folder; at the top these are databases."""
        rows = session.once(
            self._url(folder), lambda: session.get(self._url(folder), transient=FAULT).body
        )
        try:
            return [str(row["id"] if "id" in row else row["dbid"]) for row in rows]
        except (TypeError, KeyError) as error:
            raise AnswerUnreadable(f"{self._url(folder)}: no list of tables") from error

    def _ask(
        self, table: str, part: Selection, session: Session, fresh: dict[str, str]
    ) -> Iterator[Reply]:
        """One part, or its halves when the server finds it too large after all."""
        chosen = [
            {"code": dimension, "selection": {"filter": "item", "values": codes}}
            for dimension, codes in part.items()
        ]
        body = {"query": chosen, "response": {"format": "json-stat2"}}
        cells = prod(map(len, part.values()))
        try:
            most = bounds.room(cells)
            reply = session.post(self._url(table), body, fresh, transient=FAULT, most=most)
        except Refused as refusal:
            if "too many values" not in refusal.title.lower() or cells == 1:
                raise
            for half in split(part, cells // 2):
                yield from self._ask(table, half, session, fresh)
            return
        pxweb_table.demand_asked(f"{self.NAME} {table}", part, reply.body)
        yield reply


KONJ = Agency(
    "konj", "Konjunkturinstitutet", "KONJ_API_URL", "https://statistik.konj.se/PxWeb/api/v1/sv"
)
TILLVAXTANALYS = Agency(
    "tillvaxtanalys",
    "Tillväxtanalys",
    "TILLVAXTANALYS_API_URL",
    "https://statistik.tillvaxtanalys.se/PxWeb/api/v1/sv",
)
SJV = Agency("sjv", "Jordbruksverket", "SJV_API_URL", "https://statistik.sjv.se/PXWeb/api/v1/sv")
FOHM = Agency(
    "fohm",
    "Folkhälsomyndigheten",
    "FOHM_API_URL",
    "https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv",
)


def split(whole: Selection, limit: int) -> Iterator[Selection]:
    """Parts of at most `limit` cells that together are the whole: halves of its longest side."""
    longest = max(whole, key=lambda dimension: len(whole[dimension]))
    codes = whole[longest]
    if prod(map(len, whole.values())) <= limit or len(codes) == 1:
        yield whole
        return
    for half in (codes[: len(codes) // 2], codes[len(codes) // 2 :]):
        yield from split({**whole, longest: half}, limit)


def _one_vintage(chunks: list[Reply], table: TableMetadata) -> bool:
    """Whether all are of one day, and mean by their codes what the metadata mean."""
    stamps = {chunk.body.get("updated") for chunk in chunks}
    return len(stamps) == 1 and all(pxweb_table.same_texts(chunk.body, table) for chunk in chunks)
