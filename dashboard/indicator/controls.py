"""What a reader chooses on an indicator's page; what leaves no choice is not shown."""

from typing import Any

from dashboard.indicator.view import View
from dashboard.parts import controls, live
from dashboard.parts.elements import html
from dashboard.text import say


def choices(view: View) -> list[Any]:
    """Region, sex, age and map; on a phone they fold into one line."""
    lang, chosen, given = view.lang, view.choices, view.indicator
    sexes, ages, shows = controls.sexes(given.sexes, lang), given.ages, view.shows()
    hidden = not view.leaves_a_choice()
    told = live.part(html.B(view.chosen(), id="chosen"))
    return [
        controls.fold(told, lang, hidden),
        controls.form(
            controls.select("region", say(lang, "Område", "Region"),
                            controls.region_options(lang, given.levels), chosen.region),
            controls.radios("sex", say(lang, "Kön", "Sex"), sexes, chosen.sex, len(sexes) == 1),
            controls.select("age", say(lang, "Ålder", "Age"), controls.ages(ages, lang),
                            chosen.age, hidden=len(ages) == 1),
            controls.select("show", say(lang, "Karta över", "Map of"), shows, chosen.show,
                            hidden=len(shows) < 2),
            lang=lang,
            action=f"/indikatorer/{given.id}",
            hidden=hidden,
            **controls.SENT_LIVE,
        ),
    ]  # fmt: skip
