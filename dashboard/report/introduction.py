"""What an editor has written for an issue, in Markdown: words of a person, and marked so."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from dashboard.parts.elements import html as tags
from dashboard.report import archive
from dashboard.text import Lang
from etl.store.lost import Lost

_TAGS = {
    "heading": tags.H3, "paragraph": tags.P, "bullet_list": tags.Ul, "ordered_list": tags.Ol,
    "list_item": tags.Li, "strong": tags.Strong, "em": tags.Em, "blockquote": tags.Blockquote,
    "code_inline": tags.Code, "code_block": tags.Pre, "fence": tags.Pre,
}  # fmt: skip
_NAMES: dict[Lang, str] = {"sv": "introduktion.md", "en": "introduction.md"}


def written(region: str, issue: str, lang: Lang) -> tuple[str, Lang] | None:
    """The introduction as Markdown and its language: the Swedish one where there is no English."""
    for each in _order(lang):
        content = _read(region, issue, each)
        if isinstance(content, str) and content.strip():
            return content, each
    return None


def broken(written: str) -> bool:
    """Whether some of its letters were no UTF-8, and are lost."""
    return "\ufffd" in written


def unread(region: str, issue: str, lang: Lang) -> list[Lost]:
    """What is there of it and cannot be read."""
    found = (_read(region, issue, each) for each in _order(lang))
    return [each for each in found if isinstance(each, Lost)]


def _order(lang: Lang) -> list[Lang]:
    return ["en", "sv"] if lang == "en" else ["sv"]


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace")


def _read(region: str, issue: str, lang: Lang) -> str | Lost | None:
    return archive.form(region, issue, _NAMES[lang], _decoded)


def html(markdown: str) -> str:
    """Markdown as HTML: headings below the document's own, no raw HTML, no pictures from afar."""
    tokens = _markdown().parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    rendered: str = _markdown().renderer.render(tokens, _markdown().options, {})
    return rendered


def components(markdown: str) -> list[Any]:
    """The same as Dash components."""
    return [_component(node) for node in SyntaxTreeNode(_markdown().parse(markdown)).children]


def _component(node: SyntaxTreeNode) -> Any:
    """A piece of Markdown as a component; what has no form of its own is its words."""
    content = [_component(child) for child in node.children] or node.content
    if node.type == "link":
        return tags.A(content, href=str(node.attrs["href"]))
    if node.type in ("softbreak", "hardbreak"):
        return " " if node.type == "softbreak" else tags.Br()
    tag = None if node.hidden else _TAGS.get(node.type)  # a tight list's items have no paragraphs
    return tag(content) if tag else tags.Span(content) if node.children else content


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
