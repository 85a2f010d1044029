"""What changed from one release to the next, kept with the newer one: figures old → new, and words.

`changes.parquet` has a row a cell (CELLS), for the indicators that both releases have:

    indicator, region, sex, age, period   the cell's key, as the newer release writes it
    change                                new | revised | status | withdrawn
    old_value, old_status                 what the older release said; null where the cell is new
    new_value, new_status                 what the newer one says; null where it is withdrawn

`revised` is another value, a null that became a number or the other way round; `status` is the
same value under another symbol. Noise in a float's last digits is neither. Of an indicator that
is new or withdrawn no cell is listed: all of it is in one release and nothing in the other.
`changes.json` is `Changes`: the two releases, and what to say of each indicator that changed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field

from etl.errors import AnswerUnreadable
from etl.model import KEY, PublishedIndicator, Strict
from etl.store import releases
from etl.store.files import flushed, write_whole
from etl.store.lost import Lost, PartLost
from etl.store.manifest import QUIET
from etl.store.releases import Release

Change = Literal["new", "revised", "status", "withdrawn"]
CHANGES: list[Change] = ["revised", "withdrawn", "status", "new"]  # the gravest first
CELLS = [*KEY, "change", "old_value", "old_status", "new_value", "new_status"]
NOISE = 1e-12  # a double's last digits, relative and absolute; an agency's own digits are fewer
COVERAGE = {"id", "first_period", "last_period", *QUIET}  # told by the cells, or no news
# How the portal treats an indicator, writes its unit's forms and puts it in a sentence: no word
# of it is the agency's.
TREATMENT = {
    *("measure", "kind", "better", "seasonal", "rolling", "chance", "age_class", "roles"),
    *("subject", "subject_en"),
}
ROW_GROUP = 10_000

_SCHEMA = pa.schema([(n, pa.float64() if n.endswith("value") else pa.string()) for n in CELLS])


class Changed(Strict):
    """One indicator that changed; `title` as the newer release has it, or the last that had it."""

    id: str
    title: str
    title_en: str
    kind: Literal["new", "withdrawn", "renamed", "changed"]
    was: str | None = None  # the id it had in the older release, when it was renamed
    words: dict[str, tuple[str, str]] = Field(default_factory=dict)  # field: old, new
    new_periods: list[str] = Field(default_factory=list)  # had no value, oldest first
    withdrawn_periods: list[str] = Field(default_factory=list)  # have no value any more
    cells: dict[Change, int] = Field(default_factory=dict)  # how many of each change


class Changes(Strict):
    """What a release says of its way from the one before."""

    release: str
    since: str  # the older release's id
    indicators: list[Changed]  # in reading order, withdrawn ones last


def compare(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The cells (CELLS, sorted by change and key) that differ between two frames of COLUMNS.

    Both hold one indicator, under the same id, unique on KEY. No difference: no rows.
    """
    before = old.rename(columns={"value": "old_value", "status": "old_status"})
    after = new.rename(columns={"value": "new_value", "status": "new_status"})
    both = before.merge(after, on=KEY, how="outer", indicator="side")
    revised = ~np.isclose(
        both["old_value"], both["new_value"], rtol=NOISE, atol=NOISE, equal_nan=True
    )
    rules = [both["side"] == "right_only", both["side"] == "left_only", revised,
             both["old_status"] != both["new_status"]]  # fmt: skip
    both["change"] = np.select(rules, ["new", "withdrawn", "revised", "status"], "")
    found = both.loc[both["change"] != "", CELLS]
    return found.sort_values(["change", *KEY], ignore_index=True)


def same(old: Release, new: Release, id_: str) -> bool:
    """Whether both releases have the very same of an indicator, by the hash in their manifests."""
    hashes = [
        each.manifest.get("indicators", {}).get(id_, {}).get("content") for each in (old, new)
    ]
    return hashes[0] is not None and hashes[0] == hashes[1]


def between(old: Release, new: Release) -> Iterator[tuple[Changed, pd.DataFrame]]:
    """Each indicator that changed and its cells, one at a time; what did not is hardly read."""
    was = _renamed(old, new)
    for id_, meaning in new.indicators.items():
        before = old.indicators.get(was.get(id_, id_))
        if before is None:
            yield _whole(meaning, "new"), _NOTHING
        elif before.id != id_ or not same(old, new, id_):
            yield from _changed(old, new, before, meaning)
    for id_, meaning in old.indicators.items():
        if id_ not in new.indicators and id_ not in was.values():
            yield _whole(meaning, "withdrawn"), _NOTHING


