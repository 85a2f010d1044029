"""A strategy followed: judged as other code judges its workbook, and no more than is certain."""

import html
import io
import re
from collections import Counter
from functools import cache
from itertools import combinations
from statistics import median
from typing import Any

import numpy as np
import openpyxl
import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.plan import reader
from dashboard.plan.model import Plan
from dashboard.strategy.model import judged
from dashboard.strategy.story import story
from tests import verdicts

Told = dict[str, Any]
ASKED = ["/rus?region=24", "/rus/dalarna?region=2403", "/rus/dalarna?region=01"]
JUDGED = ("right", "wrong", "moved", "flat", "unclear", "untold")


pytestmark = pytest.mark.usefixtures("released")


def plans() -> list[Plan]:
    return [each for each in reader.plans().served if each.kind == "strategy"]


@cache
def book(client: FlaskClient, asked: str) -> dict[str, list[Told]]:
    """A workbook's sheets, each row by the names of its columns."""
    path, _, query = asked.partition("?")
    answered = client.get(f"{path}.xlsx?{query}")
    sheets = openpyxl.load_workbook(io.BytesIO(answered.data), read_only=True)
    found = {}
    for sheet in sheets.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def rows(client: FlaskClient, sheet: str) -> list[Told]:
    every = [row for asked in ASKED for row in book(client, asked).get(sheet, [])]
    assert len(every) > 100
    return every


# --- every judgement made anew from the rows of the workbook alone ---


def years(row: Told) -> dict[int, float]:
    return {int(name): each for name, each in row.items() if name.isdigit() and each is not None}


def direction(row: Told, since: int) -> Told:
    """Which way the years go, by SciPy's test."""
    every = years(row)
    run = [every[year] for year in sorted(every) if year >= since] or [*every.values()][-1:]
    n = len(run)
    if n == 0:
        return {"outcome": "missing", "years": 0, "s": 0, "change": None}
    if n < 5:
        cut = row["new_method"] and len(run) == len(every)
        return {"outcome": "broken" if cut else "short", "years": n, "s": 0, "change": None}
    run = run[:: -row["overlap"]][::-1]  # those that have no year in common
    if len(run) < 5:
        return {"outcome": "overlap", "years": n, "s": 0, "change": None}
    s = sum(int(np.sign(b - a)) for a, b in combinations(run, 2))
    told: Told = {"outcome": "unclear", "years": n, "s": s, "change": None}
    if way := verdicts.trend(run):
        slopes = [(b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(run), 2)]
        return told | {"outcome": "up" if way > 0 else "down", "change": median(slopes) * (n - 1)}
    least = 10.0 ** -row["decimals"] if row["material"] is None else row["material"]
    return told | {"outcome": "flat" if max(run) - min(run) <= least else "unclear"}


def judgement(outcome: str, better: str) -> str:
    if outcome in ("up", "down"):
        if better == "neutral":
            return "moved"
        return "right" if (outcome == "up") == (better == "higher") else "wrong"
    return outcome if outcome in ("flat", "unclear") else "untold"


def around(value: float, method: str, of: float) -> verdicts.Ends:
    """The interval of a figure by its method."""
    if method == "margin":
        return verdicts.margin(value, of)
    if method == "share":
        return verdicts.wilson(value, of, verdicts.z_of(0.95))
    if method == "events":
        low, high = verdicts.poisson(value * of, 0.95)
        return low / of, high / of
    wide = verdicts.z_of(0.95) * of
    return value - wide, value + wide


def relation(one: tuple[Any, Any, Any], other: tuple[Any, Any, Any]) -> str | None:
    """What may be said of two figures with their ends: MOVER; None where an end is missing."""
    if None in (*one, *other):
        return None
    (a, low, high), (b, under, over) = one, other
    size = a - b
    ends = size - float(np.hypot(a - low, over - b)), size + float(np.hypot(high - a, b - under))
    if not verdicts.certain(ends):
        return "about"
    return "higher" if size > 0 else "lower"


