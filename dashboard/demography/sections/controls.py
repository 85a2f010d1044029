"""The page's choices as one native form; those that belong to a card stand there.

Each is called as in the address. What a page opens with is an empty value, so that a form that is
sent says only what was chosen.
"""

from collections.abc import Sequence
from typing import Any

from dashboard import text
from dashboard.demography.choices import PATH
from dashboard.demography.view import View
from dashboard.parts import cards, controls, elements, live
from dashboard.parts.controls import FORM, Option
from dashboard.parts.elements import html
from dashboard.text import say

HERE = cards.attributes(data_here="")  # what assets/pyramid.mjs answers by itself


def top(view: View) -> list[Any]:
    """Area and sex; on a phone they fold into one line."""
    lang, choices = view.lang, view.choices
    chosen = f"{view.name}, {text.sex(choices.sex, lang)}"
    of = say(lang, "Kön i ekvationen och åldersgrupperna", "Sex in equation and age groups")
    region, areas = say(lang, "Område", "Region"), controls.areas(lang)
    return [
        controls.fold(live.part(html.B(chosen, id="chosen")), lang),
        controls.form(
            controls.select("region", region, areas, choices.region),
            controls.radios("sex", of, controls.sexes("KMT", lang), choices.sex),
            lang=lang,
            action=PATH,
            **controls.SENT_LIVE,
        ),
    ]


def equation(view: View) -> html.Div:
    """The period of the equation, and years or months where there are both."""
    lang = view.lang
    periods = _newest_first([each.period for each in view.ledger.equations], view)
    kinds = {"year": ("År", "Years"), "month": ("Månader", "Months")}
    both = controls.named({by: kinds[by] for by in view.frequencies}, lang)
    words, by = say(lang, "Visa", "Show"), view.ledger.account.frequency
    return html.Div(
        [
            controls.select(
                "year", say(lang, "Period", "Period"), periods, view.said.year, form=FORM
            ),
            *([controls.radios("by", words, both, by)] if len(both) > 1 else []),
            controls.send(lang, form=FORM),
        ],
        className="choices",
    )


def _newest_first(periods: Sequence[str], view: View) -> list[Option]:
    newest, *others = controls.periods(periods[::-1], view.lang)
    return [newest | {"value": ""}, *others]


def pyramid(view: View) -> html.Div:
    """What lies over the pyramid, and what its bars count."""
    lang = view.lang
    others = [each for each in controls.areas(lang) if each["value"] != view.place.code]
    none = _none(say(lang, "inget område", "no region"))
    region = say(lang, "Jämför med område", "Compare with region")
    return html.Div(
        [
            controls.select("beside", region, [none, *others], view.choices.beside, form=FORM),
            html.Div([_then(view), _unit(view)], **HERE),
            controls.send(lang, form=FORM),
        ],
        className="choices",
    )


def _none(words: str) -> Option:
    return {"value": "", "label": words}


def _then(view: View) -> html.Div:
    """The period of the outline: of another area the same as the pyramid's, unless chosen."""
    lang, over = view.lang, view.outlined
    same = say(lang, "samma år", "the same year") if over else say(lang, "inget år", "no year")
    periods = controls.periods((over or view.pyramid).periods[::-1], lang)
    year = say(lang, "Jämför med år", "Compare with year")
    return controls.select("then", year, [_none(same), *periods], view.then, form=FORM)


def _unit(view: View) -> html.Div:
    lang = view.lang
    names = {"count": ("Antal", "Number"), "percent": ("Procent", "Per cent")}
    units = controls.named(
        {"" if unit == view.usual_unit else unit: words for unit, words in names.items()}, lang
    )
    return controls.radios("unit", say(lang, "Visa", "Show"), units, view.said.unit)


def time(view: View) -> html.Div:
    """The pyramid's period: a native list, and for scripts a slider and play."""
    lang, periods = view.lang, view.pyramid.periods
    words, listed = say(lang, "År", "Year"), _newest_first(periods, view)
    return html.Div(
        [
            controls.select("period", words, listed, view.said.period, form=FORM),
            *_steps(view, words),
            controls.send(lang, form=FORM),
        ],
        id="pyramid-time",
        className="time",
        role="group",
        hidden=len(periods) < 2,
        **HERE,
        **cards.attributes(aria_label=say(lang, "Tid", "Time")),
    )


def _steps(view: View, words: str) -> list[Any]:
    """The slider through the periods, and the button that plays them."""
    periods = view.pyramid.periods
    at = periods.index(view.slice.period) if view.slice else 0
    told = cards.attributes(aria_label=words, aria_valuetext=text.period(periods[at], view.lang))
    slider = elements.Input(
        type="range", id="pyramid-period", className="scripted", min=0, max=len(periods) - 1,
        step=1, value=at, autoComplete="off", **told,
    )  # fmt: skip
    play = say(view.lang, "Spela upp", "Play")
    look = "primary scripted"
    return [slider, html.Button(play, type="button", id="pyramid-play", className=look)]
