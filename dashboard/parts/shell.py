"""What stands around every page: its document, and a word when something failed."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args

import flask

from dashboard import data, origin
from dashboard.address import in_language, link
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


def document(
    head: Head, content: str, menu: Iterable[tuple[str, tuple[str, str]]], dash: str
) -> str:
    """The HTML document of a page; `content` and `dash`, what sleeps beside it, are HTML.

    `menu` are the addresses of the main menu, each with its words in Swedish and English.
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
        link=lambda path: link(path, lang),
        nav=[(path, say(lang, *words)) for path, words in menu],
        section="/" + head.address.split("?")[0].split("/")[1],
        known={each: in_language(head.address, each) for each in get_args(Lang)},
        other="en" if lang == "sv" else "sv",
        find=prerender.markup(find.box(lang, "find")),
    )


@cache
def gate_hash() -> str:
    """The gate as a policy of scripts names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(GATE.encode()).digest()).decode()}'"


def alert(_: Exception) -> None:
    """One visible word to the reader when a callback failed; the log has the error itself."""
    flask.current_app.logger.exception("a callback failed")
    live.failed()
