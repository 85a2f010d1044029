"""What an editor has written for an issue, in Markdown: words of a person, and marked so."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from dashboard.report import archive
from dashboard.text import Lang

_NAMES: dict[Lang, str] = {"sv": "introduktion.md", "en": "introduction.md"}


def written(region: str, issue: str, lang: Lang) -> tuple[str, Lang] | None:
    """The introduction as Markdown and its language: the Swedish one where there is no English."""
    order: list[Lang] = ["en", "sv"] if lang == "en" else ["sv"]
    for each in order:
        content = archive.form(region, issue, _NAMES[each])
        if content and content.strip():
            return content.decode("utf-8-sig", errors="replace"), each
    return None


def html(markdown: str) -> str:
    """Markdown as HTML: headings below the document's own, no raw HTML, no pictures from afar."""
    tokens = _markdown().parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    rendered: str = _markdown().renderer.render(tokens, _markdown().options, {})
    return rendered


def tree(markdown: str) -> SyntaxTreeNode:
    """The same as a tree, to make components of."""
    return SyntaxTreeNode(_markdown().parse(markdown))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
