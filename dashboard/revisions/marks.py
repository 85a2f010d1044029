"""The mark beside a value that was revised since last month, and what it means under the table."""

from typing import Any

from dashboard import address, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.revisions import changes
from dashboard.text import Lang, say


def cell(words: str, mark: str) -> str | list[str | html.Sup]:
    """A value as a table shows it, with its mark: a letter to see, words to hear and to hover."""
    if not mark:
        return words
    letter = html.Span(text.REVISED, title=mark, **cards.attributes(aria_hidden="true"))
    return [words, html.Sup([letter, html.Span(f" ({mark})", className="only-read")])]


def legend(indicator: str, lang: Lang, **props: Any) -> html.P:
    """Under a table with marks: since when they count, and the way to all revisions."""
    link = html.A(
        say(lang, "Alla revideringar", "All revisions"),
        href=address.link("/revideringar", lang, indicator=indicator),
    )
    return html.P(
        [html.Sup(text.REVISED), f" {_meaning(lang)} ", link], className="marked", **props
    )


def _meaning(lang: Lang) -> str:
    """What the mark says, with the release that the figures were compared with."""
    earlier = changes.last_month()
    of = earlier.path.name[:10] if earlier else ""
    return say(
        lang,
        f"Reviderad av källan sedan förra månadens dataversion ({of}).",
        f"Revised by the source since last month’s release ({of}).",
    )
