"""A page about the portal as it is laid out: where it lies, its sections, its neighbours."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard import address, measured
from dashboard.about import examples
from dashboard.about.filled import filled
from dashboard.about.model import Page, Section, Term, pages
from dashboard.parameters import Parameters
from dashboard.parts import live
from dashboard.parts.elements import attributes, html
from dashboard.text import Lang, say

FIRST = "/om"


def layout(page: Page) -> Callable[..., html.Div]:
    """The page's `layout(**query)`, in the language of the query."""

    def laid(**query: Any) -> html.Div:
        lang = Parameters(query).lang
        title = say(lang, page.title, page.title_en)
        sections = [_section(each, page, lang) for each in page.section]
        return live.page([*_above(page, lang), html.H1(title), _here(page, lang), *sections])

    return laid


def _above(page: Page, lang: Lang) -> Iterator[html.Nav]:
    """All of these pages beside each other: the one that is read is marked."""
    links = [
        html.Li(
            html.A(
                say(lang, each.short, each.short_en),
                href=address.link(each.path, lang),
                **_at(each, page),
            )
        )
        for each in pages()
    ]
    name = say(lang, "Sidor om portalen", "Pages about the portal")
    yield html.Nav(html.Ul(links), className="abouts", **attributes(aria_label=name))


def _at(each: Page, page: Page) -> dict[str, Any]:
    return attributes(aria_current="page") if each == page else {}


def _here(page: Page, lang: Lang) -> html.Nav:
    """The sections of the page."""
    ways = [
        html.Li(html.A(say(lang, each.title, each.title_en), href=f"#{each.id}"))
        for each in page.section
    ]
    name = say(lang, "På den här sidan", "On this page")
    return html.Nav(html.Ul(ways), className="here", **attributes(aria_label=name))


def _section(written: Section, page: Page, lang: Lang) -> html.Section:
    title = html.H2(say(lang, written.title, written.title_en))
    words = written.en if lang == "en" else written.sv
    paragraphs = [html.P(filled(each, lang, page.reviewed)) for each in words]
    return html.Section([title, *paragraphs, *_more(written, lang)], id=written.id)


def _more(written: Section, lang: Lang) -> Iterator[Any]:
    """What stands under a section's paragraphs."""
    if written.point:
        points = [filled(say(lang, each.sv, each.en), lang) for each in written.point]
        yield html.Ul([html.Li(each) for each in points])
    if written.term:
        yield html.Dl([part for each in written.term for part in _term(each, lang)])
    if written.measured:
        yield measured.table(lang)
    yield from (examples.told(each, lang) for each in written.example)


def _term(term: Term, lang: Lang) -> tuple[html.Dt, html.Dd]:
    means = filled(say(lang, term.means, term.means_en), lang)
    return html.Dt(say(lang, term.sv, term.en)), html.Dd(means)
