"""What is found for typed words, for programs: the search box asks it while a reader types."""

from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard import data, limits, pages
from dashboard.routes.ask import Refused, Strict
from dashboard.search import hits
from dashboard.search.find import find

PARAMETERS = ["q", "region", "lang", "limit"]
USUAL = "8"
MOST = 30


def record(arguments: MultiDict[str, str]) -> dict[str, Any]:
    """The answer; raises Refused when the question cannot be answered."""
    asked = Strict(arguments, PARAMETERS)
    asked.demand_words()
    typed, lang = asked.one("q"), asked.lang
    if not typed:
        raise Refused(400, "The parameter q is needed.", PARAMETERS)
    if len(typed) > limits.SEARCHED:
        few = f"at most {limits.SEARCHED} characters"
        raise Refused(400, f"The parameter q has more than {limits.SEARCHED} characters.", [few])
    limit = int(asked.pick("limit", [str(number) for number in range(1, MOST + 1)], USUAL))
    found = find(typed, lang, pages.sought(), asked.pick("region", data.regions(), ""))
    place = found.place
    return {
        "query": typed,
        "place": {"code": place.code, "name": hits.name(place, lang)} if place else None,
        "meant": found.meant or None,
        "without": list(found.without),
        "results": [each._asdict() for each in hits.hits(found, lang, limit)],
    }
