"""What a reader chooses of a map of their own."""

from typing import Any, NamedTuple

from dashboard import choices as state
from dashboard import data, text
from dashboard.indicator.view import View
from dashboard.map.scale import signed
from dashboard.map.words import METHODS
from dashboard.parts import controls, live
from dashboard.parts.controls import Option
from dashboard.parts.elements import Input, attributes, html
from dashboard.text import Lang, say

NOTHING = ""


class Typed(NamedTuple):
    """Limits as a reader wrote them, and what is wrong with them, empty where nothing is."""

    text: str
    wrong: str


FORMS = {
    "map": ("Karta", "Map"),
    "tiles": ("Lika stora rutor", "Equal tiles"),
    "circles": ("Cirklar efter folkmängd", "Circles by population"),
}


def choices(view: View, typed: Typed) -> tuple[html.Button, html.Form]:
    """All that can be chosen of a map, and the line it folds into on a phone."""
    lang, indicator, chosen = view.lang, view.indicator, view.choices
    rate = not indicator.absolute
    sexes, ages = controls.sexes(indicator.sexes, lang), controls.ages(indicator.ages, lang)
    nowhere = {"value": NOTHING, "label": say(lang, "inget område", "none")}
    regions = [nowhere, *controls.region_options(lang, indicator.levels)]
    forms, methods = controls.named(FORMS, lang), controls.named(METHODS, lang)
    panels = state.one_text(chosen.panels) or NOTHING
    return (
        controls.fold(live.part(html.B(view.chosen(), id="chosen")), lang),
        controls.form(
            _select("indicator", ("Indikator", "Indicator"), _indicators(lang), indicator.id, lang,
                    **attributes(data_with="region show")),
            _select("show", ("Karta över", "Map of"), view.shows(), chosen.show, lang),
            _select("region", ("Område att märka ut", "Region to mark"), regions,
                    NOTHING if view.unmarked else chosen.region, lang),
            _select("sex", ("Kön", "Sex"), sexes, chosen.sex, lang),
            _select("age", ("Ålder", "Age"), ages, chosen.age, lang),
            _select("form", ("Form", "Form"), forms, chosen.form, lang, rate),
            _select("method", ("Klasser", "Classes"), methods,
                    "own" if typed.wrong else chosen.method, lang, rate),
            _limits(view, typed),
            _select("around", ("Jämför med", "Compare with"), _centres(view),
                    NOTHING if chosen.around == "zero" else chosen.around, lang, rate),
            _select("panels", ("Flera kartor", "Several maps"), _panels(view), panels, lang),
            _caption(view),
            html.P(_why_circles(lang), className="src", hidden=rate),
            lang=lang,
            action="/kartbank/karta",
            **controls.SENT_LIVE,
        ),
    )  # fmt: skip


def _select(
    name: str,
    words: tuple[str, str],
    options: list[Option],
    value: str,
    lang: Lang,
    shown: bool = True,
    **props: Any,
) -> html.Div:
    """A labelled list; one that leaves no choice is not shown."""
    hidden = not shown or len(options) < 2
    return controls.select(name, say(lang, *words), options, value, hidden, **props)


def _indicators(lang: Lang) -> list[Option]:
    """Every indicator that can be on a map, topic by topic."""
    there = [each for each in data.indicators().values() if state.shows(each)]
    topics = {each.id: say(lang, each.topic_title, each.topic_title_en) for each in there}
    return [
        {"value": each.id, "label": f"{topics[each.id]}: {text.title(each, lang)}"}
        for each in there
    ]


def _centres(view: View) -> list[Option]:
    """What a diverging scale can be round: riket, and always zero where it lies between values."""
    lang = view.lang
    plain = say(lang, "inget, från låg till hög", "nothing, low to high")
    if signed(view.laid, view.indicator.decimals):
        plain = say(lang, "noll", "zero")
    found = [{"value": NOTHING, "label": plain}]
    if "country" in view.indicator.levels:
        found.append({"value": "riket", "label": say(lang, "riket", "Sweden")})
    return found


def _panels(view: View) -> list[Option]:
    """One map; kvinnor beside män; or some years, evenly apart."""
    lang, periods = view.lang, data.periods(view.indicator.id)
    found = {NOTHING: say(lang, "en karta", "one map")}
    if {"K", "M"} <= set(view.indicator.sexes):
        found["K,M"] = say(lang, "kvinnor och män", "women and men")
    for count in (2, 3, 6):
        if len(periods) >= count:
            some = [periods[round(n * (len(periods) - 1) / (count - 1))] for n in range(count)]
            found[",".join(some)] = ", ".join(text.period(each, lang) for each in some)
    chosen = state.one_text(view.choices.panels) or NOTHING
    found.setdefault(chosen, chosen.replace(",", ", "))
    return [{"value": value, "label": label} for value, label in found.items()]


def _limits(view: View, typed: Typed) -> html.Div:
    """Numbers as a reader writes them; the address has them as `limits`."""
    lang = view.lang
    used = "; ".join(text.number(n, view.indicator.decimals, lang) for n in view.choices.limits)
    given = used or typed.text
    words = say(lang, "Gränser, högst fyra", "Limits, at most four")
    box = Input(type="text", id="numbers", name="numbers", value=given, placeholder="20; 30; 40")
    told = html.P(typed.wrong, id="m-wrong", role="status", className="src")
    parts = [*controls.labelled(words, box), live.part(told)]
    return html.Div(parts, className="field own-limits", hidden=view.indicator.absolute)


def _caption(view: View) -> html.Div:
    words = say(view.lang, "Egen rubrik", "Title of your own")
    box = Input(
        type="text",
        id="caption",
        name="caption",
        value=view.choices.caption,
        maxLength=state.CAPTION,
    )
    return controls.field(words, box)


def _why_circles(lang: Lang) -> str:
    return say(
        lang,
        "Antal ritas som cirklar: färgades ytan skulle stora kommuner se ut att ha mer än de har.",
        "Counts are drawn as circles: coloured areas would make large municipalities seem to have "
        "more than they do.",
    )