def write(folder: Path, old: Release, new: Release) -> None:
    """Write `changes.parquet` and `changes.json` into a folder, flushed to disk.

    What ships is no forerunner of its own: what it alone has was never shown of this folder's
    figures, and is not withdrawn. Raises AnswerUnreadable, and leaves neither, when the older
    release cannot be read any more.
    """
    ships = old.path == releases.DEFAULT
    try:
        every = _written(folder / "changes.parquet", old, new)
        found = [each for each in every if not (ships and each.kind == "withdrawn")]
    except AnswerUnreadable:
        (folder / "changes.parquet").unlink()
        raise
    summary = Changes(release=new.id, since=old.id, indicators=found)
    write_whole(folder / "changes.json", (summary.model_dump_json(indent=1) + "\n").encode())


def _written(path: Path, old: Release, new: Release) -> Iterator[Changed]:
    """Each indicator that changed, when its cells are in the file."""
    with flushed(path) as file, pq.ParquetWriter(file, _SCHEMA, compression="zstd") as writer:
        for changed, cells in between(old, new):
            if len(cells):
                table = pa.Table.from_pandas(cells, schema=_SCHEMA, preserve_index=False)
                writer.write_table(table, row_group_size=ROW_GROUP)
            yield changed


def told(release: Release) -> Changes | Lost | None:
    """What a release says of its changes; None when it came after no other."""
    return release.beside("changes.json", Changes.model_validate_json)


def cells(release: Release, **wanted: list[str] | None) -> pd.DataFrame:
    """The cells (CELLS) a release keeps, limited to the codes given for a column; None is all.

    Written indicator by indicator, each sorted by change and key. No rows without `told`. Raises
    PartLost when the file is there and is not what `write` wrote.
    """
    limits = [(column, "in", codes) for column, codes in wanted.items() if codes is not None]

    def read(content: bytes) -> pa.Table:
        return pq.read_table(pa.BufferReader(content), filters=limits or None, use_threads=False)

    table = release.beside("changes.parquet", read)
    if isinstance(table, Lost):
        raise PartLost(table)
    if table is None:
        table = _SCHEMA.empty_table()
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    return frame


_NOTHING = pd.DataFrame(columns=CELLS)


def _renamed(old: Release, new: Release) -> dict[str, str]:
    """New ids whose figures were there under an id that is gone: the new one → the old one."""
    gone = [each for id_, each in old.indicators.items() if id_ not in new.indicators]
    found: dict[str, str] = {}
    for each in [each for id_, each in new.indicators.items() if id_ not in old.indicators]:
        free = [one for one in gone if one.id not in found.values() and _alike(one, each)]
        if match := next((one for one in free if _same_figures(old, one, new, each)), None):
            found[each.id] = match.id
    return found


def _alike(one: PublishedIndicator, other: PublishedIndicator) -> bool:
    return (one.source, one.table, one.frequency) == (other.source, other.table, other.frequency)


def _same_figures(
    old: Release, one: PublishedIndicator, new: Release, other: PublishedIndicator
) -> bool:
    """Most of the old cells are there, nearly all the same: two measures of a table differ."""
    before = old.observations(one.id).assign(indicator=other.id)
    counted = compare(before, new.observations(other.id))["change"].value_counts()
    shared = len(before) - counted.get("withdrawn", 0)
    return bool(shared > len(before) / 2 and counted.get("revised", 0) <= shared / 10)


def _whole(meaning: PublishedIndicator, kind: Literal["new", "withdrawn"]) -> Changed:
    return Changed(id=meaning.id, title=meaning.title, title_en=meaning.title_en, kind=kind)


def _changed(
    old: Release, new: Release, before: PublishedIndicator, meaning: PublishedIndicator
) -> Iterator[tuple[Changed, pd.DataFrame]]:
    """The indicator and its cells; nothing when only noise differs."""
    figures = old.observations(before.id).assign(indicator=meaning.id), new.observations(meaning.id)
    found, words = compare(*figures), _words(before, meaning)
    renamed = before.id != meaning.id
    if found.empty and not words and not renamed:
        return
    earlier, later = (set(f.loc[f["value"].notna(), "period"].unique()) for f in figures)
    counted = found["change"].value_counts()
    yield (
        Changed(
            id=meaning.id,
            title=meaning.title,
            title_en=meaning.title_en,
            kind="renamed" if renamed else "changed",
            was=before.id if renamed else None,
            words=words,
            new_periods=sorted(later - earlier),
            withdrawn_periods=sorted(earlier - later),
            cells={change: int(counted[change]) for change in CHANGES if change in counted},
        ),
        found,
    )


def _words(before: PublishedIndicator, meaning: PublishedIndicator) -> dict[str, tuple[str, str]]:
    """The fields of the meaning that changed; those of any later model are compared too."""
    old, new = before.model_dump(mode="json"), meaning.model_dump(mode="json")
    return {
        field: (_word(old[field]), _word(new[field]))
        for field in new
        if field not in COVERAGE | TREATMENT and old[field] != new[field]
    }


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