@pytest.mark.parametrize("sheet", ["Indikatorer", "Kommuner"])
def test_every_direction_comes_out_of_the_years_of_its_row(client: FlaskClient, sheet: str) -> None:
    spans = {"ten": 0, "since": 2020} if sheet == "Indikatorer" else {"ten": 0}
    for row in rows(client, sheet):
        for span, since in spans.items():
            found = direction(row, since)
            assert row[f"{span}_outcome"] == found["outcome"], (row["indicator"], span)
            assert row[f"{span}_judgement"] == judgement(found["outcome"], row["better"])
            assert (row[f"{span}_years"], row[f"{span}_s"]) == (found["years"], found["s"])
            assert row[f"{span}_change"] == pytest.approx(found["change"], abs=1e-9)


def test_every_interval_comes_out_of_what_it_is_reckoned_from(client: FlaskClient) -> None:
    known = Counter[str]()
    for row in rows(client, "Indikatorer"):
        for name, start in (("value", ""), ("women", "women_"), ("men", "men_")):
            method = row[f"{start}interval_method"]
            if method and method != "flows":
                ends = around(row[name], method, row[f"{start}interval_from"])
                told = row[f"{start}low"], row[f"{start}high"]
                assert told == pytest.approx(ends, rel=4e-3, abs=1e-6), row["indicator"]
                known[method] += 1
    assert known.keys() == {"share", "events", "series"} or "margin" in known


def test_every_comparison_comes_out_of_the_ends_of_its_row(client: FlaskClient) -> None:
    known = Counter[str]()
    for row in rows(client, "Indikatorer"):
        own = row["riket_own"], row["riket_own_low"], row["riket_own_high"]
        found = relation(own, (row["riket_value"], row["riket_low"], row["riket_high"]))
        assert (row["riket_relation"] or None) == found, row["indicator"]
        women, men = ((row[x], row[f"{x}_low"], row[f"{x}_high"]) for x in ("women", "men"))
        assert (row["sexes_relation"] or None) == relation(women, men), row["indicator"]
        known.update(filter(None, [found]))
    assert known.keys() == {"higher", "lower", "about"}


def test_the_overview_counts_the_rows_and_what_is_left_out(client: FlaskClient) -> None:
    for asked in ASKED:
        sheets = book(client, asked)
        for line in sheets["Översikt"]:
            those = [
                row
                for row in sheets["Indikatorer"]
                if row["chapter"] == line["chapter"]
                and line["direction"] in (None, row["direction"])
            ]
            found = Counter(row[f"{line['window']}_judgement"] for row in those)
            found["untold"] += line["indicators"] - len(those)
            assert {each: line[each] for each in JUDGED} == {each: found[each] for each in JUDGED}
            if line["direction"] is None:
                left = [row for row in sheets["Inte med"] if row["chapter"] == line["chapter"]]
                assert line["indicators"] == len(those) + len(left)


# --- what the page says ---


def test_the_page_shows_the_rows_of_its_files_in_both_languages(client: FlaskClient) -> None:
    for asked in ASKED:
        path, _, query = asked.partition("?")
        whole = client.get(f"{path}.json?{query}").json
        ids = [row["indicator"] for row in whole["rows"]]
        for lang in ("sv", "en"):
            page = client.get(f"{asked}&lang={lang}").text
            assert f'<html lang="{lang}"' in page
            assert re.findall(r'<li id="([a-z0-9-]+)"', page) == ids
        assert not re.findall(r"\b(?:kommuner|riktning|åt rätt|riket)\b", seen(page))
        towns = client.get(f"{asked}&vy=kommuner")
        assert towns.status_code == 200


def seen(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<(script|option)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)


