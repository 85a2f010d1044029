"""What is worth saying first of a region: the largest differences, how they go, what is unsure."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from dashboard import prose, text
from dashboard.gap import words
from dashboard.gap.level import spread
from dashboard.gap.model import Row, Story, Told
from dashboard.text import Lang, say

LARGEST, CHANGED = 3, 1  # that are told
TIMES = 1.0  # spreads: what is less is worth no sentence of its own


class Point(NamedTuple):
    """One claim: the row it is of, or the chapters in which nothing is certain."""

    kind: Literal["largest", "changed", "nothing"]
    row: Row | None = None
    chapters: tuple[Told, ...] = ()


def points(story: Story) -> list[Point]:
    """At most five, of what is certain; of a chapter the largest difference alone."""
    largest = [*_largest(story)]
    told = {each.row.pair.id for each in largest if each.row}
    return [*largest, *_changed(story, told), *_nothing(story)]


def _largest(story: Story) -> Iterator[Point]:
    leading = [_first(by_size(chapter.pairs)) for chapter in story.chapters]
    known = [row for row in leading if row and abs(row.spreads or 0) >= TIMES]
    for row in by_size(known)[:LARGEST]:
        yield Point("largest", row)


def by_size(rows: Iterable[Row]) -> list[Row]:
    """Those certain at 99.8 per cent, the largest in spreads first."""
    sure = (row for row in rows if row.sure and row.spreads is not None)
    return sorted(sure, key=lambda row: -abs(row.spreads or 0))


def by_change(rows: Iterable[Row]) -> list[Row]:
    """Certain differences whose direction is certain too, the most changed in spreads first."""
    moved = (row for row in rows if row.gap.certain and row.direction.change is not None)
    return sorted(moved, key=lambda row: -_changed_by(row))


def _changed_by(row: Row) -> float:
    apart = spread(row.pair, row.period)
    return abs(row.direction.change or 0) / apart if apart else 0.0


def _changed(story: Story, told: Collection[str]) -> Iterator[Point]:
    others = [row for row in story.pairs if row.sure and row.pair.id not in told]
    for row in by_change(others)[:CHANGED]:
        yield Point("changed", row)


def _nothing(story: Story) -> Iterator[Point]:
    """Chapters whose every difference can be judged, and none of which is certain."""
    judged = [
        each
        for each in story.chapters
        if each.pairs and all(row.gap.certain is not None for row in each.pairs)
    ]
    unsure = tuple(each for each in judged if not any(row.sure for row in each.pairs))
    if unsure:
        yield Point("nothing", chapters=unsure)


def _first(rows: list[Row]) -> Row | None:
    return rows[0] if rows else None


# --- in words ---


def sentences(every: list[Point], lang: Lang) -> list[str]:
    """The claims in words; how the first is the largest is told with it, once."""
    told = [_sentence(each, lang) for each in every]
    if every and every[0].row and every[0].kind == "largest":
        told[0] = f"{told[0]} {_times(every[0].row, lang)}"
    return told


def _sentence(point: Point, lang: Lang) -> str:
    if point.row is None:
        return _unsure(point.chapters, lang)
    tell = words.gone if point.kind == "changed" else words.sentence
    return tell(point.row, lang)


def _times(row: Row, lang: Lang) -> str:
    """How large it is, by what sets places apart."""
    times = text.number(abs(row.spreads or 0), 1, lang)
    places = "municipality" in row.indicator.levels
    return say(
        lang,
        f"Det är {times} gånger så mycket som {'kommuner' if places else 'län'} vanligen ligger "
        f"från {'den' if places else 'det'} i mitten.",
        f"That is {times} times as much as {'municipalities' if places else 'counties'} usually "
        "are from the one in the middle.",
    )


def _unsure(chapters: tuple[Told, ...], lang: Lang) -> str:
    *first, last = (say(lang, each.chapter.title, each.chapter.title_en) for each in chapters)
    named = f"{', '.join(first)} {say(lang, 'samt', 'and')} {last}" if first else last
    kind = say(lang, *(("kapitlen", "the chapters") if first else ("kapitlet", "the chapter")))
    return say(
        lang,
        f"I {kind} {named} är ingen skillnad säker: slumpen kan ha gjort dem alla.",
        f"In {kind} {named} no difference is certain: chance may have made them all.",
    )


def head(story: Story, lang: Lang) -> str:
    """How many of the plan's indicators have figures by sex, and of how many it is certain."""
    shown = len(story.rows)
    every = shown + len(story.lacking)
    sure = sum(row.gap.certain is True for row in story.pairs)
    where = prose.place(story.region, lang)
    return say(
        lang,
        f"{shown} av {every} indikatorer har siffror om kvinnor och män i {where}. "
        f"Av {len(story.pairs)} skillnader är {sure} större än slumpen.",
        f"{shown} of {every} indicators have figures of women and men in {where}. "
        f"Of {len(story.pairs)} differences {sure} are larger than chance.",
    )
