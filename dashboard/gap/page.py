"""The page of women and men: claims and chapters of rows, or one indicator as map or table."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard import prose, text
from dashboard.gap import around, beneath, listed, summary
from dashboard.gap.choices import ORDERS, Choices, chosen, inside, parse
from dashboard.gap.choices import QUERY as QUERY
from dashboard.gap.form import form
from dashboard.gap.model import Row, Story, Told
from dashboard.gap.story import story
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.text import Lang, say
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


class Noting(Parameters):
    """What an address asks, which notes what of it means nothing here."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(given)
        self.noted: list[str] = []

    def misread(self, name: str, known: Any) -> None:  # noqa: ARG002  # a page falls back
        """Note the name: the page says that its default is shown."""
        self.noted.append(name)


def _page(plan: Plan, choices: Choices, noted: list[str]) -> html.Div:
    told, lang = story(plan, choices.region), choices.lang
    where = prose.place(choices.region, lang)
    heading = say(lang, plan.title, plan.title_en)
    return live.page(
        [
            html.H1(say(lang, f"{heading} i {where}", f"{heading} in {where}")),
            html.P(say(lang, plan.intro, plan.intro_en), className="lead"),
            *([html.P(_misread(noted, lang), className="note", role="status")] if noted else []),
            *form(plan, told, choices),
            *_content(plan, told, choices),
            beneath.files(plan, choices),
            beneath.about(told, lang),
        ],
        title=f"{prose.opening(where)} – {heading}",
        description=summary.head(told, lang),
        address=choices.address(plan),
        figures=beneath.file(plan, choices, "csv"),
        indicators=",".join(row.indicator.id for row in told.rows),
    )


def _misread(noted: list[str], lang: Lang) -> str:
    names = text.listed(dict.fromkeys(noted), lang)
    return say(
        lang,
        f"Det som adressen säger om {names} finns inte här; sidan visar det vanliga i stället.",
        f"What the address says of {names} is not here; the page shows the usual instead.",
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
    sure = sum(row.gap.certain is True for row in told.pairs)
    one = ("1 säker skillnad", "1 certain difference")
    several = (f"{sure} säkra skillnader", f"{sure} certain differences")
    rows = say(lang, f"{len(told.rows)} rader", f"{len(told.rows)} rows")
    counted = f"{rows}, {say(lang, *(one if sure == 1 else several))}"
    return html.Details(
        [
            html.Summary([html.H2(say(lang, of.title, of.title_en)), html.Small(counted)]),
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
