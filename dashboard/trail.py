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


def written(html: str, place: Mapping[str, str]) -> str:
    """The same HTML with the place in each link and form that leads to a page and names none.

    A link to a place's own page has that place in its path.
    """
    if not place:
        return html
    links = _LINK.sub(lambda found: found[1] + _onward(found[2], place), html)
    return _FORM.sub(lambda found: found[0] + _fields(found[2], found[3], place), links)


def _onward(href: str, place: Mapping[str, str]) -> str:
    path, _, query = href.partition("?")
    missing = _missing(unescape(path), _NAME.findall(f"?{query}"), place)
    added = [f"{name}={quote(word, safe=':,')}" for name, word in missing.items()]
    said = "&amp;".join([*([query] if query else []), *added])
    return f"{path}?{said}" if said else href


def _fields(path: str, inside: str, place: Mapping[str, str]) -> str:
    """Hidden fields, but where a form has one to choose the place with."""
    missing = _missing(path, re.findall(r' name="(\w+)"', inside), place)
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(word)}">'
        for name, word in missing.items()
    )


def _missing(path: str, said: list[str], place: Mapping[str, str]) -> Mapping[str, str]:
    """What of the place an address of a page does not say itself; of what is no page nothing."""
    if not _pages().fullmatch(path):
        return {}
    known = {*said, *(["region"] if address.placed(path) else [])}
    return {name: word for name, word in place.items() if name not in known}


@cache
def _pages() -> re.Pattern[str]:
    """The paths of all pages; whether there is one of a name is not asked."""
    shapes = (re.escape(page.prefix) + "[^/]+" * bool(page.variable) for page in pages.every())
    ends = (re.escape(page.suffix) if page.variable else "" for page in pages.every())
    return re.compile("|".join(map("".join, zip(shapes, ends, strict=True))))