def test_the_counts_in_words_are_those_of_the_overview(client: FlaskClient) -> None:
    page = client.get("/rus").text
    matrix = page.partition('<table class="matrix"')[2].partition("</table>")[0]
    words = {"right": "åt rätt håll", "wrong": "åt fel håll", "untold": "kan inte bedömas"}
    lines = [row for row in book(client, "/rus?region=24")["Översikt"] if not row["direction"]]
    cells = re.findall(r"<td[^>]*><ul>(.*?)</ul>", matrix)
    assert len(cells) == len(lines)
    for cell, line in zip(cells, lines, strict=True):
        for name, told in words.items():
            assert (f"{line[name]} {told}" in cell) == bool(line[name])


def test_six_priorities_and_whatever_is_missing_is_told_with_its_reason(
    client: FlaskClient,
) -> None:
    page = client.get("/rus").text
    assert len(re.findall(r"<h2>[1-6]\. ", page)) == 6
    page = html.unescape(re.sub("<[^>]+>", "", page))
    whole = client.get("/rus.json").json
    assert len(whole["rows"]) + len(whole["lacking"]) == 95
    assert [each for each in whole["lacking"] if each["title"] not in page] == []
    assert all(each["why"] for each in whole["lacking"])


def test_the_figure_of_the_base_year_is_measured_as_the_newest_is() -> None:
    rus = next(each for each in plans() if each.path == "/rus")
    every = [row for row in story(rus, "24").rows if row.own]
    based = [(row, row.base[0]) for row in every if row.base]
    assert len(based) > 20
    for row, first in based:
        assert not [each for each in row.indicator.seams if first <= each < row.newest]
    nights = next(row for row in every if row.indicator.id == "gastnatter")
    assert min(nights.own.series) < "2022" == nights.newest if nights.own else False
    assert nights.base is None


def test_a_strategy_of_another_region_says_whose_it_is(client: FlaskClient) -> None:
    assert "Strategin är till för" not in client.get("/rus").text
    told = "Strategin är till för Dalarnas län; så ser indikatorerna ut i Jämtlands län."
    assert told in client.get("/rus/dalarna?region=23").text


def test_a_better_that_is_turned_turns_what_is_right() -> None:
    turned = {"higher": "lower", "lower": "higher", "neutral": "neutral"}
    flip = {"right": "wrong", "wrong": "right"}
    rus = next(each for each in plans() if each.path == "/rus")
    for row in story(rus, "24").rows:
        of, better = row.direction("ten"), row.indicator.better
        before, after = judged(of, better), judged(of, turned[better])  # type: ignore[arg-type]
        assert after == flip.get(before, before)


# --- the plans ---


def test_every_id_of_a_plan_is_in_the_catalogue() -> None:
    for plan in plans():
        assert [id_ for id_ in plan.ids() if data.meaning(id_) is None] == []


def test_what_the_catalogue_says_of_agenda_2030_stands_under_its_goal() -> None:
    agenda = next(each for each in plans() if each.path == "/agenda-2030")
    assert [each.agenda for each in agenda.chapter] == [[goal] for goal in range(1, 18)]
    for each in [*data.indicators().values(), *data.awaited().values()]:
        for goal in each.agenda:
            assert each.id in agenda.chapter[goal - 1].indicators


def test_every_published_index_of_brp_is_told() -> None:
    brp = next(each for each in plans() if each.path == "/brp")
    every = [*data.indicators().values(), *data.awaited().values()]
    assert {each.id for each in every if each.topic == "livskvalitet"} <= {*brp.ids()}


def test_a_word_that_means_nothing_is_told_on_the_page_and_refused_by_a_file(
    client: FlaskClient,
) -> None:
    for name, status in {"region": 404, "kapitel": 404, "vy": 400}.items():
        page = client.get(f"/rus?{name}=inget")
        assert page.status_code == 200
        assert f"om {name} finns inte här" in page.text
        answered = client.get(f"/rus.csv?{name}=inget")
        assert answered.status_code == status
        assert answered.json["allowed"]
