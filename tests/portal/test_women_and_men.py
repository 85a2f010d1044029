"""Women beside men: the same in every form, as other code reckons it, and no more than is sure."""

import csv
import io
import json
import re
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.claims.claim import Cell
from dashboard.claims.difference import Verdict
from dashboard.gap import words
from dashboard.gap.model import Row, Whole
from dashboard.gap.story import story
from dashboard.plan import reader
from dashboard.plan.model import Plan
from dashboard.text import Lang
from etl.model import level_of
from tests import verdicts
from tests.verdicts import Book

PATH = "/kvinnor-och-man"
GAPS = 200  # that are reckoned anew, drawn by chance
CODES = ["24", "00", "2480", "2403", "0180", "2584"]
LANGS: tuple[Lang, ...] = ("sv", "en")
Told = dict[str, Any]


pytestmark = pytest.mark.usefixtures("released")


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(data.release(), frozenset(data.regions()))


@pytest.fixture(scope="module")
def drawn(client: FlaskClient) -> list[Told]:
    """Rows of women beside men, in some regions and by chance."""
    every = [row for code in CODES for row in rows(client, code) if row["difference"] is not None]
    return Random(4).sample(every, GAPS)  # noqa: S311  # no secret


@cache
def answer(client: FlaskClient, query: str) -> Told:
    found: Told = client.get(f"{PATH}.json?{query}").json
    return found


def rows(client: FlaskClient, code: str) -> list[Told]:
    found: list[Told] = answer(client, f"region={code}")["rows"]
    return found


def plan() -> Plan:
    return next(each for each in reader.plans().served if each.path == PATH)


def pairs() -> list[Row]:
    return [row for code in CODES for row in story(plan(), code).pairs]


def wholes() -> list[Whole]:
    return [row for code in CODES for row in story(plan(), code).rows if isinstance(row, Whole)]


# --- what is told, and what is not ---


def test_every_indicator_by_sex_is_told_or_it_is_said_why_not(client: FlaskClient) -> None:
    by_sex = {id_ for id_, each in data.indicators().items() if each.by_sex}
    for code in CODES:
        found = answer(client, f"region={code}")
        told = {row["indicator"] for row in found["rows"]}
        why = {each["indicator"]: each["why"] for each in found["lacking"]}
        assert by_sex <= told | why.keys()
        assert not told & why.keys()
        assert all(why.values())


def test_the_page_shows_the_rows_of_its_files(client: FlaskClient) -> None:
    for query in ("region=2480", "region=24&kapitel=arbete", "region=00&sortera=skillnad"):
        page = client.get(f"{PATH}?{query}").text
        ids = re.findall(r'<li id="([a-z0-9-]+)"', page)
        assert ids == [row["indicator"] for row in answer(client, query)["rows"]]
        table = csv.DictReader(io.StringIO(client.get(f"{PATH}.csv?{query}").text))
        assert ids == [row["indicator"] for row in table]


def test_what_is_sorted_is_certain_and_in_its_order(client: FlaskClient) -> None:
    for code in CODES:
        largest = answer(client, f"region={code}&sortera=skillnad")["rows"]
        sizes = [abs(row["spreads"]) for row in largest]
        assert sizes == sorted(sizes, reverse=True)
        assert all(row["sure"] for row in largest)
        moved = answer(client, f"region={code}&sortera=forandring")["rows"]
        assert {row["course"] for row in moved} <= {"shrinks", "grows", "turns"}
        assert all(row["certain"] for row in moved)


def test_at_most_five_things_are_said_first_and_they_are_certain(client: FlaskClient) -> None:
    for code in CODES:
        found = answer(client, f"region={code}")
        said = found["summary"]
        assert 0 < len(said) <= 5
        certain = [row["sentence"] for row in found["rows"] if row["sure"]]
        largest = [each for each in said if any(each.startswith(one) for one in certain)]
        assert len(largest) <= 3


# --- as other code reckons it ---


