"""What the page of any plan has: what of its address means nothing here, and its files."""

from collections.abc import Iterable
from typing import Any

from dashboard import text
from dashboard.parameters import Parameters
from dashboard.parts.elements import html
from dashboard.text import Lang, say

KINDS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


class Noting(Parameters):
    """What an address asks, which notes what of it means nothing here."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(given)
        self.noted: list[str] = []

    def misread(self, name: str, known: Any) -> None:  # noqa: ARG002  # a page falls back
        """Note the name: the page says that its default is shown."""
        self.noted.append(name)


def misread(noted: list[str], lang: Lang) -> list[html.P]:
    """That the usual is shown, where something was noted."""
    if not noted:
        return []
    names = text.listed(dict.fromkeys(noted), lang)
    told = say(
        lang,
        f"Det som adressen säger om {names} finns inte här; sidan visar det vanliga i stället.",
        f"What the address says of {names} is not here; the page shows the usual instead.",
    )
    return [html.P(told, className="note", role="status")]


def file(address: str, kind: str) -> str:
    """The address of what is shown at another, as a file of a kind."""
    path, _, query = address.partition("?")
    return f"{path}.{kind}?{query}".rstrip("?")


def files(address: str, lang: Lang, kinds: Iterable[str] = KINDS) -> html.Div:
    """What is shown at an address, to take away in each kind of file."""
    links = [
        html.A(KINDS[kind], href=file(address, kind), download="", className="button")
        for kind in kinds
    ]
    told = say(lang, "Ladda ner det som visas", "Download what is shown")
    return html.Div([html.Span(told, className="muted"), *links], className="acts")
