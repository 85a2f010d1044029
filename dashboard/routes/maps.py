"""A map to take away: as a picture, or as geometry with its figures."""

from dataclasses import fields

from dashboard import choices as state
from dashboard import data
from dashboard.choices import Choices
from dashboard.indicator import map_files
from dashboard.indicator.view import View
from dashboard.map.png import NoFont
from dashboard.routes import ask
from dashboard.routes.ask import Refused, Strict
from etl.model import PublishedIndicator

PARAMETERS = [each.name for each in fields(Choices) if each.name != "compare"]
WHERE = "on this map"


def view(indicator_id: str, asked: Strict) -> View:
    """The map asked for; raises Refused where a word of the question means nothing for it."""
    indicator = _indicator(indicator_id)
    return View(indicator, state.parse(asked, indicator, data.periods(indicator.id)))


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