def sides(row: Told) -> tuple[Cell, Cell]:
    listed = next(each for each in plan().chapter if each.id == row["chapter"])
    two = (each for each in listed.indicators if isinstance(each, tuple))
    named = next((each for each in two if row["indicator"] in each), None)
    of = data.indicators()[row["indicator"]]
    ids = named or (of.id, of.id)
    sexes = (of.sexes[0], of.sexes[0]) if named else ("K", "M")
    values = (row["women"], row["men"])
    women, men = (
        Cell(id_, row["region"], sex, of.ages[0], row["period"], value, "")
        for id_, sex, value in zip(ids, sexes, values, strict=True)
    )
    return women, men


def test_two_hundred_differences_come_out_the_same(book: Book, drawn: list[Told]) -> None:
    for row in drawn:
        women, men = sides(row)
        k, m = book.of(women), book.of(men)
        assert row["period"] == max(k.keys() & m.keys())
        assert (row["women"], row["men"]) == (k[row["period"]], m[row["period"]])
        assert row["difference"] == pytest.approx(row["women"] - row["men"], abs=1e-9)
        ends = verdicts.differ(book, women, men)
        assert row["certain"] == verdicts.certain(ends)
        if ends:
            assert (row["low"], row["high"]) == pytest.approx(ends, rel=4e-3, abs=1e-6)
        assert row["sure"] == bool(verdicts.certain(verdicts.differ(book, women, men, 0.998)))


def test_the_direction_is_that_of_the_difference(book: Book, drawn: list[Told]) -> None:
    for row in drawn:
        women, men = sides(row)
        k, m = book.of(women), book.of(men)
        of = book.meaning(women)
        apart = {
            period: verdicts.half_up(round(k[period] - m[period], 6), of.decimals)
            for period in k.keys() & m.keys()
        }
        years = verdicts.yearly(apart, row["period"], of)[-10:]
        assert row["years"] == len(years)
        if row["course"] in ("shrinks", "grows", "turns"):
            assert verdicts.trend(years)
            then, now = years[0], years[-1]
            way = "turns" if then * now < 0 else "grows" if abs(now) > abs(then) else "shrinks"
            assert row["course"] == way
        elif len(years) >= 5 and not of.rolling:  # of years together hardly any is told
            assert not verdicts.trend(years)


# --- no more than is certain ---


def test_a_difference_that_cannot_be_judged_is_never_called_none() -> None:
    unknown = [row for row in pairs() if row.gap.certain is None]
    assert len(unknown) > 20
    for row in unknown:
        for lang in LANGS:
            told = f"{words.sentence(row, lang)} {words.verdict(row.indicator, row.gap, lang)}"
            assert not re.search(r"skiljer|ingen skillnad|differ|about the same", told), told
            assert "än bland" not in told
            assert "than among" not in told


def test_without_its_margin_a_certain_difference_is_told_as_numbers_alone() -> None:
    for row in [each for each in pairs() if each.gap.certain][:40]:
        bare = replace(row, gap=Verdict(row.gap.relation, None, row.gap.size, why="interval"))
        told = words.sentence(bare, "sv")
        assert "skillnad" not in told
        assert "det går inte att säga" not in told.lower()


