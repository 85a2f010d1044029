"""What a reader chooses with, each control with its label, and in which order choices stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import data, text
from dashboard.parts.cards import attributes
from dashboard.text import Lang, say
from etl.model import level_of

Option = dict[str, str]


# --- controls ---


def labelled(words: str, control: Any) -> list[Any]:
    """A control below the words that name it."""
    return [html.Label(words, htmlFor=control.id), control]


def field(words: str, control: Any, *more: Any, **props: Any) -> html.Div:
    """A labelled control, with what belongs to it below, in a row of such."""
    return html.Div([*labelled(words, control), *more], className="field", **props)


def select(
    id_: str, words: str, options: Iterable[Option], value: str, hidden: bool = False, **props: Any
) -> html.Div:
    """A labelled native list; `name` in a form is a property as any other."""
    control = dbc.Select(id=id_, options=list(options), value=value, **props)
    return field(words, control, hidden=hidden)


def radios(
    id_: str, words: str, options: Iterable[Option], value: str, hidden: bool = False
) -> html.Div:
    """A labelled row of buttons of which one is pressed."""
    row = dbc.RadioItems(id=id_, options=list(options), value=value, className="choice")
    label = f"{id_}-label"
    group = html.Div(row, role="group", **attributes(aria_labelledby=label))
    told = html.Span(words, id=label, className="label")
    return html.Div([told, group], className="field", hidden=hidden)


def fold(chosen: html.B, lang: Lang, hidden: bool = False) -> html.Button:
    """On a phone the choices, `#controls`, fold into one line: the figure is in the first view."""
    return html.Button(
        [chosen, html.Span(say(lang, "Ändra", "Change"))],
        type="button",
        className="fold",
        hidden=hidden,
        **attributes(aria_expanded="false", aria_controls="controls"),
    )


def found(count: int, words: str, one: str) -> html.P:
    """How many of a list are shown, `# kartor`; it is kept true while a reader types (page.js)."""
    return html.P(
        one if count == 1 else words.replace("#", str(count)),
        id="found",
        className="muted",
        role="status",
        **attributes(data_words=words, data_one=one),
    )


# --- what they offer ---


def named(words: Mapping[Any, tuple[str, str]], lang: Lang) -> list[Option]:
    """Each value by its name, in Swedish and English."""
    return [{"value": value, "label": say(lang, *name)} for value, name in words.items()]


def sexes(there: Collection[str], lang: Lang) -> list[Option]:
    """Kvinnor, män, totalt: the reading order of the field."""
    return [
        {"value": sex, "label": text.sex(sex, lang).capitalize()} for sex in "KMT" if sex in there
    ]


def ages(codes: Sequence[str], lang: Lang) -> list[Option]:
    """Age classes in the order given."""
    return [{"value": code, "label": text.age(code, lang)} for code in codes]


def periods(codes: Sequence[str], lang: Lang) -> list[Option]:
    """Periods in the order given."""
    return [{"value": code, "label": text.period(code, lang)} for code in codes]


def areas(lang: Lang) -> list[Option]:
    """Riket, the four counties together, and every region."""
    country, *rest = region_options(lang)
    words = say(lang, "Norrland (fyra län)", "Norrland (four counties)")
    return [country, {"value": data.NORTH, "label": words}, *rest]


def region_options(
    lang: Lang, levels: Collection[str] = ("country", "county", "municipality")
) -> list[Option]:
    """What a select of regions offers: riket, the north's counties and municipalities, the rest."""
    counties = [code for code in data.regions() if level_of(code) == "county"]
    everyone = alphabetical(data.regions())
    north = [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]
    ordered = dict.fromkeys(["00", *north, *alphabetical(counties), *everyone])
    return [
        {"value": code, "label": data.region_name(code, lang)}
        for code in ordered
        if level_of(code) in levels
    ]


def _by_name(code: str) -> str:
    """Å, ä and ö come last in Swedish; code points put å after ä, and Ä after å."""
    return data.region_name(code).lower().translate(str.maketrans("åäö", "{|}"))


def alphabetical(codes: Iterable[str]) -> list[str]:
    """Regions in the order of the Swedish alphabet."""
    return sorted(codes, key=_by_name)
