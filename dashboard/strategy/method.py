"""How a strategy is judged, and how often that and other rules have been wrong, as measured."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import measured, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.strategy import words
from dashboard.text import Lang, say


@cache
def written() -> dict[str, Any]:
    """What stands in method.toml."""
    path = Path(__file__).with_name("method.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def card(plan: Plan, lang: Lang) -> html.Section:
    """The rules in plain words, and the table of errors."""
    return cards.card(
        html.H2(say(lang, "Så bedömer vi", "How we judge")),
        *(html.P([html.B(f"{name}. "), told]) for name, told in rules(plan, lang)),
        html.P(_tried(lang)),
        measured.table(lang),
        id="sa-bedomer-vi",
        className="card about",
    )


def rules(plan: Plan, lang: Lang) -> list[tuple[str, str]]:
    """What each verdict means, by its name."""
    since = words.window("since", plan, lang)
    return [
        (
            say(lang, each["name"], each["name_en"]),
            say(lang, each["sv"], each["en"]).format(since=since),
        )
        for each in written()["said"]
    ]


def _tried(lang: Lang) -> str:
    of = measured.written()
    series = text.number(of["series"], 0, lang)
    return say(
        lang,
        f"Reglerna är prövade på {series} serier ur {of['rates']} av Koladas nyckeltal, för "
        f"kommuner och län i norra Sverige och för riket ({of['day']}). Varje regel fick se åren "
        "fram till två år före seriens slut, och medelvärdet av de två åren därefter är facit. Vad "
        "som sägs om åren sedan basåret vilar på färre år, och där är felet inte mätt.",
        f"The rules were tried on {series} series of {of['rates']} of Kolada’s measures for the "
        f"municipalities and counties of northern Sweden and for Sweden ({of['day']}). Each rule "
        "was shown the years up to two before the end, and the mean of those two is the answer. "
        "What is told of the years since the base year rests on fewer years, and its error has "
        "not been measured.",
    )
