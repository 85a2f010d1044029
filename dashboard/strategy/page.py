"""The page of a strategy: how it goes in all, a section a part, and how that is judged."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard import data, prose, text
from dashboard.address import link
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.parts.story import Noting, file, files, misread
from dashboard.plan import reader
from dashboard.plan.model import Plan
from dashboard.strategy import listed, method, overview, towns, words
from dashboard.strategy.choices import QUERY as QUERY
from dashboard.strategy.choices import Choices, parse
from dashboard.strategy.form import form
from dashboard.strategy.model import Lacking, Story, Told, count
from dashboard.strategy.story import story
from dashboard.text import Lang, say

STYLES = ("gap", "strategy")
SCRIPTS = ()


def layout(plan: Plan) -> Callable[..., html.Div]:
    """The layout of a plan's page."""

    def laid_out(**query: Any) -> html.Div:
        asked = Noting(query)
        choices = parse(plan, asked)
        return _page(plan, choices, asked.noted)

    return laid_out


def _page(plan: Plan, choices: Choices, noted: list[str]) -> html.Div:
    told, lang = story(plan, choices.region), choices.lang
    where, title = prose.place(choices.region, lang), say(lang, plan.title, plan.title_en)
    return live.page(
        [
            html.H1(say(lang, f"{title} i {where}", f"{title} in {where}")),
            html.P(say(lang, plan.intro, plan.intro_en), className="lead"),
            html.P(say(lang, *_source(plan)), className="muted source"),
            *(html.P(each, className="note") for each in _whose(plan, choices)),
            *misread(noted, lang),
            *form(plan, choices),
            *_content(plan, told, choices),
            files(choices.address(plan), lang),
            method.card(plan, lang),
            *_about(plan, told, choices),
        ],
        title=f"{prose.opening(where)} – {title}",
        description=overview.sentences(plan, told, lang)[1],
        address=choices.address(plan),
        figures=file(choices.address(plan), "csv"),
        indicators=",".join(row.indicator.id for row in told.rows),
    )


def _source(plan: Plan) -> tuple[str, str]:
    of = words.strategy(plan)
    return of.source, of.source_en


def _whose(plan: Plan, choices: Choices) -> Iterator[str]:
    """That the strategy is another region's."""
    of, lang = words.strategy(plan).of, choices.lang
    if of and choices.region[:2] != of:
        owner, where = prose.place(of, lang), prose.place(choices.region, lang)
        yield say(
            lang,
            f"Strategin är till för {owner}; så ser indikatorerna ut i {where}.",
            f"The strategy is for {owner}; this is how its indicators look in {where}.",
        )


# --- the parts ---


def _content(plan: Plan, told: Story, choices: Choices) -> Iterator[Any]:
    """How all of it goes and then the parts; the municipalities side by side come first."""
    if choices.view == "kommuner":
        yield towns.legend(choices.lang)
    else:
        yield overview.card(plan, told, choices)
    yield from _parts(plan, told, choices)


def _parts(plan: Plan, told: Story, choices: Choices) -> Iterator[Any]:
    shown = [each for each in told.chapters if choices.chapter in ("", each.chapter.id)]
    for n, each in enumerate(shown):
        yield _part(plan, each, choices, is_open=n == 0)


def _part(plan: Plan, told: Told, choices: Choices, *, is_open: bool) -> html.Details:
    """A part's words, its rows, and what is missing of it; folded but for the first."""
    lang, of = choices.lang, told.chapter
    content = _rows(plan, told, choices)
    size = words.indicators(told.size, lang)
    return html.Details(
        [
            html.Summary([html.H2(say(lang, of.title, of.title_en)), html.Small(size)]),
            html.P(say(lang, of.intro, of.intro_en), className="intro"),
            html.P(_summed(plan, told, lang), className="intro sum"),
            *([_goals(told, choices)] if _leads(plan, told) else []),
            *content,
            *([_lacking(told.lacking, choices)] if told.lacking else []),
        ],
        open=is_open,
        id=of.id,
        className="topic",
    )


def _rows(plan: Plan, told: Told, choices: Choices) -> list[Any]:
    if choices.view == "kommuner":
        there = any(row.towns for row in told.rows)
        return [towns.table(told, choices)] if there else []
    return [listed.rows(told.rows, plan, choices)] if told.rows else []


def _summed(plan: Plan, told: Told, lang: Lang) -> str:
    counts = count(told.rows, len(told.lacking), "ten")
    return words.summary(counts, words.window("ten", plan, lang), lang)


def _leads(plan: Plan, told: Told) -> bool:
    """Whether its goals of Agenda 2030 are told on another page."""
    return bool(told.chapter.agenda) and any(
        each.path == AGENDA and each.id != plan.id for each in reader.plans().served
    )


AGENDA = "/agenda-2030"


def _goals(told: Told, choices: Choices) -> html.P:
    """The goals of Agenda 2030 that a part serves, each a way to its own figures."""
    lang = choices.lang
    address = link(AGENDA, lang, region=choices.region)
    links = [html.A(str(goal), href=f"{address}#mal-{goal}") for goal in told.chapter.agenda]
    apart = [part for each in links for part in (each, " ")]
    return html.P(
        [say(lang, "Agenda 2030, mål ", "The 2030 Agenda, goals "), *apart], className="intro"
    )


def _lacking(every: tuple[Lacking, ...], choices: Choices) -> html.Dl:
    """What is not told, those of one reason together."""
    lang, found = choices.lang, dict[str, list[str]]()
    for each in every:
        reason = prose.opening(words.reason(each, choices.region, lang))
        found.setdefault(reason, []).append(words.name(each, lang))
    parts = [
        part for why, names in found.items() for part in (html.Dt(why), html.Dd("; ".join(names)))
    ]
    return html.Dl(parts, className="why")


# --- beneath ---


def _about(plan: Plan, told: Story, choices: Choices) -> Iterator[Any]:
    lang = choices.lang
    lines = text.source_lines([row.indicator for row in told.rows], lang)
    yield cards.card(
        html.H2(say(lang, "Om uppföljningen", "About this follow-up")),
        html.P(say(lang, f"Dataversion {data.release().id}.", f"Release {data.release().id}.")),
        html.Div([cards.source_line(each) for each in lines], className="sources"),
        className="card about",
    )
    others = [
        each for each in reader.plans().served if each.kind == plan.kind and each.id != plan.id
    ]
    named = [(_named(each, lang), link(each.path, lang)) for each in others]
    label = say(lang, "Fler uppföljningar", "More follow-ups")
    yield html.Div([html.Span(label, className="muted"), *_links(named)], className="acts")


def _named(plan: Plan, lang: Lang) -> str:
    """A plan by its title, and whose it is."""
    title, of = say(lang, plan.title, plan.title_en), words.strategy(plan).of
    return f"{title}, {prose.place(of, lang)}" if of else title


def _links(named: list[tuple[str, str]]) -> list[html.A]:
    return [html.A(words_, href=href, className="button") for words_, href in named]
