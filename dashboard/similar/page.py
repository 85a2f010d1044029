"""The page of the places most like one: municipalities and counties in the same way."""

from typing import Any

import numpy as np

from dashboard import address, data, prose, text
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import html
from dashboard.similar import choices, figures, words
from dashboard.similar.choices import Choices
from dashboard.similar.figures import Measure, Model
from dashboard.similar.peers import Likeness, Peer, likeness
from dashboard.text import Lang, say
from etl.model import Level, level_of

QUERY = ("vikt", "antal")
STYLES = ("similar",)
PATHS: dict[Level, str] = {"municipality": "/kommun/", "county": "/lan/"}
COUNTS = (3, 5, 7, 10, 15, 20)
heading = words.heading


def path(code: str) -> str:
    """Where the page of a place stands."""
    return f"{PATHS[level_of(code)]}{code}/liknande"


def layout(code: str, query: dict[str, Any]) -> html.Div:
    """The page of one place under the weights of the query."""
    asked = Parameters(query)
    lang, model = asked.lang, figures.model(level_of(code))
    given = choices.parse(asked, model, *QUERY)
    chosen = Choices(given.count) if given.nothing(model) else given
    found = likeness(model, code, chosen)
    return live.page(
        [
            html.H1(heading(code, lang)),
            html.P(words.lead(found, lang), className="lead"),
            *([_note(_nothing(lang))] if chosen is not given else []),
            *([_note(words.few(found, lang))] if found.peers and found.few else []),
            *(_found(found, lang) if found.peers else []),
        ],
        address=address.link(path(code), lang, **_said(chosen, model)),
    )


def _note(sentence: str) -> html.P:
    return html.P(sentence, className="note", role="status")


def _nothing(lang: Lang) -> str:
    return say(
        lang,
        "Minst en vikt måste vara större än 0. Här väger alla områden lika.",
        "At least one weight must be greater than 0. Here all domains weigh the same.",
    )


def _said(chosen: Choices, model: Model) -> dict[str, str]:
    """The choices as an address has them: none that is the usual one."""
    usual = chosen.count == choices.COUNTS[model.level]
    pairs = zip(QUERY, (chosen.words(), "" if usual else str(chosen.count)), strict=True)
    return {name: value for name, value in pairs if value}


def _found(found: Likeness, lang: Lang) -> list[Any]:
    listed = html.Ol([_peer(found, each, lang) for each in found.peers], className="peers")
    return [_weigh(found, lang), listed, *_group(found, lang), _about(found, lang)]


# --- how they are weighed ---


def _weigh(found: Likeness, lang: Lang) -> html.Details:
    """A plain form, folded while all weigh the same: what is left as usual is no choice."""
    model, chosen = found.model, found.choices
    usual, numbers = choices.COUNTS[model.level], sorted({*COUNTS, chosen.count})
    options = [{"value": "" if n == usual else str(n), "label": str(n)} for n in numbers]
    shown = "" if chosen.count == usual else str(chosen.count)
    form = html.Form(
        [
            *(_weight(each.id, words.domain(each, lang), chosen, lang) for each in model.domains),
            controls.select("antal", say(lang, "Antal", "How many"), options, shown),
            *controls.language(lang),
            controls.send(lang),
        ],
        action=path(found.code),
        className="filter",
        **controls.SENT_PAGE,
    )
    told = words.weights(model, chosen, lang)
    title = f"{told}. {say(lang, 'Ändra vikter och antal', 'Change weights and how many')}"
    return cards.folded(title, form, className="card weigh", open=bool(chosen.weights))


def _weight(domain: str, title: str, chosen: Choices, lang: Lang) -> html.Div:
    told = {
        "0": say(lang, "räknas inte", "not counted"),
        "0.5": say(lang, "halv", "half"),
        "1": say(lang, "vanlig", "usual"),
        "2": say(lang, "dubbel", "double"),
    }
    values = {each: "" if each == choices.USUAL else f"{domain}:{each}" for each in told}
    options = [
        {"value": values[each], "label": f"{words.weight(each)} – {meant}"}
        for each, meant in told.items()
    ]
    now = values[chosen.weights.get(domain, choices.USUAL)]
    return controls.select("vikt", prose.opening(title), options, now, id=f"vikt-{domain}")


# --- who they are ---


def _peer(found: Likeness, peer: Peer, lang: Lang) -> html.Li:
    """One of them: how alike, in what, in what not, and all differences behind a button."""
    name = data.region_name(peer.code, lang)
    far = text.number(peer.distance, 2, lang)
    told = say(lang, f"skillnad {far}", f"difference {far}")
    both = [html.P(words.mutual(found, peer, lang), className="muted")] if peer.mutual else []
    choice = _said(found.choices, found.model)
    who = html.Div(
        [
            html.H2(html.A(name, href=address.link(path(peer.code), lang, **choice))),
            html.P(
                [html.B(prose.opening(words.degree(peer, lang))), f" · {told}"], className="degree"
            ),
        ]
    )
    differences = cards.folded(
        say(lang, "Visa skillnaderna", "Show the differences"),
        html.Div([_differences(found, peer, lang), *_sources(found.model, lang)]),
    )
    return html.Li(
        [who, html.Div([html.P(words.explained(found, peer, lang)), *both]), differences]
    )


