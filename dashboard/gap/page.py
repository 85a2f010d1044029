"""The page of women and men: claims and chapters of rows, or one indicator as map or table."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard import prose
from dashboard.gap import around, beneath, listed, summary
from dashboard.gap.choices import ORDERS, Choices, chosen, inside, parse
from dashboard.gap.choices import QUERY as QUERY
from dashboard.gap.form import form
from dashboard.gap.model import Row, Story, Told
from dashboard.gap.story import story
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.parts.story import Noting, file, files, misread
from dashboard.plan.model import Plan
from dashboard.text import say
from etl.model import level_of

STYLES = ("map", "gap")
SCRIPTS = ("map",)


def layout(plan: Plan) -> Callable[..., html.Div]:
    """The layout of a plan's page."""

    def laid_out(**query: Any) -> html.Div:
        asked = Noting(query)
        choices = parse(plan, asked)
        return _page(plan, choices, asked.noted)

    return laid_out


def _page(plan: Plan, choices: Choices, noted: list[str]) -> html.Div:
    told, lang = story(plan, choices.region), choices.lang
    where = prose.place(choices.region, lang)
    heading = say(lang, plan.title, plan.title_en)
    return live.page(
        [
            html.H1(say(lang, f"{heading} i {where}", f"{heading} in {where}")),
            html.P(say(lang, plan.intro, plan.intro_en), className="lead"),
            *misread(noted, lang),
            *form(plan, told, choices),
            *_content(plan, told, choices),
            files(choices.address(plan), lang),
            beneath.about(told, lang),
        ],
        title=f"{prose.opening(where)} – {heading}",
        description=summary.head(told, lang),
        address=choices.address(plan),
        figures=file(choices.address(plan), "csv"),
        indicators=",".join(row.indicator.id for row in told.rows),
    )


def _content(plan: Plan, told: Story, choices: Choices) -> list[Any]:
    """Of the rows what is said first stands before them; a map or a table comes first itself."""
    head, shown = beneath.head(told, choices.lang), [*_shown(plan, told, choices)]
    match choices.view:
        case "karta":
            return [html.Div([*shown, head], className="grid2")]
        case "tabell":
            return [html.Div([*shown, head], className="stack")]
    return [head, *shown]


# --- the chapters, the map, the table ---


def _shown(plan: Plan, told: Story, choices: Choices) -> Iterator[Any]:
    if choices.view != "rader":
        row = chosen(told, choices)
        yield (
            around.card(plan, row, choices)
            if row
            else html.P(
                say(choices.lang, "Inga uppgifter att visa här.", "No figures to show here."),
                className="none",
            )
        )
        return
    yield _legend(choices)
    if choices.order == "bok":
        for n, each in enumerate(each for each in told.chapters if each.rows):
            if choices.chapter in ("", each.chapter.id):
                yield _chapter(each, choices, is_open=n == 0 or bool(choices.chapter))
        return
    title = html.H2(say(choices.lang, *ORDERS[choices.order]))
    yield cards.card(title, listed.rows(_sorted(told, choices), choices), className="card flat")


def _sorted(told: Story, choices: Choices) -> list[Row]:
    """What is certain, the first first; the rest has no place in such an order."""
    by = summary.by_size if choices.order == "skillnad" else summary.by_change
    return by(inside(told, choices))


def _chapter(told: Told, choices: Choices, *, is_open: bool) -> html.Details:
    """A chapter's words and rows, folded but for the first."""
    lang, of = choices.lang, told.chapter
    judged = [row.gap.certain for row in told.pairs if row.gap.certain is not None]
    sure = sum(judged)
    one = ("1 säker skillnad", "1 certain difference")
    several = (f"{sure} säkra skillnader", f"{sure} certain differences")
    rows = say(lang, f"{len(told.rows)} rader", f"{len(told.rows)} rows")
    told_of = [rows, say(lang, *(one if sure == 1 else several))] if judged else [rows]
    return html.Details(
        [
            html.Summary(
                [html.H2(say(lang, of.title, of.title_en)), html.Small(", ".join(told_of))]
            ),
            html.P(say(lang, of.intro, of.intro_en), className="intro"),
            listed.rows(told.rows, choices),
        ],
        open=is_open,
        id=of.id,
        className="topic",
    )


def _legend(choices: Choices) -> html.P:
    lang, code = choices.lang, choices.region
    lies_in = {"municipality": say(lang, "länet och riket", "the county and Sweden"),
               "county": say(lang, "riket", "Sweden")}.get(level_of(code), "")  # fmt: skip
    thin = say(lang, f"Små märken: {lies_in}.", f"Small marks: {lies_in}.") if lies_in else ""
    return html.P(
        [
            html.Span(say(lang, "kvinnor", "women"), className="k"),
            html.Span(say(lang, "män", "men"), className="m"),
            html.Span(
                say(
                    lang,
                    f"Strecken visar hur långt slumpen kan ha flyttat siffran. {thin} Varje "
                    "indikator har en skala, samma för alla områden och år; det som ligger utanför "
                    "står vid kanten.",
                    f"The lines show how far chance may have moved the figure. {thin} Each "
                    "indicator has one scale, the same for all regions and years; what is outside "
                    "stands at its edge.",
                )
            ),
        ],
        className="legend",
    )
