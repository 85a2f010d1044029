"""One published release: figures with their meaning, each file of it as it was when it was made."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median_low
from typing import Any, NamedTuple, Self

import pandas as pd
from pydantic import TypeAdapter

from etl.errors import ReleaseDamaged, unreadable
from etl.model import Meaning, PublishedIndicator, Role, Row
from etl.periods import after, start, year
from etl.store import lost, manifest, older, parquet, seals
from etl.store.files import regular
from etl.store.lost import Content, Lost
from etl.store.seals import Seal

DEFAULT = Path(__file__).parents[2] / "data" / "default"  # the release that ships
# Without these a release is none; without the others it lacks only what they tell.
NEEDED = ("manifest.json", "catalogue.json", "observations.parquet", "latest.parquet")
OPTIONAL = ("awaited.json", "changes.json", "changes.parquet")


@dataclass(frozen=True)
class Release:
    """One published release, opened lazily: nothing is read before it is asked for.

    What is read is first compared with its seal in the manifest. Releases of earlier versions
    have none, and are read as they lie there. Raises ReleaseDamaged naming the file that is not
    what it was when it was made.
    """

    path: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Release id, content hash, rows, and for each indicator when taken, rows and hash."""
        path = self.path / manifest.NAME
        try:
            return manifest.read(regular(path).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise unreadable(path, error) from error

    @property
    def id(self) -> str:
        """The release's name: the newest day figures were taken, and the start of its hash."""
        return str(self.manifest["release"])

    @property
    def content(self) -> str:
        """The hash of all figures and their meaning."""
        return str(self.manifest["content"])

    @cached_property
    def seals(self) -> dict[str, Seal]:
        """By name what each file beside the manifest was; none of a release of earlier versions."""
        return seals.told(self.manifest)

    @cached_property
    def indicators(self) -> dict[str, PublishedIndicator]:
        """Every indicator by id, in reading order."""
        path = self.path / "catalogue.json"
        try:
            content = regular(path).read_bytes()
            seals.demand(self.seals.get(path.name), content)
            return _meanings(content)
        except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            raise unreadable(path, error) from error

    @cached_property
    def listed(self) -> dict[str, PublishedIndicator]:
        """Those that stand by themselves: a margin of error is shown with what it is of."""
        return {id_: each for id_, each in self.indicators.items() if not each.margin_of}

    @property
    def awaited(self) -> dict[str, Meaning]:
        """The catalogue's other indicators by id: what they mean, and that there are no figures.

        None are told where their file cannot be read, or is not there: a release from before.
        """
        found = self._awaited
        return found if isinstance(found, dict) else {}

    @cached_property
    def _awaited(self) -> dict[str, Meaning] | Lost | None:
        return self.beside("awaited.json", _words)

    @cached_property
    def roles(self) -> dict[Role, list[Meaning]]:
        """By role what has it, fetched or awaited, in the order to try or show them."""
        every = [*self.indicators.values(), *self.awaited.values()]
        found: dict[Role, list[Meaning]] = {}
        for each in every:
            for role in each.roles:
                found.setdefault(role, []).append(each)
        return {
            role: sorted(those, key=lambda each: each.roles[role]) for role, those in found.items()
        }

    def beside(self, name: str, parse: Callable[[bytes], Content]) -> Content | Lost | None:
        """What `parse` makes of a file that the release can do without; None: it never had one."""
        try:
            seal = self.seals.get(name)
        except ReleaseDamaged as error:
            return Lost(self.path / error.file, str(error))
        return lost.read(self.path / name, parse, seal)

    def observations(self, indicator: str) -> pd.DataFrame:
        """One indicator's observations, sorted by key; COLUMNS as str, `value` float64.

        The frame is shared between callers: copy before changing it. Unknown id: no rows.
        """
        return parquet.rows(*self._file("observations.parquet"), "indicator", indicator)

    def some(
        self,
        indicator: str,
        regions: Collection[str] | None = None,
        limits: parquet.Limits = parquet.NONE,
    ) -> pd.DataFrame:
        """The same of some regions and codes of other columns, in a frame of the caller's own."""
        among = {"indicator": [indicator]} | ({} if regions is None else {"region": regions})
        return parquet.some(*self._file("observations.parquet"), among, limits)

    def coded(self, indicator: str) -> pd.DataFrame:
        """The same of all regions with texts as categories: for what lays out many rows."""
        among = {"indicator": [indicator]}
        return parquet.coded(*self._file("observations.parquet"), among)

    def rows(self, indicator: str, regions: Collection[str]) -> list[Row]:
        """Some regions' observations of an indicator one by one, which costs less of a few."""
        among = {"indicator": [indicator], "region": regions}
        return parquet.told(*self._file("observations.parquet"), among)

    def pieces(
        self, indicator: str, limits: parquet.Limits = parquet.NONE
    ) -> Iterator[pd.DataFrame]:
        """The same a row group at a time, which is not kept, limited to codes of columns."""
        file = self._file("observations.parquet")
        return parquet.pieces(*file, "indicator", indicator, limits)

    def latest(self, region: str) -> pd.DataFrame:
        """The newest observation of each indicator, sex and age in one region; same columns."""
        return parquet.rows(*self._file("latest.parquet"), "region", region)

    @cached_property
    def periods(self) -> dict[str, list[str]]:
        """Each indicator's periods, rising: two columns of all figures, read once."""
        found: dict[str, list[str]] = {}
        pairs = parquet.pairs(*self._file("observations.parquet"), "indicator", "period")
        for id_, period in sorted(pairs):
            found.setdefault(id_, []).append(period)
        return found

    @cached_property
    def age(self) -> "Age | None":
        """How old its figures are; None where there are none."""
        return age(self.indicators.values())

    def _file(self, name: str) -> tuple[Path, Seal | None]:
        return self.path / name, self.seals.get(name)

    def whole(self) -> Self:
        """The release itself, when each file that it needs is what it was: all are read through."""
        fault = next(self.faults(but=OPTIONAL), None)
        if fault:
            raise ReleaseDamaged(self.path / fault[0], fault[1])
        _ = self.id, self.indicators, self.awaited, self.observations(""), self.latest("")
        return self

    def faults(self, but: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """The name of each file that is not what it was made as now, and why; all are read through.

        What has been read of it before, and is kept in memory, does not count.
        """
        try:
            sealed = Release(self.path).seals
        except ReleaseDamaged as error:
            yield error.file, str(error.__cause__)
        else:
            yield from seals.faults(
                self.path, {name: seal for name, seal in sealed.items() if name not in but}
            )


class Age(NamedTuple):
    """The newest period that any figure is of, and the year that half of the indicators end in."""

    newest: str
    half: str


def age(indicators: Iterable[PublishedIndicator]) -> Age | None:
    """The age of some figures; what is told of a time to come is no news."""
    lasts = [each.last_period for each in indicators if start(each.last_period) <= each.taken]
    if not lasts:
        return None
    return Age(max(lasts, key=after), str(median_low(map(year, lasts))))


def _meanings(content: bytes) -> dict[str, PublishedIndicator]:
    found = _MEANINGS.validate_python(older.completed(json.loads(content), DEFAULT))
    return {each.id: each for each in found}


def _words(content: bytes) -> dict[str, Meaning]:
    found = _AWAITED.validate_python(older.completed(json.loads(content), DEFAULT))
    return {each.id: each for each in found}


_MEANINGS = TypeAdapter(list[PublishedIndicator])
_AWAITED = TypeAdapter(list[Meaning])
