"""Innovation: each figure by itself; all together only where asked for, and as an interval."""

import re
from random import Random

import numpy as np
import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.innovation import weighing
from dashboard.innovation.contents import LIST
from dashboard.innovation.together import together
from dashboard.laid import Tables, codes
from dashboard.place.sections import sections
from tests.shown import page

PATH = "/tema/innovation"
WEIGHED = r"har plats \d+(?:–\d+)? av \d+, beroende på hur indikatorerna vägs"


pytestmark = pytest.mark.usefixtures("released")


def percents(values: dict[str, float], *, higher: bool) -> dict[str, float]:
    """For each place how many per cent of the others it is ahead of, reckoned one by one."""
    found = {}
    for code, value in values.items():
        others = [each for other, each in values.items() if other != code]
        behind = sum((each < value) if higher else (each > value) for each in others)
        found[code] = (behind + others.count(value) / 2) / len(others) * 100
    return found


def drawn(rows: list[dict[str, float]], code: str) -> list[int]:
    """The place of one in each of many weighings, with weights of another generator."""
    chance, found = Random(7), []  # noqa: S311  # no secret
    for _ in range(weighing.WEIGHINGS):
        weights = [chance.expovariate(1) for _ in rows]
        means = {
            each: sum(w * row[each] for w, row in zip(weights, rows, strict=True))
            for each in rows[0]
        }
        found.append(1 + sum(each > means[code] for each in means.values()))
    return sorted(found)


def test_the_interval_is_that_of_other_weighings_within_a_place() -> None:
    rows = []
    for of, period in together("county").used:
        values = Tables().table(of.id, of.sexes[0]).at(period, codes("county")).tolist()
        known = dict(zip(codes("county"), values, strict=True))
        rows.append(percents(known, higher=of.better == "higher"))
    for code in ("24", "25", "01"):
        span = together("county").spans[codes("county").index(code)]
        places = drawn(rows, code)
        assert span is not None
        assert abs(span.best - places[len(places) // 20]) <= 1
        assert abs(span.worst - places[len(places) * 19 // 20]) <= 1


def test_who_is_first_in_all_is_first_however_they_are_weighed() -> None:
    rows = np.array([[100.0, 50.0, 0.0], [100.0, 0.0, 50.0]])
    first, *others = weighing.spans(rows, seed=1)
    assert first == (1, 1, 3)
    assert others == [(2, 3, 3), (2, 3, 3)]


def test_who_lacks_a_figure_has_no_place_and_is_not_counted() -> None:
    rows = np.array([[100.0, 50.0, 0.0], [100.0, 0.0, np.nan]])
    assert weighing.spans(rows, seed=1) == [(1, 1, 2), (2, 2, 2), None]


def test_no_place_is_told_of_all_together_unless_it_is_asked_for(client: FlaskClient) -> None:
    plain = page(client, PATH, "?region=24")
    assert "om du inte ber om den" in plain
    assert not re.search(WEIGHED, plain)
    asked = page(client, PATH, "?region=24&samlad=ja")
    assert re.search(WEIGHED, asked)
    assert "Inget att väga finns i Forskning och utveckling" in asked
    english = page(client, PATH, "?region=2482&samlad=ja&lang=en")
    assert "depending on how the indicators are weighed" in english


def test_every_dimension_stands_on_the_page_and_what_it_lists_is_known(client: FlaskClient) -> None:
    shown = page(client, PATH, "?region=25")
    for each in sections(LIST):
        assert f"<h2>{each.title}</h2>" in shown
        assert [id_ for ids in each.rows for id_ in ids if data.meaning(id_) is None] == []


def test_a_place_without_such_a_page_is_told(client: FlaskClient) -> None:
    assert "Sidan har inga siffror för riket" in page(client, PATH, "?region=00")
    assert "Ingen kommun och inget län har koden 9999." in page(client, PATH, "?region=9999")
