"""The pages, one module each: what a module says of its page, and the list of all that lie here.

A new module is served, in the menu and in the lists of tests and bench: nothing else names it. One
that defines `several()` gives several, as that of the plans does.
"""

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from dash import Dash
from dash.development.base_component import Component

from dashboard.parameters import Parameters
from dashboard.parts.find import ACTION
from dashboard.search import index

Words = tuple[str, str]  # Swedish and English
Title = Words | Callable[[str], Words]  # of a page, or of each that a variable in its path names


class Nav(NamedTuple):
    """A page's place in the menu or the footer, lowest first, and its words there.

    `section` is the id of the part of the page that is meant, empty for all of it.
    """

    order: int
    words: Words
    section: str = ""


@dataclass(frozen=True)
class Page:
    """A page as its module says it: PATH, TITLE, NAV and `layout(**query)`, always.

    A path may hold a variable, `/indikatorer/<name>`: then the module's `names()` are those
    there are pages of, as an iterable collection, and its TITLE is a function of one of them.

    What a page needs besides, it says: QUERY, the names it reads of an address; STYLES and SCRIPTS,
    those of its own in `assets/`; `rests_on(**query)`, files that its content depends on besides the
    release; `places()`, codes of regions that it is a page each of, those most asked for first;
    `named(other)`, which of its names is meant by another way to write it, or the path where what is
    meant stands, empty where nothing is; `leads(asked)`, the address that what is asked of it leads
    on to, empty where it stays; FOOT, its places in the footer, each a Nav; FREEZES, that `release`
    in its address names the release that all of it is of;
    `register(app)`, callbacks of its own.
    """

    module: str
    path: str
    title: Title
    nav: Nav | None
    layout: Callable[..., Component]
    names: Callable[[], Collection[str]]
    named: Callable[[str], str]
    leads: Callable[[Parameters], str]
    foot: tuple[Nav, ...]
    places: Callable[[], Collection[str]]
    register: Callable[[Dash], None]
    rests_on: Callable[..., Collection[Path]]
    query: tuple[str, ...]
    freezes: bool
    styles: tuple[str, ...]
    scripts: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """The path up to its variable."""
        return self.path.partition("<")[0]

    @property
    def variable(self) -> str:
        """The name of the path's variable, empty for a path without."""
        return self.path.partition("<")[2].partition(">")[0]

    @property
    def suffix(self) -> str:
        """The path after its variable."""
        return self.path.partition(">")[2]

    def titled(self, name: str = "") -> Words:
        """Its title; of the page of that name where the path has a variable."""
        return self.title(name) if callable(self.title) else self.title

    def addresses(self, names: Iterable[str] | None = None) -> list[str]:
        """Every path it answers at, or those of the given names: one without a variable."""
        if not self.variable:
            return [self.path]
        return [
            f"{self.prefix}{name}{self.suffix}"
            for name in (self.names() if names is None else names)
        ]

    def of_places(self) -> list[str]:
        """The addresses of its pages of regions."""
        return [f"{self.path}?region={code}" for code in self.places()]

    def at(self, path: str) -> dict[str, str] | None:
        """The path's variable by name when this page answers there, and empty where there is none."""
        if not self.variable:
            return {} if path == self.path else None
        name = self._within(path)
        return {self.variable: name} if name and name in self.names() else None

    def moved(self, path: str) -> str:
        """The address of a page that a path means by another name of it, empty where none is."""
        name = self._within(path)
        meant = self.named(name) if name else ""
        return meant if not meant or meant.startswith("/") else self.addresses([meant])[0]

    def _within(self, path: str) -> str:
        """What stands in a path in the variable's place, empty where the rest is another."""
        name = path.removeprefix(self.prefix).removesuffix(self.suffix)
        return name if path == f"{self.prefix}{name}{self.suffix}" else ""


@cache
def every() -> tuple[Page, ...]:
    """All pages, those of the menu first and in its order."""
    names = (each.name for each in pkgutil.iter_modules(__path__, f"{__name__}."))
    modules = (importlib.import_module(name) for name in names)
    pages = [page(said) for module in modules for said in _said(module)]
    return tuple(sorted(pages, key=lambda each: (each.nav.order if each.nav else inf, each.path)))


def _said(module: ModuleType) -> Iterable[Any]:
    """A module's page, or those that its `several()` gives, each said in the same way."""
    return getattr(module, "several", lambda: [module])()


def page(said: Any) -> Page:
    """What a module says of its page; AttributeError when it leaves out what it must say."""
    return Page(
        module=said.__name__,
        path=said.PATH,
        title=said.TITLE,
        nav=said.NAV,
        layout=said.layout,
        names=said.names if "<" in said.PATH else tuple,
        named=getattr(said, "named", lambda _: ""),
        leads=getattr(said, "leads", lambda _: ""),
        foot=getattr(said, "FOOT", ()),
        places=getattr(said, "places", tuple),
        register=getattr(said, "register", lambda _: None),
        rests_on=getattr(said, "rests_on", lambda **_: ()),
        query=getattr(said, "QUERY", ()),
        freezes=getattr(said, "FREEZES", False),
        styles=getattr(said, "STYLES", ()),
        scripts=getattr(said, "SCRIPTS", ()),
    )


def find(path: str) -> tuple[Page, dict[str, str]] | None:
    """The page at a path, and the variable part of the path where the page has one."""
    there = ((each, each.at(path)) for each in every())
    return next(((each, found) for each, found in there if found is not None), None)


def moved(path: str) -> str:
    """Where a path leads that has a page's name written in another way; empty where nowhere."""
    return next(filter(None, (each.moved(path) for each in every())), "")


@cache
def sought() -> tuple[index.Page, ...]:
    """The pages that a search leads to: all but the start page and its own."""
    there = (each for each in every() if not each.variable and each.path not in ("/", ACTION))
    return tuple(
        index.Page(each.path, each.titled(), "region" in each.query, tuple(each.places()))
        for each in there
    )


def of_place(code: str) -> dict[Words, str]:
    """Pages that are one each of many places and one of this: their paths by their words."""
    those = (each for each in every() if code in each.places())
    return {each.nav.words if each.nav else each.titled(): each.path for each in those}


def ahead(path: str, asked: Parameters) -> str:
    """The address that a page leads on to where it is asked so; empty where it stays."""
    return next((each.leads(asked) for each in every() if each.path == path), "")


def menu() -> list[tuple[str, Words]]:
    """The main menu: addresses and words, in order."""
    return [(each.path, each.nav.words) for each in every() if each.nav]


def footer() -> list[tuple[str, Words]]:
    """What stands in the footer: addresses, of a part of a page too, and words, in order."""
    found = [(nav, each.path) for each in every() for nav in each.foot]
    return [
        (f"{path}#{nav.section}" if nav.section else path, nav.words)
        for nav, path in sorted(found, key=lambda each: each[0].order)
    ]
