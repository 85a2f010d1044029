"""What stands around every page: its document, and a word when something failed."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args

import flask

from dashboard import data, origin
from dashboard.address import in_language, link, placed
from dashboard.parts import assets, find, icon, live, prerender
from dashboard.text import Lang, say
from dashboard.tokens import token

NAME = "Norrläget"
DESCRIPTION = (
    "Öppen statistik för norra Sverige från SCB, Kolada och andra myndigheter: kartor, diagram, "
    "tabeller och filer, kvinnor och män var för sig.",
    "Open statistics for northern Sweden from Statistics Sweden, Kolada and other agencies: maps, "
    "charts, tables and files, women and men apart.",
)
FRAME = (1200, 630)  # pixels of a picture of ours, as those who show links have them
DRAWN = "/bild/"  # where those lie
# Whether modules run is known before anything is drawn: what waits for them, and what stands in for
# them, is placed once. A module that does not come, or that a browser is too old to read, takes the
# word back.
GATE = (
    'if("noModule"in HTMLScriptElement.prototype&&[].at){'
    'document.documentElement.classList.add("live");addEventListener("error",function(e){'
    'if(!window.norrlaget||e.target.type=="module")'
    'document.documentElement.classList.remove("live")},true)}'
)


class Picture(NamedTuple):
    """A picture of a page for those who link to it: its address, and what it is of."""

    address: str
    words: str

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height where they are known: a map's follow what it shows."""
        return FRAME if self.address.startswith(DRAWN) else None


@dataclass(frozen=True)
class Head:
    """What a document says of itself besides its content."""

    lang: Lang
    title: str
    description: str
    address: str  # without a host, in its own language
    languages: dict[Lang, str]  # what a reader sees, in each
    picture: Picture | None
    styles: Iterable[str]
    scripts: Iterable[str]
    found: bool
    newest: str = ""  # of a frozen page the address of the same with the newest figures


Ways = Iterable[tuple[str, tuple[str, str]]]  # addresses, each with its words in both languages
OWN = "/min-kommun"  # in the menu where the pages of all places lie, and what a reader remembers


def document(head: Head, content: str, menu: Ways, foot: Ways, dash: str) -> str:
    """The HTML document of a page; `content` and `dash`, what sleeps beside it, are HTML.

    `menu` is the main menu, `foot` the ways in the footer.
    """
    lang, scripts = head.lang, (*assets.SCRIPTS, *head.scripts)
    return flask.render_template(
        "shell.html",
        head=head,
        content=content,
        dash=dash,
        gate=GATE,
        icon=icon.inline(),
        name=NAME,
        host=origin.address(),
        lang=lang,
        release=data.release().id if data.is_whole() else "",
        token=token,
        styles=assets.styles((*assets.STYLES, *head.styles)),
        scripts=assets.scripts(scripts),
        imported=assets.imported(scripts)[len(scripts) :],
        say=lambda sv, en: say(lang, sv, en),
        link=lambda path: _linked(path, lang),
        nav=[(path, say(lang, *words)) for path, words in menu],
        foot=[(path, say(lang, *words)) for path, words in foot],
        section=_section(head.address),
        at=head.address.partition("?")[0],
        own=OWN,
        known={each: in_language(head.address, each) for each in get_args(Lang)},
        other="en" if lang == "sv" else "sv",
        find=prerender.markup(find.box(lang, "find")),
    )


def _linked(path: str, lang: Lang) -> str:
    """An address in a language, of a part of a page too."""
    page, mark, part = path.partition("#")
    return f"{link(page, lang)}{mark}{part}"


def _section(at: str) -> str:
    """The address in the menu under which a page lies."""
    path = at.partition("?")[0]
    return OWN if placed(path) else f"/{path.split('/')[1]}"


@cache
def gate_hash() -> str:
    """The gate as a policy of scripts names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(GATE.encode()).digest()).decode()}'"


def alert(_: Exception) -> None:
    """One visible word to the reader when a callback failed; the log has the error itself."""
    flask.current_app.logger.exception("a callback failed")
    live.failed()
