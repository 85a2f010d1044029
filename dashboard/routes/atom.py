"""Atom feeds: what every feed and entry has, with ids that are the same on any server."""

import re
import uuid
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from flask import Response

from dashboard import address, origin
from dashboard.markup import plain
from dashboard.parts import shell
from dashboard.text import Lang

ATOM = "http://www.w3.org/2005/Atom"  # a name, never fetched
NEVER = "1970-01-01"  # a release without a figure has no day


def feed(identity: str, title: str, release: str, lang: Lang) -> ET.Element:
    """A feed without entries, as new as a release."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    _head(root, identity, title, release)
    _add(_add(root, "author"), "name", shell.NAME)
    return root


def entry(identity: str, title: str, release: str, content: str) -> ET.Element:
    """An entry of plain words, as new as a release."""
    root = ET.Element("entry")
    _head(root, identity, title, release)
    _add(root, "content", content).set("type", "text")
    return root


def link(parent: ET.Element, rel: str, path: str, query: Mapping[str, str]) -> None:
    """Where a feed or an entry is (`self`) or what it tells of can be read (`alternate`)."""
    kind = "application/atom+xml" if rel == "self" else "text/html"
    target = {"rel": rel, "type": kind, "href": origin.address() + address.of(path, query)}
    ET.SubElement(parent, "link", target)


def identity(words: str) -> str:
    """An id made of what is told: the same in every run, on any server."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"norrlaget/{words}").urn


def response(root: ET.Element) -> Response:
    """A feed as an answer."""
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/atom+xml")


def _head(root: ET.Element, identity: str, title: str, release: str) -> None:
    """A release is named by the newest day its figures were taken: no clock is asked."""
    dated = re.match(r"\d{4}-\d\d-\d\d(?=-)", release)
    _add(root, "id", identity)
    _add(root, "title", title)
    _add(root, "updated", f"{dated[0] if dated else NEVER}T00:00:00Z")


def _add(parent: ET.Element, name: str, words: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = None if words is None else plain(words)
    return child
