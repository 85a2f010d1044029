"""Every indicator's files, by topic: how many rows, and a link to each form."""

from collections.abc import Collection

from dashboard import address, data, limits, text
from dashboard.door import forms
from dashboard.parts import controls
from dashboard.parts.elements import Input, html
from dashboard.search import find
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

ANCHOR = "katalog"


def search(words: str, path: str, lang: Lang) -> html.Form:
    """The box to search the catalogue with; sent, the page of what was found."""
    box = Input(id="q", type="search", name="q", value=words)
    return html.Form(
        [
            controls.field(say(lang, "Sök i katalogen", "Search the catalogue"), box),
            *controls.language(lang),
            html.Button(say(lang, "Sök", "Search"), type="submit", className="primary"),
        ],
        action=f"{path}#{ANCHOR}",
        className="filter",
        role="search",
    )


def topics(words: str, lang: Lang) -> list[html.Details]:
    """Each topic folds; of what is searched for those that hold it, open."""
    found = {each.id for each in find.indicators(words, lang)}
    return [
        _topic(these, bool(words), lang)
        for members in data.topics().values()
        if (these := _published(members, found))
    ]


def count(words: str, lang: Lang) -> int:
    """How many indicators a search finds."""
    return len(_published(find.indicators(words, lang), data.indicators()))


def _published(members: list[Meaning], found: Collection[str]) -> list[PublishedIndicator]:
    every = (data.indicator(each.id) for each in members if each.id in found)
    return [each for each in every if each]


def _topic(members: list[PublishedIndicator], opened: bool, lang: Lang) -> html.Details:
    title = say(lang, members[0].topic_title, members[0].topic_title_en)
    head = html.Summary([html.H3(title), html.Small(str(len(members)))])
    listed = html.Ul([_item(each, lang) for each in members], className="files")
    return html.Details([head, listed], className="topic", open=opened)


def _item(each: PublishedIndicator, lang: Lang) -> html.Li:
    page = html.A(text.title(each, lang), href=address.link(f"/indikatorer/{each.id}", lang))
    links = [_link(each, form, lang) for form in forms.every() if form.file and _holds(each, form)]
    return html.Li([page, html.Span(_what(each, lang), className="what"), html.Span(links)])


def _link(each: PublishedIndicator, form: forms.Form, lang: Lang) -> html.A:
    choice = address.choice(lang) if form.format in ("xlsx", "json-stat", "zip") else {}
    path = address.of(f"/data/{each.id}.{form.file}", choice)
    return html.A(form.called(lang), href=path, download="")


def _holds(each: PublishedIndicator, form: forms.Form) -> bool:
    """Whether a form can hold all of an indicator."""
    return form.format != "xlsx" or rows(each) <= limits.SHEET_ROWS


def rows(each: PublishedIndicator) -> int:
    """How many observations the release has of an indicator."""
    told = data.release().manifest.get("indicators", {})
    return int(told.get(each.id, {}).get("rows", 0))


def _what(each: PublishedIndicator, lang: Lang) -> str:
    """Rows, periods and source in one line."""
    span = "–".join(
        dict.fromkeys(text.period(end, lang) for end in (each.first_period, each.last_period))
    )
    number = text.number(rows(each), 0, lang)
    many = say(lang, f"{number} rader", f"{number} rows")
    return " · ".join([many, span, text.agency(each)])
