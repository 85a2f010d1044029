"""Månadsläge: the state of a region in claims that the figures bear out, section by section."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dash import Dash

from dashboard import address, data, prose, sentences, text
from dashboard.charts.spark import spark
from dashboard.claims.claim import Claim
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live, place, shell, unreadable
from dashboard.parts.elements import html
from dashboard.report import archive, charts, introduction, model, pdf, words
from dashboard.report.model import Card, Figure, Report, Section
from dashboard.report.news import News, news
from dashboard.text import Lang, say

PATH = "/manadslage"
TITLE = ("Månadsläge", "Monthly report")
NAV = Nav(20, TITLE)
QUERY = ("region",)
STYLES = ("figures", "monthly")
SCRIPTS = ("monthly",)
HOME = "24"
LONG = 18  # letters of a value with its unit that are set smaller


def places() -> list[str]:
    """Every region there is a report of."""
    return model.regions()


def layout(**query: Any) -> html.Div:
    """The report of the region asked for, else of Västerbotten."""
    asked = Parameters(query)
    lang, report = asked.lang, model.report(asked.pick("region", model.regions(), HOME))
    content = [
        *_introduction(report, lang),
        *_news(news(report), lang),
        _summary(report, lang),
        *[_section(report, each, lang) for each in report.told],
        *_missing(report, lang),
        _issues(report, lang),
    ]
    name = prose.place(report.region, lang)
    return live.page(
        [
            live.part(html.H1(words.headline(report, lang), id="headline")),
            live.part(html.P(words.dated(report, lang), id="dated", className="dated")),
            html.P(f"{words.own_period(lang)} {words.band_note(lang)}", className="read"),
            _choose(report.region, lang),
            live.part(html.Div(content, id="report", className="monthly")),
        ],
        title=f"{name[:1].upper()}{name[1:]} – {say(lang, *TITLE)}",
        description=next((words.summary_line(each, report, lang) for each in report.summary), None),
        address=address.link(PATH, lang, region=report.region),
        picture=address.link(f"{shell.DRAWN}manadslage.png", lang, region=report.region),
        region=report.region,
        only=say(
            lang,
            "Månadsläge görs för de fyra nordligaste länen, deras 44 kommuner och riket.",
            "The monthly report is made for the four northernmost counties, their 44 municipalities "
            "and Sweden.",
        ),
    )


def rests_on(**query: Any) -> list[Path]:
    """The issues that are kept, and what an editor has written for them."""
    region = Parameters(query).pick("region", model.regions(), HOME)
    issues = archive.folder(region)
    return [issues, *issues.glob("*/*.md"), *issues.glob("*/*.json")]


def _choose(region: str, lang: Lang) -> html.Div:
    """Another region, which is another place in the history; and the document's forms."""
    told = set(model.regions())
    areas = [each for each in controls.areas(lang) if each["value"] in told]
    form = html.Form(
        [
            controls.select("region", say(lang, "Område", "Region"), areas, region),
            *controls.language(lang),
            controls.send(lang),
        ],
        action=PATH,
        className="choices",
        **controls.SENT_LIVE,
    )
    more = [*_files(region, "senaste", lang), *_similar(region, lang), *_remember(region, lang)]
    files = html.Div(more, id="forms", className="acts")
    return html.Div([form, live.part(files)], className="filter")


def _similar(region: str, lang: Lang) -> list[html.A]:
    """The way to the places that are most like a municipality or a county."""
    level = data.region(region)
    words = {
        "municipality": ("kommun", "Liknande kommuner", "Similar municipalities"),
        "county": ("lan", "Liknande län", "Similar counties"),
    }.get(level.level if level else "")
    if words is None:
        return []
    kind, sv, en = words
    href = address.link(f"/{kind}/{region}/liknande", lang)
    return [html.A(say(lang, sv, en), href=href, className="button")]


def _remember(region: str, lang: Lang) -> list[html.Button]:
    """The button that has a municipality or county remembered on the reader's device."""
    return [place.remember(region, lang)] if region not in (data.NORTH, "00") else []


def _files(region: str, issue: str, lang: Lang) -> Iterator[Any]:
    """The forms of an edition; where the machine makes no PDF a word about that."""
    kinds = {
        "html": say(lang, "Dokument", "Document"),
        "pdf": "PDF",
        "pptx": "PowerPoint",
        "json": "JSON",
    }
    for kind, name in kinds.items():
        if kind == "pdf" and not pdf.available():
            yield html.Span(
                say(lang, "PDF kan inte göras här", "PDF cannot be made here"), className="muted"
            )
            continue
        href = address.link(f"{PATH}/{region}/{issue}.{kind}", lang)
        yield html.A(name, href=href, className="button")


