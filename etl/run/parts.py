"""One indicator's figures from the tables that hold them: one, or some that follow each other."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from etl.model import Answer, Indicator
from etl.sources import SOURCES
from etl.store import snapshots


def read(indicator: Indicator, answers: list[Answer]) -> pd.DataFrame:
    """`region, sex, age, period, value, status` over all parts, in the order of `parts`.

    Each earlier table gives its periods up to its last one, the newest table those after the
    seam: where both have figures for a period, it is the older that was the official one then.
    """
    source = SOURCES[indicator.source]
    newest, *earlier = (
        source.read(answer, part) for part, answer in zip(indicator.parts, answers, strict=True)
    )
    if not earlier:
        return newest
    before = [
        frame[frame["period"] <= part.last]
        for part, frame in zip(indicator.earlier, earlier, strict=True)
    ]
    after = newest[newest["period"] > indicator.seam]
    return pd.concat([*before, after], ignore_index=True)


def unit(indicator: Indicator, answers: list[Answer]) -> str:
    """The unit in the source's words: the catalogue's, or the first that is another."""
    source = SOURCES[indicator.source]
    for part, answer in zip(indicator.parts, answers, strict=True):
        said = source.unit(answer, part)
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
    source = SOURCES[indicator.source]
    for part in indicator.parts:
        answer = snapshots.opened(data, part.id)
        if answer is not None and answer.asked == source.asked(part):
            yield answer
