"""What Kolada says of its KPIs today, in our words: the list of them all, and a record's fields."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from etl.net.session import Session
from etl.sources import kolada
from etl.upkeep.metadata import plain, read_as

ENDED = re.compile(r"\s*\(-\s?(\d{4})\)\s*$")  # how Kolada marks a KPI it no longer renews
SOME_UNITS = "0000,0024,2480"  # riket, a county, a municipality: enough to see what is split


class Kpi(BaseModel):
    """One KPI as Kolada's list has it; its types have varied, so they are read generously."""

    id: str
    title: str
    description: str | None = None
    is_divided_by_gender: bool
    municipality_type: str
    operating_area: str | None = None
    publ_period: str | int | None = None  # the next period to come

    @property
    def ended(self) -> str | None:
        """The last year, where the title tells one: `… andel (%) (-2024)`."""
        match = ENDED.search(self.title)
        return match[1] if match else None

    @property
    def name(self) -> str:
        """The title without the mark that it ended, blanks made one."""
        return plain(ENDED.sub("", self.title))


class _Cell(BaseModel):
    gender: str


class _Row(BaseModel):
    period: int
    values: list[_Cell]


class _Values(BaseModel):
    values: list[_Row]


@dataclass(frozen=True)
class Kpis:
    """Kolada's whole list; a record is read when it is asked for."""

    records: dict[str, Any]

    def get(self, id_: str) -> Kpi | None:
        """The KPI, or None where the list has none; raises AnswerUnreadable."""
        record = self.records.get(id_)
        return None if record is None else read_as(Kpi, record, f"Kolada {id_}")

    def successors(self, old: Kpi) -> list[str]:
        """KPIs that say they replace an old one, or that bear its title and go on."""
        return [
            id_
            for id_, record in self.records.items()
            if id_ != old.id and (_replaces(record, old.id) or record.get("title") == old.name)
        ]


def every(session: Session) -> Kpis:
    """Every KPI, in the two requests that take them all; asked once a run."""
    base = kolada.base_url()
    kolada.pace(session)
    return Kpis(session.once(f"{base}/kpi", lambda: kolada.records(session, "kpi")))


def split_by_sex(kpi: str, session: Session) -> bool:
    """Whether a KPI's newest values have women and men; one small request.

    To ask when the record says no: in the list of March 2026 that is untrue of 38 of the 901 KPIs
    that have such values.
    """
    url = f"{kolada.base_url()}/data/kpi/{kpi}/municipality/{SOME_UNITS}"
    body = session.once(url, lambda: session.get(url).body)
    values = read_as(_Values, body, f"Kolada {kpi}").values
    newest = max((row.period for row in values), default=0)
    return {"K", "M"} <= {c.gender for row in values if row.period == newest for c in row.values}


def _replaces(record: dict[str, Any], old: str) -> bool:
    description = str(record.get("description"))
    return old in description and "ersätter" in description.casefold()
