"""Other indicators that stand near one, by a plain rule: at most six, those with figures."""

from dashboard import address, data, text
from dashboard.indicator.view import View
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.text import say
from etl.model import PublishedIndicator, level_of

MOST = 6


def related(indicator: PublishedIndicator, region: str) -> list[PublishedIndicator]:
    """Those of the same tables first, then of its topic; the nearest in the catalogue first.

    Only those of places such as the region.
    """
    every = list(data.indicators().values())
    at = {each.id: n for n, each in enumerate(every)}
    tables = _tables(indicator)

    def far(each: PublishedIndicator) -> tuple[bool, int]:
        return not tables & _tables(each), abs(at[each.id] - at[indicator.id])

    near = (
        each
        for each in every
        if each.id != indicator.id
        and level_of(region) in each.levels
        and (each.topic == indicator.topic or tables & _tables(each))
    )
    return sorted(near, key=far)[:MOST]


def _tables(indicator: PublishedIndicator) -> set[str]:
    return set(indicator.table.split(", "))


def card(view: View) -> html.Div:
    """Links to them, for the same place."""
    lang, region = view.lang, view.choices.region
    links = [
        html.Li(
            html.A(
                text.title(each, lang),
                href=address.link(f"/indikatorer/{each.id}", lang, region=region),
            )
        )
        for each in related(view.indicator, region)
    ]
    heading = html.H2(say(lang, "Närliggande indikatorer", "Related indicators"))
    content = [cards.card(heading, html.Ul(links, className="related"))] if links else []
    return live.part(html.Div(content, id="related"))
