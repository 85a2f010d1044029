"""The largest revisions of a release in words: where, when, what it was and what it is now."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard import prose, text
from dashboard.revisions import changes
from dashboard.revisions.changes import Comparison
from dashboard.revisions.words import apart
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def sentences(
    comparison: Comparison, lang: Lang, indicator: str = "", region: str = ""
) -> dict[str, str]:
    """A sentence for each indicator that was revised, by its id, the largest change first.

    An indicator is told by its cell of the widest area, and of those the one that changed most; a
    change is large beside the greater of its two values. Where the unit is another, or there was
    or is no value, nothing is told here: the tables do.
    """
    cells = changes.cells(comparison, indicator, region, ["revised"])
    known = comparison.release.indicators
    same = [each.id for each in comparison.changes.indicators if "unit" not in each.words]
    cells = cells[cells["indicator"].isin([id_ for id_ in same if id_ in known])]
    rows: Iterator[Any] = _leading(
        cells.dropna(subset=["old_value", "new_value"]), known
    ).itertuples()
    return {row.indicator: _sentence(row, known[row.indicator], lang) for row in rows}


def _leading(cells: pd.DataFrame, known: dict[str, PublishedIndicator]) -> pd.DataFrame:
    """Of each indicator the cell that stands for it, in the order to tell them."""
    size = (cells["new_value"] - cells["old_value"]).abs()
    most = cells[["old_value", "new_value"]].abs().max(axis=1)
    firsts = {id_: (each.sexes[0], each.ages[0]) for id_, each in known.items()}
    keys = zip(cells["indicator"], cells["sex"], cells["age"], strict=True)
    whole = [firsts[id_] != (sex, age) for id_, sex, age in keys]
    levels = [0 if code == "00" else len(code) for code in cells["region"]]  # riket first
    ranked = cells.assign(level=levels, part=whole, share=size / most, size=size)
    order = ["level", "part", "size", "period"]
    ranked = ranked.sort_values(order, ascending=[True, True, False, False])
    return ranked.drop_duplicates("indicator").sort_values("share", ascending=False)


def _sentence(row: Any, indicator: PublishedIndicator, lang: Lang) -> str:
    """`Riket januari 2024: andelen arbetslösa var 6,5 procent, är nu 5,5.`."""
    shown = indicator.model_copy(
        update={"decimals": apart(row.old_value, row.new_value, indicator)}
    )
    where = prose.opening(prose.place(row.region, lang))
    whom = [
        text.sex(row.sex, lang) if row.sex != indicator.sexes[0] else "",
        text.age(row.age, lang) if row.age != indicator.ages[0] else "",
    ]
    what = ", ".join(filter(None, [prose.subject(indicator, lang), *whom]))
    old, new = prose.level(row.old_value, shown, lang), prose.figure(row.new_value, shown, lang)
    told = say(lang, f"{what} var {old}, är nu {new}", f"{what} was {old}, is now {new}")
    return f"{where} {prose.when(row.period, lang)}: {told}."
