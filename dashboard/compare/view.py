"""The page of a comparison: what is compared, what is wrong with it, the view chosen, its files."""

from typing import Any

from dashboard import address, groups, text
from dashboard.compare import about, grammar, lines, pickers, spread, start, table, words, wrong
from dashboard.compare.figures import compared
from dashboard.compare.grammar import PATH, Choices, Fault
from dashboard.compare.model import Compared
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import attributes, html
from dashboard.text import Lang, say

REFUSED = "400"


def layout(query: dict[str, Any]) -> html.Div:
    """The page under the choices of the query; what is wrong in it is told, and the rest shown."""
    choices = grammar.parse(Parameters(query))
    lang = choices.lang
    refused = choices.excess or bool(choices.faults)
    csv = "" if refused or choices.empty else address.of(f"{PATH}.csv", choices.query())
    return live.page(
        [
            html.H1(words.heading(choices, lang)),
            *_told(choices, lang),
            *_content(choices, lang),
        ],
        title=words.title(choices, lang),
        address=address.link(PATH, lang, **choices.query()),
        status=REFUSED if refused else None,
        figures=csv,
        indicators=",".join(choices.ids),
    )


def _content(choices: Choices, lang: Lang) -> list[Any]:
    if choices.excess:
        return [pickers.form(choices, lang)]
    if choices.empty:
        return [*_lead(choices, lang), pickers.form(choices, lang), *_start(choices, lang)]
    return _comparison(compared(choices), lang)


def _lead(choices: Choices, lang: Lang) -> list[html.P]:
    if choices.codes or choices.ids:
        missing = ("en indikator", "an indicator") if choices.codes else ("ett område", "a place")
        told = say(lang, f"Lägg till {missing[0]}, så jämförs de.",
                   f"Add {missing[1]}, and they are compared.")  # fmt: skip
        return [html.P(told, className="lead")]
    told = say(
        lang,
        "Ställ upp till 60 kommuner och län bredvid varandra i upp till 30 mått. Varje siffra "
        "bedöms mot "
        "riket, och det som slumpen ensam kan förklara kallas inte skillnad.",
        "Put up to 60 municipalities and counties beside each other in up to 30 measures. Each "
        "figure is "
        "judged beside Sweden’s, and what chance alone can explain is not called a difference.",
    )
    return [html.P(told, className="lead")]


def _start(choices: Choices, lang: Lang) -> list[html.Div]:
    return [] if choices.codes or choices.ids else [start.section(lang)]


# --- what is wrong ---


def _told(choices: Choices, lang: Lang) -> list[Any]:
    notes: list[Any] = [_fault(each, choices, lang) for each in choices.faults]
    if choices.excess:
        notes.append(_excess(choices, lang))
    notes += [html.P(wrong.nobody(each, lang), className="note") for each in _alone(choices)]
    if choices.awaited:
        notes.append(html.P(wrong.awaited(choices, lang), className="note"))
    return notes


def _alone(choices: Choices) -> list[str]:
    """Groups that nobody belongs to: no place is like some."""
    return [word for word in choices.region if groups.members(word) == ()]


def _fault(of: Fault, choices: Choices, lang: Lang) -> html.Div:
    """What means nothing, the nearest that does as links, and what may stand there."""
    links = [
        html.A(wrong.meant(of, word, lang), href=_instead(of, word, choices)) for word in of.nearest
    ]
    near = (
        [say(lang, " Menade du ", " Did you mean "), *_between(links, lang), "?"] if links else []
    )
    return html.Div(
        [
            html.P([html.B(wrong.fault(of, lang)), *near]),
            html.P(wrong.allowed(of, lang), className="muted"),
        ],
        className="note wrong",
        role="status",
    )


def _between(links: list[Any], lang: Lang) -> list[Any]:
    *first, last = links
    spaced = [part for each in first for part in (each, ", ")][:-1]
    return [*spaced, say(lang, " eller ", " or "), last] if first else [last]


def _instead(of: Fault, word: str, choices: Choices) -> str:
    before = choices.query().get(of.name, "") if of.name in ("region", "indikator") else ""
    return pickers.changed(choices, **{of.name: ",".join(filter(None, [before, word]))})


def _excess(choices: Choices, lang: Lang) -> html.Div:
    """How many are too many, and the way to fewer: without the last that was added."""
    name = "region" if len(choices.codes) > grammar.PLACES else "indikator"
    last = (choices.region if name == "region" else choices.indikator)[-1]
    drop = say(lang, "Ta bort det sist tillagda", "Remove what was added last")
    return html.Div(
        [
            html.P(wrong.excess(choices, lang)),
            cards.buttons([(drop, pickers.without(name, last, choices))]),
        ],
        className="note wrong",
        role="status",
    )


# --- a comparison ---


def _comparison(found: Compared, lang: Lang) -> list[Any]:
    choices = found.choices
    chosen = html.B(words.heading(choices, lang))
    through_time = choices.view == "diagram" and lines.has_lines(found)
    return [
        html.P(words.lead(found, lang, through_time=through_time), className="lead"),
        controls.fold(chosen, lang),
        pickers.form(choices, lang),
        _views(choices, lang),
        _view(found, lang),
        about.section(found, lang),
    ]


def _views(choices: Choices, lang: Lang) -> html.Nav:
    """The four ways to see it, the one that is seen marked."""
    links = [
        html.A(
            say(lang, *name),
            href=pickers.changed(choices, vy="" if view == "tabell" else view),
            **attributes(aria_current="page" if view == choices.view else None),
        )
        for view, name in words.VIEWS.items()
    ]
    return html.Nav(links, className="views", **attributes(aria_label=say(lang, "Vy", "View")))


def _view(found: Compared, lang: Lang) -> html.Section:
    return cards.card(
        *_figure(found, lang),
        cards.row(None, about.files(found, lang), lang),
        *(cards.source_line(each) for each in _sources(found, lang)),
        id="jamforelse",
    )


def _figure(found: Compared, lang: Lang) -> list[Any]:
    """What the chosen view draws."""
    judged = found.choices.measure in ("varde", "avvikelse")
    signs = [html.P(about.signs(lang), className="marked")] if judged else []
    match found.choices.view:
        case "diagram":
            return [lines.section(found, lang)]
        case "spridning":
            return [spread.section(found, lang)]
        case "varme":
            return [table.legend(found, lang), table.table(found, lang), *signs]
    return [table.table(found, lang), *signs]


def _sources(found: Compared, lang: Lang) -> list[str]:
    every = {each.indicator.id: each.indicator for each in found.columns}
    return text.source_lines(every.values(), lang)
