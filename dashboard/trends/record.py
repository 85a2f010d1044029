"""What the page shows as data: a row a projection, with what came, the span, and the misses."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard import data, text
from dashboard.text import say
from dashboard.trends import expectation, hindsight, labour, words
from dashboard.trends.contents import Expected, Group, contents
from dashboard.trends.measured import measured
from dashboard.trends.outlook import Outlook, Point, points

Cells = dict[str, Any]


def record(view: Outlook) -> Cells:
    """The whole as one object; null is what is not known."""
    lang, expected = view.lang, view.group.expected
    return {
        "region": view.place.code,
        "name": view.place.name(lang),
        "release": data.release().id,
        "sentences": [
            *expectation.expected(view),
            *expectation.span(view),
            *(said for each in expected for said in hindsight.past(view.past(each), each, view)),
        ],
        "rows": rows(view),
        "misses": [each for of in expected for each in _misses(view, of)],
        "labour": [each._asdict() for each in labour.example(view.place)],
        "coming": [
            {"title": say(lang, each.title, each.title_en), "why": say(lang, *each.reason)}
            for each in contents().coming
        ],
    }


def rows(view: Outlook) -> list[Cells]:
    """Every projection of the chosen group, then the newest of each other, women and men too."""
    own = [_row(view, view.group, each) for each in _every(view)]
    others = [
        _row(of, group, each)
        for group in contents().group
        for of in (Outlook(replace(view.choices, sex=sex)) for sex in "TKM")
        if (group.id, of.choices.sex) != (view.group.id, view.choices.sex)
        for each in points(of, group)
    ]
    return [*own, *others]


def _every(view: Outlook) -> Iterator[Point]:
    """All projections of the chosen group, and a projection year by year where that leads."""
    for each in view.group.expected:
        for made, value in view.known(each.indicator).items():
            yield Point(made, str(int(made) + each.years), value, each.indicator)
    yield from (each for each in view.ahead if each.indicator == view.group.whole)


def _row(view: Outlook, group: Group, of: Point) -> Cells:
    """What was expected of a year, what came, and the span where the newest has one."""
    counted = view.known(group.counted).get(of.year)
    fan = view.fans.get(of.year) if group == view.group and of in view.ahead else None
    indicator = data.indicator(of.indicator)
    return {
        "region": view.place.code,
        "region_name": view.place.name(view.lang),
        "group": group.id,
        "sex": view.choices.sex,
        "made": of.made,
        "year": of.year,
        "expected": of.value,
        "counted": counted,
        "error_percent": None if counted is None else (counted / of.value - 1) * 100,
        "low": fan.low if fan else None,
        "high": fan.high if fan else None,
        "cases": fan.of.cases if fan else None,
        "source": text.source(indicator) if indicator else "",
    }


def _misses(view: Outlook, of: Expected) -> Iterator[Cells]:
    """How far projections were from the outcome, in per cent, by kind of place."""
    for each in measured(view, of):
        found = each.spread
        yield {
            "years": of.years,
            "places": words.places(each.kind, view.lang),
            "cases": len(each.errors),
            "mean": found.mean * 100 if found else None,
            "distance": found.absolute * 100 if found else None,
            "low": found.low * 100 if found else None,
            "high": found.high * 100 if found else None,
        }
