"""What a page is asked by those who zoom, use keys, force colours, or have it read aloud.

Each question is put to the page as it stands, and answered with what is wrong with it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

Found = list[str]
Node = dict[str, Any]  # of Chromium's accessibility tree

QUESTIONS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
DOUBLED: ViewportSize = {"width": 640, "height": 512}  # 1280 × 1024 pixels at 200 per cent
REFLOWED: ViewportSize = {"width": 320, "height": 256}  # and at 400
APART = "letter-spacing: .12em !important; word-spacing: .16em !important"
SPACED = f"* {{ line-height: 1.5 !important; {APART} }} p {{ margin-bottom: 2em !important }}"
NAMED = {
    "link", "button", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "slider",
    "spinbutton", "image", "table", "navigation", "dialog", "DisclosureTriangle", "Iframe",
}  # fmt: skip
ONCE = ("main", "banner", "contentinfo")


def _ask(page: Page, question: str) -> Found:
    return list(page.evaluate(f"() => {{ {QUESTIONS}\nreturn {question}(); }}"))


def targets(page: Page) -> Found:
    """What is too small to be pressed, and too near to something else."""
    return _ask(page, "targets")


def zoomed(page: Page, size: ViewportSize) -> Found:
    """What is cut off in a window of that size, which the page keeps to from now on."""
    page.set_viewport_size(size)
    return _ask(page, "cut")


def spaced(page: Page) -> Found:
    """What is cut off where a reader has set words and lines apart (WCAG 1.4.12)."""
    style = page.add_style_tag(content=SPACED)
    found = _ask(page, "cut")
    style.evaluate("style => style.remove()")
    return found


def stops(page: Page) -> Found:
    """What is wrong with the stops of the tab key."""
    page.keyboard.press("Tab")  # from here on the browser marks what has the focus
    return _ask(page, "stops")


def forced(page: Page) -> Found:
    """What is not seen any more where colours are forced."""
    _ask(page, "paint")
    page.emulate_media(forced_colors="active")
    found = _ask(page, "faded")
    page.emulate_media(forced_colors="none")
    return found


def still(page: Page) -> Found:
    """What moves though the reader has asked for stillness."""
    page.emulate_media(reduced_motion="reduce")
    found = _ask(page, "moves")
    page.emulate_media(reduced_motion="no-preference")
    return found


def spoken(page: Page) -> Found:
    """What is wrong with names, roles, landmarks and headings as Chromium tells them to others."""
    client = page.context.new_cdp_session(page)
    every: list[Node] = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    nodes = [each for each in every if not each.get("ignored")]
    return [*_nameless(nodes), *_landmarks(nodes), *_headings(nodes)]


def _said(node: Node, what: str) -> str:
    return str(node.get(what, {}).get("value", "")).strip()


def _property(node: Node, name: str) -> Any:
    found = (e["value"].get("value") for e in node.get("properties", []) if e["name"] == name)
    return next(found, None)


def _nameless(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        role, name = _said(node, "role"), _said(node, "name")
        if role in NAMED and not name:
            yield f"{role} without a name: {node.get('backendDOMNodeId')}"
        if role == "generic" and _property(node, "focusable"):
            yield f"a stop without a role: {name or node.get('backendDOMNodeId')}"


def _landmarks(nodes: list[Node]) -> Iterator[str]:
    roles = Counter(_said(each, "role") for each in nodes)
    yield from (f"{roles[role]} of {role}" for role in ONCE if roles[role] != 1)
    ways = Counter(_said(each, "name") for each in nodes if _said(each, "role") == "navigation")
    yield from (f"{many} navigations called {name}" for name, many in ways.items() if many > 1)


def _headings(nodes: list[Node]) -> Iterator[str]:
    headings = [each for each in nodes if _said(each, "role") == "heading"]
    levels = [int(_property(each, "level")) for each in headings]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"the first heading is of level {levels[:1]}, and {levels.count(1)} are of 1"
    for (one, other), heading in zip(pairwise(levels), headings[1:], strict=True):
        if other > one + 1:
            yield f"{_said(heading, 'name')}: from level {one} to {other}"
