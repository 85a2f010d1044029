"""Frys: a view as it is in one release, at an address that goes on showing it so.

`release=` in the address of a page binds all of it to that release, as it does files and feeds
(`routes.ask.release`). What its content leads to is of the same release; the menu leads to the
newest. Nothing is written: how long a release is kept is said by `etl.store.prune`.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from dash.development.base_component import Component

from dashboard import data, limits, origin, pages, trail
from dashboard.door import terms
from dashboard.parts import live
from dashboard.parts.elements import html
from dashboard.parts.shell import NAME as PORTAL
from dashboard.parts.shell import Head
from dashboard.text import Lang, say
from etl.store import releases

NAME = "release"
PARTS = ("frozen", "freeze")  # what is told of it, above a page and below
OTHERS = 12  # releases that are told of where one is not kept

# Gives the SHA-256 of the bytes at an address, empty where no file is there.
Hashed = Callable[[str], str]

# Files that are of a release: whatever routes.of_release binds.
_FILES = r"/api/v1/observations|/(data|diagram|indikatorer|karta|kommun|lan)/[^/]+\.[a-z.-]+"
_OPENS = re.compile(r'("opens": ?"/[^"?]*\?)')  # where a map's script leads


def showing(release: str) -> AbstractContextManager[None]:
    """Answer of that release, where one is named and kept; else of the newest."""
    found = data.named(release) if release else None
    return data.showing(found) if found else nullcontext()


def is_shown(release: str) -> bool:
    """Whether what is shown is of the release that is asked for, where one is."""
    return release in ("", data.release().id)


def fixed(where: str, release: str) -> str:
    """An address bound to a release; as it is where none is named, or it leads nowhere."""
    if not release or not where:
        return where
    return f"{where}{'&' if '?' in where else '?'}{NAME}={quote(release)}"


def written(markup: str, release: str) -> str:
    """The same HTML with the release in each link and form that leads to what is of a release."""
    if not release or not is_shown(release):
        return markup
    opens = _OPENS.sub(lambda found: f"{found[1]}{NAME}={release}&", markup)
    return trail.written(opens, {NAME: release}, _bound())


@cache
def _bound() -> re.Pattern[str]:
    """The paths of what can be bound to a release."""
    those = [each for each in pages.every() if each.freezes]
    files = (rf"{re.escape(each.path)}\.[a-z]+" for each in those if not each.variable)
    return re.compile("|".join([*map(trail.shape, those), *files, _FILES]))


# --- what is told ---


def around(page: Component, head: Head, release: str, hashed: Hashed) -> tuple[Any, Any]:
    """What stands above and below a page: of a frozen one that it is, and the hash of its figures.

    Of another that has figures the way to freeze it.
    """
    figures, lang = live.said(page, "figures"), head.lang
    if not is_shown(release):
        return None, None
    if not release:
        offered = _offered(fixed(head.address, data.release().id), lang)
        return None, offered if figures else None
    csv = fixed(figures, release)
    return _told(head.newest, lang), _sealed(page, head, csv, hashed(csv)) if csv else None


def _told(newest: str, lang: Lang) -> html.P:
    release = html.B(data.release().id, className="date")
    words = say(
        lang,
        "Du läser en fryst vy: siffrorna står som de var i dataversionen ",
        "You are reading a frozen view: the figures are as they were in the release ",
    )
    link = html.A(say(lang, "Visa det nyaste", "Show the newest"), href=newest)
    return live.part(html.P([words, release, ". ", link], id="frozen", className="note"))


def _offered(where: str, lang: Lang) -> html.P:
    link = html.A(
        say(lang, "Frys den här vyn", "Freeze this view"),
        href=where,
        rel="nofollow",
        className="button",
    )
    words = say(
        lang,
        "Ger en permanent adress till siffrorna som de står i dag, och en källhänvisning.",
        "Gives a permanent address to the figures as they stand today, and a citation.",
    )
    return live.part(html.P([link, html.Span(words)], id="freeze", className="freeze"))


def _sealed(page: Component, head: Head, csv: str, sha256: str) -> html.Section:
    """The permanent address, the figures with the hash of their bytes, and how they are cited."""
    lang, where = head.lang, f"{origin.address()}{head.address}"
    rows: list[tuple[str, Any]] = [
        (say(lang, "Permanent adress", "Permanent address"), html.Code(where)),
        (say(lang, "Siffrorna", "The figures"), _file(csv, lang)),
        ("sha256", html.Code(sha256)),
        (say(lang, "Källhänvisning", "Cite as"), _cited(page, head, sha256)),
    ]
    shown = rows if sha256 else [rows[0], rows[-1]]
    terms_ = [part for words, told in shown for part in (html.Dt(words), html.Dd(told))]
    title = html.H2(say(lang, "Hänvisa till den frysta vyn", "Refer to the frozen view"))
    content = html.Section([title, html.Dl(terms_)], id="freeze", className="card about freeze")
    return live.part(content)


def _file(csv: str, lang: Lang) -> list[Any]:
    link = html.A("CSV", href=csv, download="")
    words = say(
        lang,
        ", samma byte så länge dataversionen sparas: minst ett år",
        ", the same bytes as long as the release is kept: a year at least",
    )
    return [link, words]


def _cited(page: Component, head: Head, sha256: str) -> str:
    known, ids = data.indicators(), live.said(page, "indicators").split(",")
    of = [known[id_] for id_ in ids if id_ in known]
    title = head.title.removesuffix(f" – {PORTAL}")
    day = datetime.now(UTC).date()
    where = f"{origin.address()}{head.address}"
    return f"{terms.of_view(title, of, sha256, where, head.lang)} ({day})."


def gone(release: str, newest: str, lang: Lang) -> html.Div:
    """The page in place of one that is frozen to a release that is not kept."""
    named = release[: limits.SAID_BACK]
    title = say(lang, "Dataversionen finns inte kvar", "The release is no longer kept")
    told = say(
        lang,
        f"Adressen är låst till dataversionen {named}, som inte sparas här.",
        f"The address is bound to the release {named}, which is not kept here.",
    )
    link = html.A(say(lang, "Visa det nyaste", "Show the newest"), href=newest, className="button")
    kept = [each.path.name for each in releases.kept(data.folder())][:OTHERS]
    those = dict.fromkeys([data.release().id, *kept])
    items = [html.Li(html.A(each, href=fixed(newest, each), rel="nofollow")) for each in those]
    heading = say(lang, "Samma vy i en dataversion som sparas", "The same view in a kept release")
    return live.page(
        [
            html.H1(title),
            html.P(told, className="lead"),
            html.P(link),
            html.H2(heading),
            html.Ul(items),
        ],
        title=title,
    )
