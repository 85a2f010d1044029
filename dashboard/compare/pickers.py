"""What a reader compares: the places and indicators chosen, each removable, and how to add more.

A plain form: what is typed is sent beside what was chosen, and the address has both.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dashboard import address, data, groups, text
from dashboard.compare import words
from dashboard.compare.grammar import PATH, RULES, Choices
from dashboard.compare.model import own
from dashboard.markup import escape
from dashboard.parts import cards, controls
from dashboard.parts.elements import Input, attributes, drawn, html
from dashboard.text import Lang, say
from etl.model import level_of
from etl.periods import year

UNFOLDED = 10  # chips of a kind are shown; more are folded
SPANS = (10, 20)  # years back that are offered


def form(choices: Choices, lang: Lang) -> html.Form:
    """Both fields, and how the comparison is shown."""
    fields: list[Any] = [
        *_kept(choices),  # first: what is typed is added after what was chosen
        _picker("region", choices, lang),
        _picker("indikator", choices, lang),
        *([] if choices.empty else _shown(choices, lang)),
    ]
    return controls.form(
        *fields, lang=lang, action=PATH, className="controls pick", **controls.SENT_PAGE
    )


def _kept(choices: Choices) -> list[Input]:
    """What the form does not ask for and must not lose."""
    pairs = choices.query().items()
    kept = ("region", "indikator", "vy", "ordning")
    return [Input(type="hidden", name=name, value=value) for name, value in pairs if name in kept]


# --- places and indicators ---


def _picker(name: str, choices: Choices, lang: Lang) -> html.Div:
    """A field with a list of what may be added, and what was chosen below."""
    label = {
        "region": say(
            lang, "Lägg till kommun, län eller grupp", "Add a municipality, county or group"
        ),
        "indikator": say(lang, "Lägg till indikator eller ämne", "Add an indicator or a topic"),
    }[name]
    box = Input(
        id=f"add-{name}", type="search", name=name, list=f"all-{name}", autoComplete="off",
    )  # fmt: skip
    add = html.Button(
        say(lang, "Lägg till", "Add"),
        type="submit",
        id=f"send-{name}",
        **attributes(aria_describedby=f"label-{name}"),
    )
    return html.Div(
        [
            html.Label(label, htmlFor=f"add-{name}", id=f"label-{name}"),
            html.Div([box, add], className="adds"),
            _chips(name, choices, lang),
            *(_suggested(choices, lang) if name == "region" else []),
            html.Datalist(_offered(name, lang), id=f"all-{name}"),
        ],
        className="field picker",
    )


def _chips(name: str, choices: Choices, lang: Lang) -> Any:
    given = choices.region if name == "region" else choices.indikator
    if not given:
        return ""
    listed = html.Ul([_chip(name, each, choices, lang) for each in given], className="chips")
    if len(given) <= UNFOLDED:
        return listed
    what = ("områden", "places") if name == "region" else ("indikatorer", "indicators")
    told = say(lang, f"{len(given)} {what[0]} valda", f"{len(given)} {what[1]} chosen")
    return cards.folded(told, listed)


def _chip(name: str, word: str, choices: Choices, lang: Lang) -> html.Li:
    """What was chosen, and the link to the same comparison without it."""
    called = groups.called(word, lang) if name == "region" else words.indicator(word, lang)
    remove = say(lang, f"Ta bort {called}", f"Remove {called}")
    cross = html.A("×", href=without(name, word, choices), **attributes(aria_label=remove))
    return html.Li([html.Span(called), cross])


def without(name: str, word: str, choices: Choices) -> str:
    """The address of the same comparison without one of its words."""
    given = choices.region if name == "region" else choices.indikator
    return changed(choices, **{name: ",".join(each for each in given if each != word)})


def changed(choices: Choices, **other: str) -> str:
    """The address of the same comparison with other choices; an empty one is left out."""
    query = {**choices.query(), **other}
    return address.link(PATH, choices.lang, **{name: each for name, each in query.items() if each})


def _suggested(choices: Choices, lang: Lang) -> list[html.P]:
    """Those that are added with one click: the like of one's own place, its county's, riket."""
    mine = own(choices)
    ways = {
        "municipality": [f"liknande:{mine}", f"county:{mine[:2]}", mine[:2], "00"],
        "county": [f"liknande:{mine}", f"county:{mine}", "00"],
        "country": [groups.COUNTIES],
    }
    wanted = ways[level_of(mine)] if mine else [data.NORTH, "00"] if choices.codes else []
    new = [each for each in wanted if each not in choices.region and groups.members(each)]
    links = [html.A(f"+ {groups.called(each, lang)}", href=_with(each, choices)) for each in new]
    spaced = [part for each in links for part in (each, " ")]
    return [html.P(spaced, className="suggested")] if links else []


def _with(word: str, choices: Choices) -> str:
    return changed(choices, region=",".join([*choices.region, word]))


def _offered(name: str, lang: Lang) -> Markup:
    return _places(lang) if name == "region" else _indicators(data.release().path, lang)


@lru_cache(maxsize=2)
def _places(lang: Lang) -> Markup:
    """Every place and group by its name, those of the north first."""
    codes = [each["value"] for each in controls.region_options(lang)]
    counties = [code for code in codes if level_of(code) == "county"]
    names = [groups.called(each, lang) for each in codes]
    names += [groups.called(each, lang) for each in (data.NORTH, groups.COUNTIES)]
    names += [groups.called(f"county:{each}", lang) for each in counties]
    names += [groups.called(word, lang) for word in groups.of_skr()]
    return _listed(names)


@lru_cache(maxsize=4)
def _indicators(_release: Path, lang: Lang) -> Markup:
    """The title of every indicator that there are figures of, and of every topic."""
    topics = [members[0] for members in data.topics().values()]
    names = [say(lang, each.topic_title, each.topic_title_en) for each in topics]
    return _listed([*names, *(text.title(each, lang) for each in data.indicators().values())])


def _listed(names: Iterable[str]) -> Markup:
    return drawn("".join(f'<option value="{escape(name)}">' for name in names))


# --- how it is shown ---


def _shown(choices: Choices, lang: Lang) -> list[html.Div]:
    sexes = [{"value": key, "label": say(lang, *name)} for key, name in words.SEXES.items()]
    asked = next((key for key in words.SEXES if {*key.split(",")} == {*choices.sexes}), "T")
    return [
        controls.select("matt", say(lang, "Visa", "Show"), controls.named(words.MEASURES, lang),
                        choices.measure),
        controls.select("kon", say(lang, "Kön", "Sex"), sexes, asked),
        controls.select("period", "Period", _periods(choices, lang), choices.period),
    ]  # fmt: skip


def _periods(choices: Choices, lang: Lang) -> list[controls.Option]:
    """The rules, spans of years, and each year that any of the indicators has."""
    ends = [data.indicators()[each] for each in choices.ids]
    first = min((year(each.first_period) for each in ends), default=0)
    last = max((year(each.last_period) for each in ends), default=0)
    spans = [f"{last - back}..{last}" for back in SPANS if last - back >= first]
    years = [str(each) for each in range(last, first - 1, -1)]
    offered = dict.fromkeys(["", *RULES, *spans, *years, choices.period])
    return [{"value": each, "label": words.period(each, lang)} for each in offered]
