"""The card of the pyramid: who lives here by age and sex, in a period that a reader steps to."""

from typing import Any

from dashboard import data, text
from dashboard.charts import pyramid_svg
from dashboard.charts.pyramid import Slice, division_words
from dashboard.charts.pyramid_picture import Picture, Words
from dashboard.demography import ages, area, wording
from dashboard.demography.sections import controls, parts
from dashboard.demography.view import View
from dashboard.parts import cards, elements
from dashboard.parts.elements import html
from dashboard.text import say


def pyramid(view: View) -> html.Section:
    """The picture with all that belongs to it, and the place of what a reader walks to, aloud."""
    title = say(view.lang, "Befolkningspyramid", "Population pyramid")
    shown = picture(view)
    content = _lacking(view) if shown is None else _content(view, shown)
    return cards.card(
        html.H2(title),
        parts.changing(html.Div(content, id="pyramid-content")),
        html.Div(id="pyramid-live", className="only-read", role="status"),
        id="pyramid-card",
    )


def _lacking(view: View) -> list[Any]:
    every = [each for role in ages.DIVISIONS for each in data.roles(role)]
    return [parts.missing(every[:3], view.place, view.lang)]


def _content(view: View, shown: Picture) -> list[Any]:
    lang = view.lang
    keys = say(
        lang,
        "Pil upp och ner går mellan åldrar, höger och vänster mellan kvinnor och män, Home och End "
        "till den yngsta och den äldsta.",
        "Up and down move between ages, right and left between women and men, Home and End to the "
        "youngest and the oldest.",
    )
    tables = [cards.table(words, *rows) for words, rows in shown.tables()]
    table = html.Div(tables, id="pyramid-table")
    return [
        html.P(_sentence(view, shown.shown.period), id="pyramid-lead", className="says"),
        html.P(shown.subtitle, id="pyramid-sub", className="muted sub"),
        controls.pyramid(view),
        _figure(shown),
        html.Div(keys, id="pyramid-help", className="only-read"),
        controls.time(view),
        _ages(view, shown),
        parts.actions(ages.indicators(view.pyramid), table, view.place, lang),
    ]


def _figure(shown: Picture) -> html.Figure:
    """The drawing with what is chosen of it, and the tip that stands beside a bar."""
    tip = html.Div(className="map-tip", hidden=True, **cards.attributes(aria_hidden="true"))
    drawing = elements.drawn(pyramid_svg.draw(shown))
    chosen = cards.attributes(
        data_period=shown.shown.period, data_then=shown.then, data_unit=shown.unit
    )
    return html.Figure([drawing, tip], id="pyramid", className="figure", **chosen)


def _ages(view: View, shown: Picture) -> html.P:
    """Which periods have which classes, and how the oldest are drawn."""
    divisions = division_words(view.pyramid.slices, view.lang)
    told = say(view.lang, f"Åldrar: {divisions}. ", f"Ages: {divisions}. ")
    said = " ".join(filter(None, [shown.note, _apart(view, shown.shown)]))
    note = html.Span(said, id="pyramid-note")
    return html.P([told, note, *_overlay_lacks(view)], className="src")


def _apart(view: View, shown: Slice) -> str:
    """That the ages are not as many as the population that the shares are of, and why."""
    of = data.indicators()[shown.source]
    return wording.apart(shown.summed, shown.whole, of, view.lang)


def _overlay_lacks(view: View) -> list[str]:
    if view.beside is None or view.outlined:
        return []
    name = view.beside.name
    words = f" {name} har inga uppgifter efter ålder.", f" {name} has no figures by age."
    return [say(view.lang, *words)]


def _sentence(view: View, period: str) -> str:
    shown = view.pyramid.at(period)
    claims = ages.claims(shown, view.place) if shown else []
    return " ".join(wording.ages(claims, view.place, view.lang))


# --- what is drawn, and what the script draws from ---


def picture(view: View) -> Picture | None:
    """The pyramid under the reader's choices; None where there are no figures by age."""
    if view.slice is None:
        return None
    of = ages.indicators(view.pyramid)[0]
    return Picture(
        own=view.pyramid,
        shown=view.slice,
        words=_words(view),
        quantity=text.quantities(of.measure, view.lang),
        beside=view.outlined,
        then=view.then,
        unit=view.unit,
    )


def stored(view: View) -> html.Script:
    """The figures of every period, as the page's script has them; null where there are none."""
    return parts.changing(elements.stored("pyramid-data", payload(view)))


def payload(view: View) -> dict[str, Any] | None:
    """The pyramid's figures in every period, its sentences and its words."""
    shown = picture(view)
    if shown is None:
        return None
    lang, own = view.lang, view.pyramid
    sentences = [_sentence(view, period) for period in own.periods]
    apart = [_apart(view, each) for each in own.slices]
    return {
        "lang": lang,
        "decimals": 0,
        "quantity": shown.quantity,
        "own": own.payload() | {"sentences": sentences, "apart": apart},
        "beside": shown.beside.payload() if shown.beside else None,
        "default": own.periods[-1],
        "sexes": {"women": text.sex("K", lang), "men": text.sex("M", lang)},
        "words": vars(shown.words),
    }


def _words(view: View) -> Words:
    lang = view.lang
    note = f", {area.summed_words(lang)}" if view.place.summed else ""
    what = say(lang, "Folkmängd efter ålder och kön", "Population by age and sex")
    return Words(
        title=f"{what}, {view.within}{note}, {{period}}, {{unit}}",
        count=say(lang, "Personer per åldersår", "People per year of age"),
        percent=say(
            lang,
            "Procent av folkmängden, per åldersår",
            "Per cent of the population, per year of age",
        ),
        share=say(
            lang,
            f"{{share}}{text.SPACE}% av folkmängden",
            "{share}% of the population",
        ),
        missing=text.status("", lang),
        age=say(lang, "Ålder", "Age"),
        women=text.sex("K", lang).capitalize(),
        men=text.sex("M", lang).capitalize(),
        play=say(lang, "Spela upp", "Play"),
        stop=say(lang, "Stoppa", "Stop"),
        **_sentences(view),
    )


def _sentences(view: View) -> dict[str, str]:
    """The texts that a name or an age is filled into."""
    return {
        "label": say(
            view.lang,
            "Befolkningspyramid, {name}: {women} till höger, {men} till vänster",
            "Population pyramid, {name}: {women} to the right, {men} to the left",
        ),
        "outline": say(
            view.lang,
            "{name} {period} som streckad kontur",
            "{name} {period} as a dashed outline",
        ),
        "open": say(
            view.lang,
            "{age} har ingen övre gräns och ritas som {from}–{to} år.",
            "{age} has no upper limit and is drawn as {from}–{to} years.",
        ),
    }