def swapped(row: Row) -> Row:
    """The same row, were women men."""
    ends, flip = row.gap.of, {"higher": "lower", "lower": "higher", "unchanged": "unchanged"}
    of = ends and replace(ends, low=-ends.high, high=-ends.low)
    gap = replace(row.gap, relation=flip[row.gap.relation], size=-row.gap.size, of=of)  # type: ignore[arg-type]
    series = {period: (m, k) for period, (k, m) in row.series.items()}
    return replace(
        row, women=row.men, men=row.women, of_women=row.of_men, of_men=row.of_women, gap=gap,
        series=series,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_is_another_when_women_and_men_change_places(lang: Lang) -> None:
    flip = {
        "sv": {"högre": "lägre", "lägre": "högre"},
        "en": {"higher": "lower", "lower": "higher"},
    }
    for row in [each for each in pairs() if each.gap.size]:
        told, other = words.sentence(row, lang), words.sentence(swapped(row), lang)
        assert told != other
        if row.gap.certain:
            found = [word for word in flip[lang] if f" {word} " in told.split(":")[0]]
            assert any(f" {flip[lang][word]} " in other for word in found), (told, other)
            up = ("högre", "higher")[lang == "en"]
            assert (f" {up} " in told.split(":")[0]) == (row.women > row.men)


def test_women_stand_before_men_and_the_young_are_girls_and_boys() -> None:
    for row in pairs():
        told = words.sentence(row, "sv")
        women, men = ("flickor", "pojkar") if row.indicator.young else ("kvinnor", "män")
        assert re.search(rf"\b{women}\b.*\b{men}\b", told), told
        assert words.sentence(row, "en")
    assert any(row.indicator.young for row in pairs())


def test_the_even_band_is_of_distributions_alone(client: FlaskClient) -> None:
    assert wholes()
    for row in wholes():
        banded = "40–60" in words.whole_verdict(row, "sv")
        assert banded == (row.indicator.form == "distribution")
    page = client.get(f"{PATH}?region=2480").text
    for item in re.findall(r'<li [^>]*id="([a-z0-9-]+)".*?</li>', page, re.DOTALL):
        one = page.partition(f'id="{item}"')[2].partition("</li>")[0]
        assert ('class="band"' in one) == (data.indicators()[item].form == "distribution")


# --- all regions of one indicator ---


def test_a_region_without_one_of_the_figures_has_no_difference(client: FlaskClient) -> None:
    missing = 0
    for id_ in ("ohalsotal", "meritvarde", "kulturskola", "langtidsarbetslosa"):
        for row in answer(client, f"region=2480&vy=tabell&indikator={id_}")["rows"]:
            gone = row["women"] is None or row["men"] is None
            missing += gone
            assert (row["difference"] is None) == gone
            assert (row["relation"] is None) == (row["certain"] is None)
    assert missing


def test_the_map_dots_what_chance_may_have_made(client: FlaskClient) -> None:
    query = "region=2480&vy=karta&indikator=langtidsarbetslosa"
    every = {row["region"]: row for row in answer(client, query)["rows"]}
    page = client.get(f"{PATH}?{query}").text
    looks = dict(re.findall(r'data-code="(\d{4})"[^>]*data-class="([a-z0-9]+)"', page))
    looks |= {
        c: k for k, c in re.findall(r'data-class="([a-z0-9]+)"[^>]*data-code="(\d{4})"', page)
    }
    assert len(looks) == 44
    for code, look in looks.items():
        certain, size = every[code]["certain"], every[code]["difference"]
        assert (look == "dots") == (certain is False)
        if certain:
            assert look.startswith("dh" if size > 0 else "dl")
    assert "skillnaden är inom slumpen" in page


# --- its address ---


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("view", ["rader", "karta", "tabell"])
def test_every_view_is_there_in_both_languages(client: FlaskClient, code: str, view: str) -> None:
    for lang in LANGS:
        page = client.get(f"{PATH}?region={code}&vy={view}&lang={lang}")
        assert page.status_code == 200
        assert f'<html lang="{lang}"' in page.text
    swedish = re.findall(r"\b(?:kvinnor|skillnad|säker|riket)\b", seen(page.text))
    assert not swedish


def seen(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<(script|option)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)


def test_a_word_that_means_nothing_is_told_on_the_page_and_refused_by_a_file(
    client: FlaskClient,
) -> None:
    for name, status in {"region": 404, "kapitel": 404, "indikator": 404, "sortera": 400}.items():
        page = client.get(f"{PATH}?{name}=inget")
        assert page.status_code == 200
        assert f"om {name} finns inte här" in page.text
        answered = client.get(f"{PATH}.csv?{name}=inget")
        assert answered.status_code == status
        assert json.loads(answered.data)["allowed"]


def test_a_view_has_one_address(client: FlaskClient) -> None:
    page = client.get(f"{PATH}?region=24&vy=rader&sortera=bok&utm_source=x").text
    assert f'rel="canonical" href="{PATH}"' in page or f'{PATH}"' in page


def test_a_workbook_says_what_it_is_of(client: FlaskClient) -> None:
    for query in ("region=2403&lang=en", "vy=tabell&indikator=ohalsotal"):
        answered = client.get(f"{PATH}.xlsx?{query}")
        assert answered.status_code == 200
        assert answered.data[:2] == b"PK"


def test_a_county_is_compared_with_riket_alone() -> None:
    for row in pairs():
        levels = {"county": "county", "country": "riket"}
        told = {levels[level_of(each.region)] for each in row.beside.values()}
        assert told == set(row.beside)
        assert row.region not in {each.region for each in row.beside.values()}
