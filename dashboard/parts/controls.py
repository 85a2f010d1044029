"""What a reader chooses with, each control with its label, and in which order choices stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from dashboard import data, text
from dashboard.markup import escape
from dashboard.parts.elements import Input, attributes, drawn, html
from dashboard.text import Lang, say
from etl.model import level_of

Option = dict[str, str]


# --- controls ---


SENT_LIVE = attributes(data_send="live")  # a choice is answered into the page (assets/live.mjs)
SENT_PAGE = attributes(data_send="page")  # a choice is another page
FORM = "controls"  # the form of a page's choices; what stands elsewhere belongs to it by this name


def form(*controls: Any, lang: Lang, action: str, **props: Any) -> html.Form:
    """The choices of a page as a form: sent, they are the address of the page that shows them.

    With scripts a choice takes effect at once (assets/live.mjs); without, the button sends them.
    """
    return html.Form(
        [*controls, *language(lang), send(lang)],
        **{"id": FORM, "action": action, "className": "controls", **props},
    )


def language(lang: Lang) -> list[Input]:
    """The language goes with the choices, where it is not the portal's first."""
    return [Input(type="hidden", name="lang", value=lang)] if lang == "en" else []


def send(lang: Lang, **props: Any) -> html.Button:
    """The button that sends a form; hidden where scripts send each choice at once."""
    words = say(lang, "Visa", "Show")
    return html.Button(words, **{"type": "submit", "className": "primary send", **props})


def labelled(words: str, control: Any) -> list[Any]:
    """A control below the words that name it."""
    return [html.Label(words, htmlFor=control.id), control]


def field(words: str, control: Any, *more: Any, **props: Any) -> html.Div:
    """A labelled control, with what belongs to it below, in a row of such."""
    return html.Div([*labelled(words, control), *more], className="field", **props)


def select(
    name: str, words: str, options: Iterable[Option], value: str, hidden: bool = False, **props: Any
) -> html.Div:
    """A labelled native list; its id is its name in the address, unless another is given."""
    list_ = html.Select(_options(options, value), **{"id": name, "name": name, **_OFF, **props})
    return field(words, list_, hidden=hidden)


# What a reader had chosen when a page was left is told by its address, not by the browser.
_OFF = {"autoComplete": "off"}


def _options(options: Iterable[Option], value: str) -> Markup:
    """What a list offers, written at once: the longest have as many parts as all else on a page."""
    listed = _listed(tuple((each["value"], each["label"]) for each in options))
    start = f'<option value="{escape(value)}"'
    return drawn(listed.replace(f"{start}>", f"{start} selected>"))


@lru_cache(maxsize=64)
def _listed(options: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in options
    )


def radios(
    name: str, words: str, options: Iterable[Option], value: str, hidden: bool = False, **props: Any
) -> html.Div:
    """A labelled row of buttons of which one is pressed."""
    label, kept = f"{name}-label", {"id": name, **props}
    row = [_tick("radio", name, each, each["value"] == value) for each in options]
    group = html.Div(
        row, role="group", className="choice", **kept, **attributes(aria_labelledby=label)
    )
    told = html.Span(words, id=label, className="label")
    return html.Div([told, group], className="field", hidden=hidden)


def checks(name: str, options: Iterable[Option], values: Collection[str]) -> list[html.Div]:
    """Boxes to tick, any number of them."""
    return [_tick("checkbox", name, each, each["value"] in values) for each in options]


def _tick(kind: str, name: str, option: Option, chosen: bool) -> html.Div:
    id_ = f"{name}-{option['value']}"
    box = Input(
        type=kind, id=id_, name=name, value=option["value"], checked=chosen, form=FORM, **_OFF
    )
    return html.Div([box, html.Label(option["label"], htmlFor=id_)], className="tick")


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
    """How many of a list are shown, `# kartor`; kept true while a reader types (filter.mjs)."""
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
    words = say(lang, "Norra Sverige (fyra län)", "Northern Sweden (four counties)")
    return [country, {"value": data.NORTH, "label": words}, *rest]


def region_options(
    lang: Lang, levels: Collection[str] = ("country", "county", "municipality")
) -> list[Option]:
    """What a select of regions offers: riket, the north's counties and municipalities, the rest."""
    return [each for each in _regions(lang) if level_of(each["value"]) in levels]


@lru_cache(maxsize=2)
def _regions(lang: Lang) -> list[Option]:
    counties = [code for code in data.regions() if level_of(code) == "county"]
    everyone = alphabetical(data.regions())
    north = [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]
    ordered = dict.fromkeys(["00", *north, *alphabetical(counties), *everyone])
    return [{"value": code, "label": data.region_name(code, lang)} for code in ordered]


def alphabetical(codes: Iterable[str]) -> list[str]:
    """Regions in the order of the Swedish alphabet."""
    return sorted(codes, key=lambda code: text.order(data.region_name(code)))
