"""One indicator's figures from the tables that hold them: one, or several together."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl import regions
from etl.model import Answer, Apart, Indicator, PublishedPart
from etl.observations import odd
from etl.sources import SOURCES
from etl.store import snapshots

CELL = ["region", "sex", "age", "period"]


class Read(NamedTuple):
    """Its figures, what of them other tables gave than its newest, and what is none of them."""

    frame: pd.DataFrame  # region, sex, age, period, value, status
    earlier: list[PublishedPart]
    apart: Apart


def read(indicator: Indicator, answers: list[Answer]) -> Read:
    """The figures over all parts, whose answers come in the order of `parts`.

    Each earlier table gives its periods up to its last one, the newest table those after the
    seam: where both have figures for a period, it is the older that was the official one then. Of
    the same statistic a table gives the cells that have no value in those before it. Of a figure
    that comes every so many years the years in between are left out, of a region that is not in
    the register all; a few odd figures are held back.
    """
    own, *others = zip(indicator.parts, answers, strict=True)
    strange: set[str] = set()
    newest = _figures(*own, strange)
    frame = newest[newest["period"] > indicator.seam] if indicator.seam else newest
    told: list[PublishedPart] = []
    for of, (part, answer) in zip(indicator.earlier, others, strict=True):
        piece = _figures(part, answer, strange)
        piece = piece[piece["period"] <= of.last] if of.last else piece
        if of.same:
            piece, frame = _lacking(piece, frame)
        frame = pd.concat([frame, piece], ignore_index=True)
        told += _told(part, answer, piece, same=of.same)
    if indicator.cycle:
        frame = frame[frame["period"].map(indicator.cycle.holds).astype(bool)]
    frame, held = odd.held_back(frame, indicator)
    return Read(frame, told, Apart(regions=sorted(strange), odd=held))


def _figures(part: Indicator, answer: Answer, strange: set[str]) -> pd.DataFrame:
    """A table's figures but for those of regions that there are not, which are added to `strange`.

    What is no region's code at all is left to the checks: it was misread.
    """
    frame = SOURCES[part.source].read(answer, part)
    unknown = regions.unknown(frame["region"].unique())
    strange |= unknown
    return frame[~frame["region"].isin(unknown)] if unknown else frame


def _lacking(piece: pd.DataFrame, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of a piece the values that a frame has not, and the frame without their nulls."""
    there, mine = pd.MultiIndex.from_frame(frame[CELL]), pd.MultiIndex.from_frame(piece[CELL])
    valued = frame["value"].notna().to_numpy()
    fills = piece["value"].notna().to_numpy() & ~mine.isin(there[valued])
    return piece[fills], frame[valued | ~there.isin(mine[fills])]


def _told(
    part: Indicator, answer: Answer, piece: pd.DataFrame, *, same: bool
) -> Iterator[PublishedPart]:
    periods = piece.loc[piece["value"].notna(), "period"]
    if len(periods):
        span = {"first": periods.min(), "last": periods.max()}
        day = answer.taken.date()
        yield PublishedPart(agency=part.agency, table=part.table, taken=day, same=same, **span)


def unit(indicator: Indicator, answers: list[Answer]) -> str:
    """The unit in the source's words: the catalogue's, or the first that is another."""
    for part, answer in zip(indicator.parts, answers, strict=True):
        said = SOURCES[part.source].unit(answer, part)
        if said.strip().casefold() != part.source_unit.strip().casefold():
            return said
    return indicator.source_unit


def opened(data: Path, indicator: Indicator) -> list[Answer] | None:
    """The kept answers of all parts; None when one is missing or answers another question.

    Raises AnswerUnreadable when one is torn.
    """
    answers = list(_opened(data, indicator))
    return answers if len(answers) == len(indicator.parts) else None


def _opened(data: Path, indicator: Indicator) -> Iterator[Answer]:
    for part in indicator.parts:
        answer = snapshots.opened(data, part.id)
        if answer is not None and answer.asked == SOURCES[part.source].asked(part):
            yield answer