def _introduction(report: Report, lang: Lang) -> list[Any]:
    """What an editor has written for this month's issue, marked as a person's words."""
    written = introduction.written(report.region, report.issue, lang)
    unread = introduction.unread(report.region, report.issue, lang)
    if written is None or unread:
        return unreadable.notes(unread, ("Inledningen", "The introduction"), lang)
    marked = say(lang, "Inledning, skriven av en person", "Introduction, written by a person")
    issue = words.month(report.issue, lang)
    told = say(lang, f"Till utgåvan {issue}.", f"To the issue of {issue}.")
    return [
        cards.card(
            html.H2(marked),
            html.P(told, className="muted"),
            html.Div(introduction.components(written[0]), lang=written[1]),
            *_letters(written[0], lang),
            className="card added",
        )
    ]


def _letters(written: str, lang: Lang) -> list[html.P]:
    """A word to its editor where letters were lost."""
    if not introduction.broken(written):
        return []
    told = say(
        lang,
        "Några av inledningens tecken gick inte att läsa. Spara dess fil som text i UTF-8.",
        "Some of the introduction’s letters could not be read. Save its file as text in UTF-8.",
    )
    return [html.P(told, className="note lost")]


def _summary(report: Report, lang: Lang) -> html.Section:
    items = [_news_line(claim, report, lang) for claim in report.summary]
    heading = html.H2(words.summary_title(lang))
    nothing = html.P(words.nothing_unusual(lang))
    return cards.card(heading, html.Ul(items, className="claims") if items else nothing)


def _news_line(claim: Claim, report: Report, lang: Lang) -> html.Li:
    """What stands out, with the way to its figures."""
    cell, indicator = claim.cell, data.indicators()[claim.cell.indicator]
    href = address.link(f"/indikatorer/{cell.indicator}", lang, region=cell.region)
    return html.Li(
        [
            words.summary_line(claim, report, lang),
            " ",
            html.A(text.title(indicator, lang), href=href),
        ]
    )


def _news(found: News | None, lang: Lang) -> list[html.Section]:
    """What came and what was revised since the last issue that is kept."""
    if found is None:
        return []
    since = words.month(found.since, lang)
    heading = html.H2(say(lang, f"Nytt sedan utgåvan {since}", f"New since the issue of {since}"))
    new = [html.Li(words.new_line(cell, lang)) for cell in found.new]
    revised = [html.Li(words.revised_line(each, lang)) for each in found.revised]
    if not new and not revised:
        return [
            cards.card(
                heading,
                html.P(
                    say(lang, "Inga nya eller reviderade siffror.", "No new or revised figures.")
                ),
            )
        ]
    parts = [
        (say(lang, "Nya siffror", "New figures"), new),
        (say(lang, "Reviderade siffror", "Revised figures"), revised),
    ]
    lists = [
        part
        for name, items in parts
        if items
        for part in (html.H3(name), html.Ul(items, className="claims"))
    ]
    return [cards.card(heading, *lists)]


def _section(report: Report, section: Section, lang: Lang) -> html.Section:
    heading = html.H2(model.section_title(section, lang))
    grid = html.Div([_card(report, card, lang) for card in section.cards], className="months")
    return html.Section([heading, grid], id=section.id, className="topic")


def _card(report: Report, card: Card, lang: Lang) -> html.Section:
    indicator = card.indicator
    href = address.link(f"/indikatorer/{indicator.id}", lang, region=card.cell.region)
    told, aged = words.figures_of(card, lang), words.chip(card, report, lang)
    return cards.card(
        html.H3(html.A(text.title(indicator, lang), href=href)),
        html.Div(
            [
                html.Div(
                    [
                        *[_value(each, card, lang) for each in card.figures],
                        *([html.P(aged, className="chip")] if aged else []),
                    ]
                ),
                *_spark(report, card, lang),
            ],
            className="head",
        ),
        html.P(" ".join(told), className="said") if told else None,
        *_sexes(card, lang),
        *[html.P(note, className="src") for note in words.place_note(card, lang)],
        cards.source(indicator, lang),
        _more(report, card, lang),
    )


def _value(figure: Figure, card: Card, lang: Lang) -> html.P:
    value, when = words.value(figure, card, lang), words.when(figure, card, lang)
    size = "value long" if len(value) > LONG else "value"
    return html.P([html.B(value), " ", html.Small(when)], className=size)