def _differences(found: Likeness, peer: Peer, lang: Lang) -> html.Div:
    """Each variable of the two places, that which sets them most apart first."""
    here, there = (data.region_name(each, lang) for each in (found.code, peer.code))
    own, theirs = (found.model.values(each) for each in (found.code, peer.code))
    parts = zip(found.model.measures, own, theirs, peer.of_each, strict=True)
    rows = [
        [
            _with_unit(measure, lang),
            _figure(mine, measure, lang),
            _figure(other, measure, lang),
            _figure(_middle(measure), measure, lang),
            text.period(measure.period, lang),
            text.percent(100 * share, 0, lang),
        ]
        for measure, mine, other, share in sorted(parts, key=lambda each: -each[3])
    ]
    middle = prose.opening(words.everyone(found.model, lang))
    head = [say(lang, "Uppgift", "Figure"), here, there, middle, "Period"]
    caption = say(
        lang,
        f"{here} och {there}, det som skiljer mest först",
        f"{here} and {there}, what differs most first",
    )
    return cards.table(
        caption, [*head, say(lang, "Del av skillnaden", "Share of the difference")], rows
    )


def _group(found: Likeness, lang: Lang) -> list[Any]:
    """A place beside the middle of those like it, where they are enough."""
    middles = [found.middle(each) for each in found.model.measures]
    if found.few or not any(each is not None for each in middles):
        return []
    name, group = data.region_name(found.code, lang), words.group(found, lang)
    parts = zip(found.model.measures, found.model.values(found.code), middles, strict=True)
    rows = [
        [
            _with_unit(measure, lang),
            _figure(own, measure, lang),
            _figure(middle, measure, lang),
            _figure(_middle(measure), measure, lang),
            text.period(measure.period, lang),
        ]
        for measure, own, middle in parts
    ]
    title = say(lang, f"{name} och {group}", f"{name} and {group}")
    columns = (group, words.everyone(found.model, lang))
    head = [say(lang, "Uppgift", "Figure"), name, *map(prose.opening, columns), "Period"]
    caption = say(lang, "Det som likheten räknas på", "What the likeness rests on")
    table = cards.table(caption, head, rows)
    return [cards.card(html.H2(title), table, *_sources(found.model, lang))]


def _middle(measure: Measure) -> float:
    return float(np.nanmedian(measure.values))


def _figure(value: float | None, measure: Measure, lang: Lang) -> str:
    """A figure alone: its unit stands once, in its row's title."""
    variable = measure.variable
    decimals = variable.decimals if variable.per else data.indicators()[variable.id].decimals
    return text.number(value, decimals, lang)


def _with_unit(measure: Measure, lang: Lang) -> str:
    """What a row is of; a quotient of ours has its unit in its title."""
    title = _titled(measure, lang)
    if measure.variable.per:
        return title
    return f"{title} ({text.unit(data.indicators()[measure.variable.id], lang)})"


def _titled(measure: Measure, lang: Lang) -> str:
    variable = measure.variable
    own = say(lang, variable.title, variable.title_en)
    return own or text.title(data.indicators()[variable.id], lang)


# --- what it rests on ---


def _sources(model: Model, lang: Lang) -> list[html.P]:
    known = data.indicators()
    ids = dict.fromkeys(id_ for each in model.measures for id_ in each.variable.ids)
    lines = text.source_lines([known[each] for each in ids], lang)
    return [cards.source_line(each) for each in lines]


def _about(found: Likeness, lang: Lang) -> html.Section:
    model = found.model
    gaps = zip(model.measures, np.isnan(model.values(found.code)), strict=True)
    missing = [(each, _titled(each, lang)) for each, gone in gaps if gone]
    return cards.about(
        [
            (say(lang, "Hur likheten räknas", "How it is computed"), _method(model, lang)),
            *(
                (prose.opening(words.domain(each, lang)), _held(model, each.id, lang))
                for each in model.domains
            ),
            (say(lang, "Räknas inte", "Not counted"), words.lacking(model, lang)),
            (say(lang, "Saknas", "Missing"), words.missing(found, missing, lang)),
        ],
        lang,
    )


def _method(model: Model, lang: Lang) -> str:
    count, domains = len(model.measures), len(model.domains)
    places, middle = words.many(model.level, lang), words.everyone(model, lang)
    return say(
        lang,
        f"Alla {places} jämförs i {count} uppgifter inom {domains} områden. För varje uppgift "
        f"räknas hur långt den ligger från {middle}, i robusta standardavvikelser och "
        "högst 3. Ett område är medelvärdet av sina uppgifters skillnader i kvadrat, och "
        "skillnaden är roten ur områdenas vägda medelvärde. Under 0,5 är mycket lik, under 0,75 "
        "lik, under 1 ganska lik.",
        f"All {places} are compared in {count} figures of {domains} domains. Each figure counts "
        f"by how far it is from {middle}, in robust standard deviations and at most 3. A domain is "
        "the mean of its figures’ squared differences, and the difference is the root of the "
        "weighted mean of the domains. Below 0.5 is very similar, below 0.75 similar, below 1 "
        "fairly similar.",
    )


def _held(model: Model, domain: str, lang: Lang) -> str:
    """The figures of a domain, each with its period."""
    variables = next(each.variables for each in model.domains if each.id == domain)
    told = [
        f"{_titled(each, lang)} ({text.period(each.period, lang)})"
        for each in model.measures
        if each.variable in variables
    ]
    return "; ".join(told)
