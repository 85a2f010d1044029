"""Under which terms figures may be used, and how they are cited."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dashboard import data, text
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

LIST = Path(__file__).with_name("terms.toml")
NAME = "Norrläget"
SHORT = 12  # digits of a hash that a citation has


class Terms(NamedTuple):
    """What a user must do, in Swedish and English, and the licence where one is named."""

    sv: str
    en: str
    licence: str = ""


def of(indicator: Meaning) -> Terms:
    """The terms of an indicator's figures."""
    return agency(text.agency(indicator))


def agency(name: str) -> Terms:
    """The terms of an agency's figures."""
    listed = _listed()
    return Terms(**listed["agency"].get(name, listed["other"]))


def own() -> Terms:
    """The terms of our own descriptions."""
    return Terms(**_listed()["own"])


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def told(indicators: Iterable[Meaning], lang: Lang) -> list[str]:
    """The terms of some indicators, each agency's once."""
    those = dict.fromkeys(of(each) for each in indicators)
    return [say(lang, each.sv, each.en) for each in those]


def licence(indicators: Iterable[Meaning]) -> str:
    """The one licence of all of some indicators; empty where they have none, or several."""
    found = {of(each).licence for each in indicators}
    return found.pop() if len(found) == 1 else ""


def citation(indicators: Iterable[PublishedIndicator], address: str, lang: Lang) -> str:
    """How figures are cited: what, source and day, the release and its hash, and where."""
    those, release = list(indicators), data.release()
    title = text.listed((text.title(each, lang) for each in those[:3]), lang)
    rest = len(those) - 3
    more = say(lang, f" och {rest} till", f" and {rest} more") if rest > 0 else ""
    sources = " ".join(text.source_lines(those[:3], lang))
    return _cited(f"{title}{more}. {sources}", release.content, address, lang)


def of_view(title: str, of: Iterable[PublishedIndicator], sha256: str, at: str, lang: Lang) -> str:
    """How a view is cited that is frozen: the same, with the hash of its own figures as a CSV."""
    those = list(of)
    agencies = text.listed(dict.fromkeys(map(text.agency, those)), lang)
    few = " ".join(text.source_lines(those, lang)) if len(those) == 1 else ""
    sources = few or say(lang, f"Källa: {agencies}.", f"Source: {agencies}.")
    return _cited(f"{title}. {sources}", sha256, at, lang)


def _cited(what: str, sha256: str, address: str, lang: Lang) -> str:
    version = f"{say(lang, 'Dataversion', 'Release')} {data.release().id}"
    known = ", ".join([version, *([f"sha256 {sha256[:SHORT]}"] if sha256 else [])])
    return f"{NAME}: {what} {known}. {address}"
