"""The sources, one module and one line each; what a source module has is said by `Source`."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from etl import model
from etl.model import Answer, Indicator, Kept
from etl.net.session import Session
from etl.sources import inbox, kolada, pxweb_v1, riksbank, scb, tillvaxtverket


class Source(Protocol):
    """What each source module defines."""

    NAME: str  # the agency, as readers know it
    TABLE: str  # a regular expression for how a note names one of its tables

    @property
    def Query(self) -> type[model.Query]:  # noqa: N802  # a class in each module
        """What a catalogue entry may ask."""
        ...

    def base_url(self) -> str:
        """Where its API is; empty where nobody is asked."""
        ...

    def asked(self, indicator: Indicator, /) -> dict[str, Any]:
        """What is asked for an indicator, in full."""
        ...

    def fetch(
        self, indicator: Indicator, session: Session, /, *, wanted: Sequence[Indicator], data: Path
    ) -> Answer:
        """All the figures the indicator asks for; raises EtlError.

        `wanted` is all that the run asks this source for, `data` the data folder. A source takes
        what it needs by name, and lets the rest go by: `**_: object`.
        """
        ...

    def unchanged(self, kept: Sequence[Kept], session: Session, /) -> set[str]:
        """Ids of those that the agency says it has not changed since they were confirmed."""
        ...

    def read(self, answer: Answer, indicator: Indicator, /) -> pd.DataFrame:
        """`region, sex, age, period, value, status`."""
        ...

    def unit(self, answer: Answer, indicator: Indicator, /) -> str:
        """The unit in the source's own words."""
        ...


SOURCES: dict[str, Source] = {
    "fohm": pxweb_v1.FOHM,
    "inbox": inbox,
    "kolada": kolada,
    "konj": pxweb_v1.KONJ,
    "riksbank": riksbank,
    "scb": scb,
    "sjv": pxweb_v1.SJV,
    "tillvaxtanalys": pxweb_v1.TILLVAXTANALYS,
    "tillvaxtverket": tillvaxtverket,
}

# Those whose answers say when they publish next: the day, or None where this answer does not.
ANNOUNCED: dict[str, Callable[[Answer], date | None]] = {"kolada": kolada.next_publication}
