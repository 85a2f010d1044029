"""A map to take away: as a picture, or as geometry with its figures."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard import choices as state
from dashboard import data
from dashboard.choices import Choices
from dashboard.indicator import map_files
from dashboard.indicator.view import View
from dashboard.map.png import NoFont
from dashboard.routes import ask
from dashboard.routes.ask import Refused
from etl.model import PublishedIndicator

PARAMETERS = [each.name for each in fields(Choices) if each.name != "compare"]


def view(indicator_id: str, arguments: MultiDict[str, str]) -> View:
    """The map asked for; raises Refused where a word of the question means nothing for it.

    A page falls back to what it can show; a file must not be another map than was asked for.
    """
    indicator = _indicator(indicator_id)
    asked = arguments.to_dict(flat=False)
    for name in asked:
        if name not in PARAMETERS:
            raise Refused(400, f"There is no parameter {name[:60]!r}.", PARAMETERS)
    choices = state.parse(asked, indicator, data.periods(indicator.id))
    for name, given in asked.items():
        if not _understood(getattr(choices, name), ",".join(given), name):
            sentence = f"A map of {indicator_id} has no {name} {','.join(given)[:60]!r}."
            raise Refused(400, sentence, _allowed(name, indicator))
    return View(indicator, choices)


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


def _understood(chosen: Any, given: str, name: str) -> bool:
    """Whether the choice is what was given; a caption may be shortened, a region be its county."""
    if not given.strip() or name in ("caption", "region"):
        return name != "region" or data.region(given.strip()) is not None or not given.strip()
    if name == "limits":
        return bool(chosen)
    return state.one_text(chosen) == (state.age_code(given) if name == "age" else given.strip())


def _allowed(name: str, indicator: PublishedIndicator) -> list[str]:
    known: Mapping[str, list[str]] = {
        "sex": list(indicator.sexes),
        "age": indicator.ages,
        "period": data.periods(indicator.id),
        "show": state.shows(indicator),
        "method": ["natural", "quantile", "equal", "own (with limits)"],
        "limits": ["one to four rising numbers, with method=own"],
        "around": ["riket", "zero"],
        "form": ["map", "tiles", "circles"],
        "panels": ["K,M", "two to six periods"],
        "scale": ["period", "all"],
        "lang": ["sv", "en"],
    }
    return known.get(name, [])
