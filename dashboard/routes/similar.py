"""The places most like a place, for programs: distance, contributions, and what they rest on."""

from math import isnan
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard import data
from dashboard.routes.ask import Refused, Strict
from dashboard.similar import choices, figures
from dashboard.similar.choices import COUNTS, WEIGHTS, Choices
from dashboard.similar.figures import Measure, Model
from dashboard.similar.peers import Likeness, Peer, likeness

PARAMETERS = ["weights", "count"]
NOTHING = "At least one weight must be greater than 0 (minst en vikt måste vara större än 0)."
PLACES = ["2480 (a municipality)", "24 (a county)"]


def record(code: str, arguments: MultiDict[str, str]) -> dict[str, Any]:
    """The answer; raises Refused when the question cannot be answered."""
    known = data.region(code)
    if known is None or known.level not in COUNTS:
        raise Refused(404, f"There is no municipality or county {code[:20]!r}.", PLACES)
    asked = Strict(arguments, PARAMETERS)
    asked.demand_words()
    model = figures.model(known.level)
    chosen = choices.parse(asked, model, *PARAMETERS)
    if chosen.nothing(model):
        raise Refused(400, NOTHING, [f"{each.id}:1" for each in model.domains])
    return _record(likeness(model, code, chosen), chosen)


def _record(found: Likeness, chosen: Choices) -> dict[str, Any]:
    model = found.model
    weights = [chosen.weights.get(each.id, choices.USUAL) for each in model.domains]
    return {
        "region": found.code,
        "name": data.region_name(found.code),
        "level": model.level,
        "release": data.release().id,
        "count": chosen.count,
        "weights": {
            each.id: WEIGHTS[given] for each, given in zip(model.domains, weights, strict=True)
        },
        "few": found.few,
        "group": list(found.group),
        "similar": [_peer(each) for each in found.peers],
        "variables": [_variable(model, each, found.code) for each in model.measures],
        "lacking": [each.id for each in model.lacking],
    }


def _peer(each: Peer) -> dict[str, Any]:
    return {
        "region": each.code,
        "name": data.region_name(each.code),
        "distance": each.distance,
        "contributions": each.shares,
        "mutual": each.mutual,
    }


def _variable(model: Model, measure: Measure, code: str) -> dict[str, Any]:
    variable, value = measure.variable, measure.values[model.codes.index(code)]
    return {
        "domain": next(each.id for each in model.domains if variable in each.variables),
        "indicator": variable.id,
        "per": variable.per or None,
        "log": variable.log,
        "period": measure.period,
        "value": None if isnan(value) else float(value),
    }
