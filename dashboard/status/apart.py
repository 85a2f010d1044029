"""What of an indicator's answer is not shown as it came, in words: odd figures, strange regions."""

from collections.abc import Iterator
from typing import Any

from dashboard import data, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.status import table
from dashboard.status.standing import Standing
from dashboard.text import Lang, say
from etl import regions
from etl.model import Odd, PublishedIndicator


def listed(rows: list[Standing], lang: Lang) -> list[html.Details]:
    """Of each indicator that has any, to be opened; nothing where all is shown as it came."""
    items = [html.Li([table.link(row, lang), *_told(row, lang)]) for row in rows if _has(row)]
    if not items:
        return []
    words = say(lang, "Siffror som inte visas", "Figures that are not shown")
    return [cards.folded(f"{words}: {len(items)}", html.Ul(items, className="troubles"))]


def _has(row: Standing) -> bool:
    return bool(row.apart.odd or row.apart.regions)


def _told(row: Standing, lang: Lang) -> Iterator[Any]:
    if row.apart.odd:
        yield html.Div(_odd(row.apart.odd, row.indicator, lang))
    if row.apart.regions:
        yield html.Div(_strange(row.apart.regions, lang))


def _odd(odd: list[Odd], indicator: PublishedIndicator, lang: Lang) -> str:
    each = "; ".join(_cell(one, indicator, lang) for one in odd)
    return say(
        lang,
        f"Granskas, eftersom värdet är utanför det som brukar kunna stämma: {each}.",
        f"Under review, as the value is outside what usually can be right: {each}.",
    )


def _cell(odd: Odd, indicator: PublishedIndicator, lang: Lang) -> str:
    """Where, of whom and when, and what the source gave."""
    sex = f" {text.sex(odd.sex, lang)}" if odd.sex != "T" else ""
    age = f" {text.age(odd.age, lang)}" if odd.age != "total" else ""
    where = f"{data.region_name(odd.region, lang)}{sex}{age} {text.period(odd.period, lang)}"
    return f"{where}: {text.quantity(odd.value, indicator, lang)}"


def _strange(codes: list[str], lang: Lang) -> str:
    told = ", ".join(_named(code, lang) for code in codes)
    return say(
        lang,
        f"Områden som inte finns i dag, så deras siffror visas inte: {told}.",
        f"Regions that there are not today, so that their figures are not shown: {told}.",
    )


def _named(code: str, lang: Lang) -> str:
    """The code; of one that is known to be no more what it was and which has it now."""
    was = regions.retired().get(code)
    if was is None:
        return code
    now = data.region_name(was.successor, lang)
    words = say(lang, f"till {was.until}, nu {now}", f"until {was.until}, now {now}")
    return f"{code} {was.name} ({words})"
