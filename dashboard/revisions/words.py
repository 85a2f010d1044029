"""What changed between two releases, in sentences and in pairs of numbers."""

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from dashboard import text
from dashboard.data import At
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.store.changes import CHANGES, Change, Changed

FINEST = 12  # decimals: no agency gives more, and no difference is noise before them

Words = tuple[tuple[str, str], tuple[str, str]]  # of one and of several, in Swedish and English

_CELLS: dict[Change, Words] = {
    "revised": (
        ("siffra är ändrad", "figure is revised"),
        ("siffror är ändrade", "figures are revised"),
    ),
    "withdrawn": (
        ("siffra är borttagen", "figure is withdrawn"),
        ("siffror är borttagna", "figures are withdrawn"),
    ),
    "status": (
        ("siffra har fått en annan beteckning", "figure has another symbol"),
        ("siffror har fått en annan beteckning", "figures have another symbol"),
    ),
    "new": (("siffra är ny", "figure is new"), ("siffror är nya", "figures are new")),
}
_REVISED: Words = (("med ändrade siffror", "with revised figures"),) * 2
_WITHDRAWN: Words = (("med borttagna siffror", "with withdrawn figures"),) * 2
_PERIODS: Words = (("med nya perioder", "with new periods"),) * 2
_KINDS: dict[str, Words] = {
    "new": (("ny", "new"), ("nya", "new")),
    "withdrawn": (("har utgått", "discontinued"),) * 2,
    "renamed": (("har bytt namn", "renamed"),) * 2,
}
_TOLD = {"title", "title_en", "unit", "unit_en", "table", "ended"}  # fields with words of their own


def dated(release_id: str, lang: Lang) -> str:
    """The day of a release: `31 oktober 2026`; what says none stands as it is."""
    try:
        return text.day(date.fromisoformat(release_id[:10]), lang)
    except ValueError:
        return release_id


def title(changed: Changed, lang: Lang) -> str:
    """The indicator's title in the reader's language."""
    return say(lang, changed.title, changed.title_en)


def sentences(changed: Changed, lang: Lang) -> list[str]:
    """All there is to say of one indicator, the gravest first."""
    return [*_kind(changed, lang), *_words(changed, lang), *_figures(changed, lang)]


def summary(found: Iterable[Changed], lang: Lang) -> str:
    """A release in a sentence: `Indikatorer: 2 med ändrade siffror, 5 med nya perioder, 1 ny.`."""
    listed = list(found)
    counts = [
        (_with(listed, "revised"), _REVISED),
        (_with(listed, "withdrawn"), _WITHDRAWN),
        (sum(bool(changed.new_periods) for changed in listed), _PERIODS),
        *((_kinds(listed, kind), words) for kind, words in _KINDS.items()),
    ]
    parts = [f"{count} {say(lang, *words[count != 1])}" for count, words in counts if count]
    if not parts:
        return say(lang, "Inga siffror är ändrade.", "No figures are revised.")
    return say(lang, "Indikatorer: ", "Indicators: ") + ", ".join(parts) + "."


def pair(row: Any, indicator: PublishedIndicator, lang: Lang) -> tuple[str, str]:
    """A cell (a row of CELLS) before and now, with decimals enough to tell the two apart."""
    decimals = apart(row.old_value, row.new_value, indicator)
    before = _value(row.old_value, row.old_status, decimals, lang)
    now = _value(row.new_value, row.new_status, decimals, lang)
    if row.change == "withdrawn":
        return before, say(lang, "borttagen", "withdrawn")
    return ("–" if row.change == "new" else before), now


def before(cells: pd.DataFrame, indicator: PublishedIndicator, lang: Lang) -> dict[At, str]:
    """What each revised cell (`revisions.revised`) was, by region, sex, age and period."""
    rows: Iterator[Any] = cells.itertuples()
    return {
        (row.region, row.sex, row.age, row.period): pair(row, indicator, lang)[0] for row in rows
    }


def _kind(changed: Changed, lang: Lang) -> Iterator[str]:
    if changed.kind == "new":
        yield say(lang, "Ny indikator.", "New indicator.")
    if changed.kind == "withdrawn":
        yield say(
            lang,
            "Indikatorn har utgått och visas inte längre.",
            "The indicator has been discontinued and is no longer shown.",
        )
    if changed.was:
        yield say(lang, f"Hette förut {changed.was}.", f"Was called {changed.was}.")


def _words(changed: Changed, lang: Lang) -> Iterator[str]:
    words = changed.words
    if renamed := words.get(say(lang, "title", "title_en")):
        yield say(
            lang,
            f"Heter nu ”{renamed[1]}”, förut ”{renamed[0]}”.",
            f"Now called “{renamed[1]}”, was “{renamed[0]}”.",
        )
    if unit := words.get(say(lang, "unit", "unit_en")):
        yield say(
            lang,
            f"Enheten är nu {unit[1]}, förut {unit[0]}.",
            f"The unit is {unit[1]}, was {unit[0]}.",
        )
    if table := words.get("table"):
        yield say(
            lang,
            f"Hämtas nu ur tabell {table[1]}, förut {table[0]}.",
            f"Taken from table {table[1]}, was {table[0]}.",
        )
    if words.get("ended", ("", ""))[1]:
        yield say(
            lang,
            "Källan publicerar inga nya siffror längre.",
            "The source publishes no new figures any more.",
        )
    if set(words) - _TOLD:
        yield say(
            lang,
            "Beskrivningen av indikatorn är ändrad.",
            "The indicator’s description has changed.",
        )


def _figures(changed: Changed, lang: Lang) -> Iterator[str]:
    if changed.new_periods:
        yield say(lang, "Nytt: ", "New: ") + _span(changed.new_periods, lang) + "."
    if changed.withdrawn_periods:
        yield say(lang, "Borttaget: ", "Withdrawn: ") + _span(changed.withdrawn_periods, lang) + "."
    counted = [(changed.cells[change], change) for change in CHANGES if change in changed.cells]
    if counted:
        yield ", ".join(_counted(count, change, lang) for count, change in counted) + "."


def _counted(count: int, change: Change, lang: Lang) -> str:
    return f"{text.number(count, 0, lang)} {say(lang, *_CELLS[change][count != 1])}"


def _span(periods: list[str], lang: Lang) -> str:
    """Up to three periods by name; of more how many, and the first and last."""
    if len(periods) <= 3:
        return ", ".join(text.period(each, lang) for each in periods)
    first, last = (text.period(each, lang) for each in (periods[0], periods[-1]))
    return say(
        lang,
        f"{len(periods)} perioder, {first}–{last}",
        f"{len(periods)} periods, {first}–{last}",
    )


def _with(listed: list[Changed], change: Change) -> int:
    return sum(change in changed.cells for changed in listed)


def _kinds(listed: list[Changed], kind: str) -> int:
    return sum(changed.kind == kind for changed in listed)


def apart(old: float, new: float, indicator: PublishedIndicator) -> int:
    """The indicator's decimals, or as many more as it takes until two numbers do not read alike."""
    usual = indicator.decimals
    if math.isnan(old) or math.isnan(new) or old == new:
        return usual
    tries = range(usual, FINEST)
    return next((d for d in tries if text.number(old, d) != text.number(new, d)), FINEST)


def _value(value: float, status: Any, decimals: int, lang: Lang) -> str:
    """As a table shows it: a number with what its symbol says, or words alone for a null."""
    symbol = status if isinstance(status, str) else ""
    if math.isnan(value):
        return text.status(symbol, lang)
    note = f" ({text.status(symbol, lang)})" if symbol else ""
    return text.number(value, decimals, lang) + note
