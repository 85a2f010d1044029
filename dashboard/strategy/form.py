"""What a reader chooses with: the region, a part of the strategy, and the view."""

from typing import Any

from dashboard import data
from dashboard.parts import controls
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.strategy import words
from dashboard.strategy.choices import VIEWS, Choices
from dashboard.text import say
from etl.model import level_of


def form(plan: Plan, choices: Choices) -> list[Any]:
    """The choices, which on a phone fold to one line; municipalities are those of a county."""
    lang, views = choices.lang, controls.named(VIEWS, choices.lang)
    county = level_of(choices.region) == "county"
    regions = controls.region_options(lang)
    return [
        controls.fold(html.B(data.region_name(choices.region, lang)), lang),
        controls.form(
            controls.select("region", say(lang, "Område", "Region"), regions, choices.region),
            _parts(plan, choices),
            controls.radios("vy", say(lang, "Vy", "View"), views, choices.view, hidden=not county),
            lang=lang,
            action=plan.path,
            **controls.SENT_PAGE,
        ),
    ]


def _parts(plan: Plan, choices: Choices) -> html.Div:
    lang, of = choices.lang, words.strategy(plan)
    every = say(lang, f"Alla {of.parts}", f"All {of.parts_en}")
    options = [{"value": "", "label": every}] + [
        {"value": each.id, "label": say(lang, each.title, each.title_en)} for each in plan.chapter
    ]
    return controls.select("kapitel", say(lang, of.part, of.part_en), options, choices.chapter)
