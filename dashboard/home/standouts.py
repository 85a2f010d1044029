"""Three figures that stand out: news by the rule of Månadsläge, with picture and source."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import quote

from dashboard import address, data, prose, sentences, text
from dashboard.charts.spark import spark
from dashboard.claims.claim import Claim
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.report import charts, model
from dashboard.text import Lang, say

MANY = 3
LARGEST = 6  # municipalities that are looked through where the counties have too few


def section(lang: Lang) -> html.Section:
    """The claims as cards; that there is none where nothing stands out."""
    heading = html.H2(say(lang, "Det som sticker ut", "What stands out"))
    found = [_card(each, lang) for each in _found(data.release().id)]
    nothing = say(
        lang,
        "Inget avviker från det vanliga i de nyaste siffrorna.",
        "Nothing departs from the usual in the newest figures.",
    )
    shown = html.Div(found, className="keys") if found else html.P(nothing)
    return html.Section([heading, shown], id="sticker-ut")


@lru_cache(maxsize=2)
def _found(_release: str) -> tuple[Claim, ...]:
    """The counties' own, the most unusual first, then those of the largest municipalities."""
    found: dict[str, Claim] = {}
    for claim in _all():
        found.setdefault(claim.cell.indicator, claim)
        if len(found) == MANY:
            break
    return tuple(found.values())


def _all() -> Iterator[Claim]:
    for region in (data.NORTH, *_largest()):
        yield from model.striking(model.report(region))


def _largest() -> list[str]:
    """The municipalities of the north by how many live there."""
    codes = data.municipalities_of(*data.NORRLAND)
    size = next(iter(data.serving("population", "year")), None)
    rows = data.rows(size.id, codes) if size else []
    many = {row.region: row.value for row in rows if row.sex == "T"}  # the newest comes last
    return list(islice(sorted(many, key=lambda code: -many[code]), LARGEST))


def _card(claim: Claim, lang: Lang) -> html.Section:
    cell, indicator = claim.cell, data.indicators()[claim.cell.indicator]
    place = prose.place(cell.region, lang)
    told = sentences.sentence(claim, indicator, lang, place)
    href = address.link(f"/indikatorer/{cell.indicator}", lang, region=cell.region)
    where = html.A(data.region_name(cell.region, lang), href=address.place(cell.region, lang))
    title = html.A(text.title(indicator, lang), href=href)
    return cards.card(
        html.P([where, " · ", text.period(cell.period, lang)], className="muted"),
        html.H3(title),
        *_picture(claim, lang),
        html.P(told),
        cards.source(indicator, lang, cell.period),
    )


def _picture(claim: Claim, lang: Lang) -> Iterator[Any]:
    """The newest periods over what was usual, told in words to those who do not see it."""
    report = model.report(claim.cell.region)
    card = next(each for each in report.cards if each.cell.indicator == claim.cell.indicator)
    chart = charts.small(report, card, lang)
    if len(chart.periods) > 2:
        drawn = spark(chart.series[0].values, 300, 84, chart.band)
        source = f"data:image/svg+xml,{quote(drawn)}"
        yield html.Img(src=source, alt=chart.text, width="300", height="84", className="spark")
        first, last = (text.period(each, lang) for each in (chart.periods[0], chart.periods[-1]))
        usual = say(
            lang,
            "Grått: lägsta och högsta värdet de tio föregående åren",
            "Grey: the lowest and highest value of the ten years before",
        )
        told = f"{first}–{last}. {usual}." if chart.band else f"{first}–{last}."
        yield html.P(told, className="muted")
