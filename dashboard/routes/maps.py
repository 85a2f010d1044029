"""A map to take away: as a picture, or as geometry with its figures."""

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from dashboard import choices as state
from dashboard import data, text
from dashboard.choices import Choices
from dashboard.indicator import map_files
from dashboard.indicator.view import View
from dashboard.map.model import Rows
from dashboard.map.png import NoFont
from dashboard.map.scale import BESIDE
from dashboard.routes import ask
from dashboard.routes.ask import Refused, Strict
from etl.model import PublishedIndicator

PARAMETERS = [*(each.name for each in fields(Choices) if each.name != "compare"), "release"]
WHERE = "on this map"


def view(indicator_id: str, asked: Strict) -> View:
    """The map asked for, with figures; raises Refused where it would be another, or empty."""
    found = shown(indicator_id, asked)
    if found.choices.around == "zero" and not found.indicator.absolute and not found.map.around:
        sentence = "The figures on this map do not lie on both sides of zero."
        raise Refused(400, sentence, ["without around"])
    for panel in wanted(found):
        _with_figures(panel, found)
    return found


def shown(indicator_id: str, asked: Strict) -> View:
    """The same, empty or not; raises Refused where a word of the question means nothing for it."""
    indicator = _indicator(indicator_id)
    choices = state.parse(asked, indicator, data.periods(indicator.id))
    return View(indicator, choices, unmarked=not asked.one("region"))


class Wanted(NamedTuple):
    """One of the maps asked for: a sex in a period, and its values in every period."""

    sex: str
    period: str
    values: Rows


def wanted(asked: View) -> Iterator[Wanted]:
    """What must have figures: each of the maps beside each other, or the one map."""
    drawn, choices = asked.map, asked.choices
    period = choices.period or drawn.period
    if choices.panels == BESIDE:
        there = {panel.label: panel.values or [] for panel in drawn.panels}
        for sex in BESIDE:
            label = text.sex(sex, asked.lang).capitalize()
            yield Wanted(sex, period, there.get(label, []))
        return
    for each in choices.panels or (period,):
        yield Wanted(choices.sex, each, drawn.values)


def _with_figures(panel: Wanted, asked: View) -> None:
    """Raises Refused where none of the regions has a figure, or riket none to compare with."""
    drawn, of = asked.map, text.sex(panel.sex, "en")
    there = {
        period
        for period, row in zip(drawn.periods, panel.values, strict=False)
        if any(value is not None for value in row)
    }
    if panel.period not in there:
        sentence = f"There are no figures ({of}) for {panel.period} {WHERE}."
        raise Refused(400, sentence, sorted(there))
    if asked.choices.around == "riket" and drawn.around:
        both = zip(drawn.periods, drawn.around.at, strict=True)
        known = [period for period, value in both if value is not None and period in there]
        if panel.period not in known:
            sentence = f"Sweden has no figure ({of}) for {panel.period} to compare with."
            raise Refused(400, sentence, known)


def written(kind: str, asked: View) -> bytes:
    """The map as a file; raises Refused where this machine cannot make one of that kind."""
    try:
        return map_files.written(kind, asked)
    except NoFont as error:
        others = [each for each in map_files.KINDS if each != kind]
        raise Refused(501, str(error), others) from error


def _indicator(indicator_id: str) -> PublishedIndicator:
    meaning = ask.meaning(indicator_id)
    if not isinstance(meaning, PublishedIndicator) or not state.shows(meaning):
        sentence = f"There are no figures of {indicator_id} to draw a map of."
        raise Refused(
            404, sentence, [i for i, each in data.indicators().items() if state.shows(each)]
        )
    return meaning
