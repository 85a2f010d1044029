"""What each section is made of: its figure, its actions, and words of what is missing."""

import hashlib
from collections.abc import Sequence
from typing import Any

from dashboard import address, data, text
from dashboard.charts import Figure
from dashboard.charts.bars import Bars
from dashboard.charts.chart import Chart
from dashboard.charts.ratio import Steps
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.parts import cards, figures, live, prerender
from dashboard.parts.elements import html
from dashboard.parts.live import Element
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

HIGH = 290  # of a drawing on a wide screen


def card(*children: Any, id: str) -> html.Section:  # noqa: A002  # as Dash names it
    """A card that a choice may draw anew."""
    return changing(cards.card(*children, id=id))


def changing(part: Element) -> Element:
    """A part that a choice may change; what it leaves as it is stays in place, and is not sent."""
    said = hashlib.blake2b(prerender.inner(part).encode(), digest_size=6).hexdigest()
    setattr(part, "data-shape", said)
    return live.part(part)


def figure(shown: Figure, name: str) -> html.Figure:
    """A figure in its place."""
    return figures.figure(shown, name, HIGH)


def subtitle(shown: Chart | Bars | Steps) -> str:
    """What a figure is of, where, when and in which unit."""
    told = [each for each in shown.subtitle.split(", ") if each != shown.unit]
    return ", ".join([shown.title, *told, shown.unit])


def heading(title: str, subtitle: str, sentences: Sequence[str], **props: Any) -> html.Div:
    """The sentence over a figure, above what, where and when the figure is."""
    lead = [html.P(" ".join(sentences), className="says", **props)] if sentences or props else []
    return html.Div([html.H2(title), *lead, html.P(subtitle, className="muted sub")])


def actions(
    indicators: Sequence[PublishedIndicator], table: Any, where: Area, lang: Lang
) -> html.Div:
    """Table, download, share, about, in that order; then a source line for each agency and day."""
    row = cards.row(table, _files(indicators, where, lang), lang)
    lines = [cards.source_line(line) for line in text.source_lines(indicators, lang)]
    if where.summed:
        lines.append(
            html.P(f"{say(lang, *data.FOUR)}: {area.summed_words(lang)}.", className="src")
        )
    return html.Div([row, *lines])


def _files(indicators: Sequence[PublishedIndicator], where: Area, lang: Lang) -> html.Ul:
    ids = ",".join(each.id for each in indicators)
    name = where.name(lang) if not where.summed else say(lang, "De fyra länen", "The four counties")
    ask = f"/api/v1/observations?indicator={ids}&region={','.join(where.members)}&format="
    excel, plain = cards.csv(name, lang)
    return cards.files([(excel, f"{ask}csv-sv"), (plain, f"{ask}csv")])


def missing(some: Sequence[Meaning], where: Area, lang: Lang) -> html.Div:
    """What a section lacks, why, and when it is expected; in place of an empty chart."""
    lines = [_missing(each, where, lang) for each in some]
    nothing = say(
        lang,
        "Den dataversion som visas har inga uppgifter om detta.",
        "The release shown has no figures of this.",
    )
    return html.Div(lines or [html.P(nothing)], className="lacking")


def _missing(each: Meaning, where: Area, lang: Lang) -> html.P:
    link = html.A(
        text.title(each, lang), href=address.link(f"/indikatorer/{each.id}", lang)
    )  # fmt: skip
    return html.P([html.B(link), ": ", _why(each, where, lang)])


def _why(each: Meaning, where: Area, lang: Lang) -> str:
    if not each.absolute and where.summed:
        return no_sum(lang)
    if where.level not in each.levels:
        levels = text.levels(each, lang)
        return say(lang, f"redovisas bara för {levels}.", f"is published only for {levels}.")
    if data.indicator(each.id):
        name = where.name(lang)
        return say(
            lang, f"källan har inga uppgifter för {name}.", f"the source has none for {name}."
        )
    when = text.frequency(each, lang)
    later = text.awaited(lang)
    return say(
        lang,
        f"{later[:1].lower()}{later[1:]}. Siffrorna är inte hämtade från {text.agency(each)} än; "
        f"nya kommer {when}.",
        f"{later[:1].lower()}{later[1:]}. The figures have not been fetched from "
        f"{text.agency(each)} yet; new ones come {when}.",
    )


def no_sum(lang: Lang) -> str:
    """Why the four counties have no shares and means."""
    return say(
        lang,
        "ingen siffra för de fyra länen tillsammans, för andelar och medelvärden kan inte läggas "
        "ihop.",
        "no figure for the four counties together, for shares and means cannot be added.",
    )


def unique(indicators: Sequence[PublishedIndicator]) -> list[PublishedIndicator]:
    """Each indicator once, in their order."""
    return list({each.id: each for each in indicators}.values())