def _sexes(card: Card, lang: Lang) -> Iterator[html.P]:
    """Women and men as two marks, and what is said of them to those who do not see these."""
    told, figure = words.women_and_men(card, lang), card.figures[0]
    if not told or figure.women is None or figure.men is None:
        return
    who = sentences.who(card.indicator, lang)
    both = zip("km", who, (figure.women, figure.men), strict=True)
    marks = [
        html.Span(
            [html.I(className=sex), f"{prose.opening(name)} ", html.B(_number(value, card, lang))]
        )
        for sex, name, value in both
    ]
    yield html.P(
        [html.Span(marks, className="both", **cards.attributes(aria_hidden="true")),
         html.Span(told, className="only-read")],
        className="sexes",
    )  # fmt: skip


def _number(value: float, card: Card, lang: Lang) -> str:
    return prose.beside(value, card.indicator, lang)


def _spark(report: Report, card: Card, lang: Lang) -> Iterator[html.Img]:
    """The newest periods over what was usual, told in words to those who do not see it."""
    chart = charts.small(report, card, lang)
    if len(card.figures) == 1 and len(chart.periods) > 2:
        drawn = spark(chart.series[0].values, 150, 52, chart.band)
        yield html.Img(src=f"data:image/svg+xml,{quote(drawn)}", alt=chart.text, className="spark")


def _more(report: Report, card: Card, lang: Lang) -> html.Details:
    """Charts, table, files and meaning: fetched when it is opened (assets/monthly.mjs)."""
    href = address.link(
        f"{PATH}/{report.region}/kort/{card.indicator.id}", lang, release=data.release().id
    )
    name = html.Span(f": {text.title(card.indicator, lang)}", className="only-read")
    words = [say(lang, "Diagram och tabell", "Chart and table"), name]
    asked = cards.attributes(data_href=href)
    own = address.link(f"/indikatorer/{card.indicator.id}", lang, region=card.cell.region)
    told = say(lang, "Diagram och tabell på indikatorns sida", "Chart and table on its own page")
    opened = html.Div(html.P(html.A(told, href=own)), className="opened")
    return cards.folded(words, opened, className="more", **asked)


def _missing(report: Report, lang: Lang) -> list[html.Details]:
    """What the report would hold besides, and when it comes: one line that opens."""
    lines = words.missing_lines(report, lang)
    if not lines:
        return []
    many = sum(len(section.missing) for section in report.sections)
    items = html.Ul([html.Li(line) for line in lines])
    return [cards.folded(f"{words.missing_title(lang)} ({many})", items, className="note")]


def _issues(report: Report, lang: Lang) -> html.Section:
    """Every issue that is kept, in each form, and the feed that tells of new ones."""
    unread = archive.unread(report.region)
    kept = [issue for issue in archive.issues(report.region) if issue not in unread]
    heading = html.H2(say(lang, "Utgåvor", "Issues"))
    told = say(
        lang,
        "En utgåva görs när månadens första siffror har publicerats och ändras aldrig. Reviderar en källa sina siffror står det som en anteckning i utgåvan.",
        "An issue is made when the first figures of a month have been published, and never changes. When a source revises its figures, the issue carries a note.",
    )
    items = [
        html.Li(
            [
                html.B(words.month(issue, lang)),
                html.Div(list(_files(report.region, issue, lang)), className="acts"),
            ]
        )
        for issue in kept
    ]
    none = html.P(say(lang, "Ingen utgåva är sparad än.", "No issue has been kept yet."))
    feed = address.link(f"{PATH}/{report.region}.atom", lang)
    return cards.card(
        heading,
        html.P(told),
        html.Ul(items, className="issues") if items else none,
        *[
            note
            for issue, lost in unread.items()
            for note in unreadable.notes([lost], _named(issue, lang), lang)
        ],
        html.P(
            html.A(say(lang, "Följ nya utgåvor (Atom)", "Follow new issues (Atom)"), href=feed),
            className="muted",
        ),
        id="utgavor",
    )


def _named(issue: str, lang: Lang) -> tuple[str, str]:
    """An issue that cannot be read, in both languages."""
    return f"Utgåvan {words.month(issue, lang)}", f"The issue of {words.month(issue, lang)}"


def register(_: Dash) -> None:
    """Whether PDFs can be made is asked at the start: no reader waits for what that takes."""
    pdf.available()
