"""The sentence over a figure: what the chosen region's figures say, period by period."""

from collections.abc import Iterable, Sequence
from math import isnan

from dashboard import text
from dashboard.text import Lang, say
from etl.model import PublishedIndicator, Row

Cell = tuple[float | None, str]  # a value and the source's symbol beside it


def leads(
    rows: Iterable[Row],
    indicator: PublishedIndicator,
    region: tuple[str, str],
    age: str,
    periods: Sequence[str],
    lang: Lang,
) -> dict[str, str]:
    """One sentence a period about a region (code and name); where it has no figure it says so.

    `rows` are the indicator's observations. Every number is one of them; riket's stand beside
    other regions'.
    """
    cells: dict[tuple[str, str, str], Cell] = {
        (row.region, row.period, row.sex): (None if isnan(row.value) else row.value, row.status)
        for row in rows
        if row.age == age and row.region in (region[0], "00")
    }
    return {p: _sentence(cells, indicator, region, p, age, lang) for p in periods}


def _sentence(
    cells: dict[tuple[str, str, str], Cell],
    indicator: PublishedIndicator,
    region: tuple[str, str],
    period: str,
    age: str,
    lang: Lang,
) -> str:
    code, name = region
    when = text.period(period, lang)
    subject = f"{name}, {text.age(age, lang)}, {when}" if age != "total" else f"{name} {when}"
    own = _figures(cells, indicator, code, period, lang)
    country = _figures(cells, indicator, "00", period, lang) if code != "00" else ""
    compared = say(lang, f" Riket: {country}.", f" Sweden: {country}.") if country else ""
    return f"{subject}: {own or text.status('', lang)}.{compared}"


def _figures(
    cells: dict[tuple[str, str, str], Cell],
    indicator: PublishedIndicator,
    region: str,
    period: str,
    lang: Lang,
) -> str:
    """`65,6 % bland kvinnor och 50,3 % bland män`, or the total where sexes are not apart."""
    women, men = (cells.get((region, period, sex), (None, ""))[0] for sex in "KM")
    total, symbol = cells.get((region, period, "T"), (None, ""))
    if women is not None and men is not None:
        return _both(indicator, total, women, men, lang)
    known = total is not None or symbol
    return text.quantity(total, indicator, lang, symbol) if known else ""


def _both(
    indicator: PublishedIndicator, total: float | None, women: float, men: float, lang: Lang
) -> str:
    if indicator.absolute:
        parts = [text.number(value, indicator.decimals, lang) for value in (women, men)]
        split = say(
            lang, f"{parts[0]} kvinnor och {parts[1]} män", f"{parts[0]} women and {parts[1]} men"
        )
        whole = text.quantity(total, indicator, lang) if total is not None else ""
        return f"{whole}, {split}" if whole else split
    parts = [text.quantity(value, indicator, lang) for value in (women, men)]
    return say(
        lang,
        f"{parts[0]} bland kvinnor och {parts[1]} bland män",
        f"{parts[0]} among women and {parts[1]} among men",
    )
