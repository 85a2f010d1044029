"""The place that follows a reader: written into each link and form that leads to another page.

What an address says of a place is a reader's choice on every page after it, with no cookie and
without scripts. A page that reads `region` has it written when it is made; one that does not is
kept once, for all places, and the place is written into what is sent (`documents.response`).
"""

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from urllib.parse import quote

from dashboard import address, data, pages
from dashboard.markup import escape
from dashboard.parameters import Parameters

NAMES = ("region", "mot")  # the place, and what it is compared with
AGAINST = re.compile(r"[a-z-]{2,20}|egna:\d{2,4}(,\d{2,4}){0,11}")

_LINK = re.compile(r'(<a\b[^>]*? href=")(/[^"#]*)')
_FORM = re.compile(
    r'(<form\b[^>]*? action="(/[^"?#]*)(?:#[^"]*)?"[^>]*>)(.*?)(?=</form>)', re.DOTALL
)
_NAME = re.compile(r"[?;&](\w+)=")


Place = dict[str, str]  # by name what goes on; nothing where no place is chosen


def of(path: str, query: Parameters) -> Place:
    """What goes on from an address: the place its path names, else the one that it asks for."""
    asked, against = query.each("region")[:1], query.text("mot")
    named = [code for code in asked if code == data.NORTH or data.region(code)]
    region = address.placed(path) or "".join(named)
    mot = against if region and AGAINST.fullmatch(against) else ""
    return {name: word for name, word in (("region", region), ("mot", mot)) if word}


def written(html: str, place: Mapping[str, str], to: re.Pattern[str] | None = None) -> str:
    """The same HTML with the place in each link and form that leads to a page and names none.

    A link to a place's own page has that place in its path. `to` is which paths are led to, where
    it is not those of all pages.
    """
    if not place:
        return html
    to = to or _pages()
    links = _LINK.sub(lambda found: found[1] + _onward(found[2], place, to), html)
    return _FORM.sub(lambda found: found[0] + _fields(found[2], found[3], place, to), links)


def _onward(href: str, place: Mapping[str, str], to: re.Pattern[str]) -> str:
    path, _, query = href.partition("?")
    names = _NAME.findall(f"?{query}")
    missing = _missing(unescape(path), names, place) if to.fullmatch(unescape(path)) else {}
    added = [f"{name}={quote(word, safe=':,')}" for name, word in missing.items()]
    said = "&amp;".join([*([query] if query else []), *added])
    return f"{path}?{said}" if said else href


def _fields(path: str, inside: str, place: Mapping[str, str], to: re.Pattern[str]) -> str:
    """Hidden fields, but where a form has one to choose the place with."""
    said = re.findall(r' name="(\w+)"', inside)
    missing = _missing(path, said, place) if to.fullmatch(path) else {}
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(word)}">'
        for name, word in missing.items()
    )


def _missing(path: str, said: list[str], place: Mapping[str, str]) -> Mapping[str, str]:
    """What of the place an address does not say itself."""
    known = {*said, *(["region"] if address.placed(path) else [])}
    return {name: word for name, word in place.items() if name not in known}


@cache
def _pages() -> re.Pattern[str]:
    return re.compile("|".join(map(shape, pages.every())))


def shape(page: pages.Page) -> str:
    """The paths of a page as a pattern: any name, for there may be none of it, but no file."""
    name, end = ("[^/.]+", re.escape(page.suffix)) if page.variable else ("", "")
    return re.escape(page.prefix) + name + end
