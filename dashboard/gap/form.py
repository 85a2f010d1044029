"""What a reader chooses with: the region, the view, and what belongs to it."""

from typing import Any

from dashboard import data, text
from dashboard.gap.choices import ORDERS, VIEWS, Choices, chosen, inside
from dashboard.gap.model import Story
from dashboard.parts import controls
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.text import say
from etl.model import level_of


def form(plan: Plan, told: Story, choices: Choices) -> list[Any]:
    """The choices, which on a phone fold to one line."""
    lang, rows = choices.lang, choices.view == "rader"
    regions = controls.region_options(lang)
    return [
        controls.fold(html.B(_folded(choices)), lang),
        controls.form(
            controls.select("region", say(lang, "Område", "Region"), regions, choices.region),
            controls.radios(
                "vy", say(lang, "Vy", "View"), controls.named(VIEWS, lang), choices.view
            ),
            _chapters(plan, choices),
            *([_against(choices), _orders(choices)] if rows else [_indicators(told, choices)]),
            lang=lang,
            action=plan.path,
            **controls.SENT_PAGE,
        ),
    ]


def _folded(choices: Choices) -> str:
    shown = say(choices.lang, *VIEWS[choices.view]).lower()
    return f"{data.region_name(choices.region, choices.lang)}, {shown}"


def _chapters(plan: Plan, choices: Choices) -> html.Div:
    lang = choices.lang
    options = [{"value": "", "label": say(lang, "Alla kapitel", "All chapters")}] + [
        {"value": each.id, "label": say(lang, each.title, each.title_en)} for each in plan.chapter
    ]
    return controls.select("kapitel", say(lang, "Kapitel", "Chapter"), options, choices.chapter)


def _orders(choices: Choices) -> html.Div:
    lang = choices.lang
    options = controls.named(ORDERS, lang)
    return controls.select("sortera", say(lang, "Ordning", "Order"), options, choices.order)


def _against(choices: Choices) -> html.Div:
    """A municipality is set beside riket or its county."""
    lang, is_part = choices.lang, level_of(choices.region) == "municipality"
    ways = {"riket": ("Riket", "Sweden"), **({"lan": ("Länet", "The county")} if is_part else {})}
    return controls.select(
        "mot", say(lang, "Jämför med", "Compare with"), controls.named(ways, lang),
        choices.against, hidden=not is_part,
    )  # fmt: skip


def _indicators(told: Story, choices: Choices) -> html.Div:
    lang, now = choices.lang, chosen(told, choices)
    options = [
        {"value": row.pair.id, "label": text.title(row.indicator, lang)}
        for row in inside(told, choices)
    ]
    value = now.pair.id if now else ""
    return controls.select("indikator", say(lang, "Indikator", "Indicator"), options, value)
