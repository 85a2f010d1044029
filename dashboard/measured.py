"""How often rules that say which way a figure goes have been wrong, as measured: one table."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say


@cache
def written() -> dict[str, Any]:
    """The numbers of the bench: `rates`, `series`, the `day` of the release, and each `rule`."""
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def table(lang: Lang) -> html.Div:
    """Each rule: how often it says something, and how often it is contradicted."""
    caption = say(
        lang,
        "Så ofta en regel anger en riktning, och så ofta de två följande åren går emot den",
        "How often a rule tells a direction, and how often the two years that follow go against it",
    )
    head = [
        say(lang, "Regel", "Rule"),
        say(lang, "Anger en riktning", "Tells a direction"),
        say(lang, "Fel, av dem", "Wrong, of those"),
    ]
    return cards.table(caption, head, rows(lang), className="errors")


def rows(lang: Lang) -> list[list[str]]:
    """The rows of that table, as they are shown."""
    return [
        [
            say(lang, each["sv"], each["en"]),
            text.percent(each["speaks"], 1, lang),
            text.percent(each["wrong"], 1, lang),
        ]
        for each in written()["rule"]
    ]
