"""What the demography page claims: true of the files, and other words as the figures turn."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import flask
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data, numbers, routes, text
from dashboard.claims import find
from dashboard.claims.claim import Claim, Computed
from dashboard.claims.series import Case, Figures, rows_of
from dashboard.demography import ages, area, equation, structure, wording
from dashboard.demography.area import NORRLAND
from dashboard.demography.size import Size
from tests.demography import everything, publish, series


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    return tmp_path


FIGURES = st.integers(0, 10_000).map(float)


def counted(values: dict[str, float], sexes: dict[str, float] | None = None) -> Case:
    """The newest of made-up counts of Umeå by period, women's and men's of that one beside it."""
    last = max(values)
    rows = [("T", period, value) for period, value in values.items()]
    rows += [(sex, last, value) for sex, value in (sexes or {}).items()]
    frame = pd.DataFrame(rows, columns=["sex", "period", "value"]).assign(
        region="2480", age="total", status=""
    )
    figures = Figures(data.indicators(), lambda _: rows_of(frame))
    return Case(figures, ("folkmangd", "2480", "T", "total"), last, steady=False)


def told(claim: Claim | None) -> str:
    """What the page says of a claim about the size of Umeå."""
    assert claim is not None
    return wording.size([claim], area.area("2480"), "sv")[0]


@given(FIGURES, FIGURES)
def test_a_claim_flips_when_the_figures_change_places(now: float, before: float) -> None:
    case, turned = counted({"2021": before, "2022": now}), counted({"2021": now, "2022": before})
    claim, flipped = find.before(case), find.before(turned)
    assert claim is not None
    assert flipped is not None
    assert (claim.relation, flipped.relation) in [
        ("higher", "lower"),
        ("lower", "higher"),
        ("unchanged", "unchanged"),
    ]
    assert find.holds(claim, case)
    assert find.holds(claim, turned) == (now == before)
    if now > before:
        assert f"{text.number(now - before, 0)} fler" in told(claim)
        assert f"{text.number(now - before, 0)} färre" in told(flipped)
    if now == before:
        assert "lika många" in told(claim)


@given(FIGURES, FIGURES)
def test_women_and_men_change_places_in_the_words_as_in_the_figures(
    women: float, men: float
) -> None:
    claim = find.sexes(counted({"2022": women + men}, {"K": women, "M": men}))
    turned = counted({"2022": women + men}, {"K": men, "M": women})
    assert claim is not None
    assert claim.size == women - men
    assert find.holds(claim, turned) == (women == men)
    more = "fler kvinnor än män" if women > men else "fler män än kvinnor"
    one = "1 kvinna fler" if women > men else "1 man fler"
    expected = one if abs(women - men) == 1 else more
    assert ("lika många" if women == men else expected) in told(claim)


def test_a_change_smaller_than_usual_is_still_told_by_its_number() -> None:
    values = [*[1000.0, 1100.0] * 4, 1012.0, 1000.0]
    claim = find.before(counted({str(2014 + n): value for n, value in enumerate(values)}))
    assert claim is not None
    assert (claim.relation, claim.size) == ("unchanged", -12)
    assert "12 färre än ett år tidigare, en minskning med 1,2 procent." in told(claim)


RISING = [60.0, 70.0, 80.0, 90.0, 100.0, 110.0, 120.0, 130.0, 140.0, 150.0]


@pytest.mark.parametrize(
    ("values", "seam", "words"),
    [
        (RISING, "", "största"),
        (RISING[::-1], "", "minsta"),
        ([160.0, *RISING], "", ""),  # not of the whole series
        (RISING[1:], "", ""),  # too few years
        ([*RISING[:-2], 149.0, 150.0], "", ""),  # one revision could turn it
        ([90.0, *RISING], "2015", ""),  # of another table in its beginning
    ],
)
def test_a_record_is_told_only_of_the_whole_of_a_long_series_of_one_table(
    empty: Path, values: list[float], seam: str, words: str
) -> None:
    rows = {str(2026 - len(values) + n): value for n, value in enumerate(values)}
    earlier = ["TAB638"] if seam else []
    publish(empty, series("folkmangd", "2480", dict(rows)), seam=seam, earlier=earlier)
    place = area.area("2480")
    records = [each for each in Size(place, "sv").claims if each.comparator == "since"]
    told = f"Folkmängden i Umeå den 31 december 2025 var den {words} sedan serien började 2016."
    assert wording.size(records, place, "sv") == ([told] if words else [])


@given(FIGURES, st.lists(FIGURES, min_size=0, max_size=10))
def test_a_month_is_above_below_or_within_what_was_usual(now: float, before: list[float]) -> None:
    others = {f"{2025 - n}M10": value for n, value in enumerate(before)}
    claim = find.band(counted({"2026M10": now} | others))
    if len(before) < 3 or 0 < max(now - max(before), min(before) - now) < 2:
        assert claim is None  # too few years; or one person beyond them, whom a revision may take
        return
    assert claim is not None
    said = wording.usual(claim, area.area("2480"), "sv")
    assert ("fler än i oktober" in said) == (now > max(before))
    assert ("färre än i oktober" in said) == (now < min(before))
    assert ("inom det vanliga" in said) == (min(before) <= now <= max(before))
    assert f"de {len(before)} åren före" in said


def test_a_month_is_not_compared_with_those_of_another_table(empty: Path) -> None:
    rows = [row for row in everything() if row[0] == "folkmangd-manadens-slut"]
    for seam, years in (("2019M12", 6), ("2024M12", 0)):
        publish(empty, rows, seam=seam, earlier=["TAB638"])
        size = Size(area.area("2480"), "sv")
        claim, chart = size.monthly_claim(), size.months()
        assert (claim.band.years if claim and claim.band else 0) == years
        assert chart is not None
        assert (chart.band is not None and chart.band.of[-1] is not None) == bool(years)


@pytest.mark.parametrize(("base", "shares"), [(29, False), (30, True)])
def test_no_per_cent_is_told_of_a_small_base(base: float, shares: bool) -> None:
    claim = find.before(counted({"2021": base, "2022": 40}))
    assert claim is not None
    assert (claim.per_cent is not None) == ("procent" in told(claim)) == shares


@cache
def observed(id_: str) -> dict[tuple[str, ...], tuple[float, str]]:
    """An indicator's file by region, sex, age and period: value and status."""
    server = flask.Flask("test")
    routes.register(server)
    rows = csv.DictReader(io.StringIO(server.test_client().get(f"/data/{id_}.csv").text))
    return {
        (r["region"], r["sex"], r["age"], r["period"]): (float(r["value"]), r["status"])
        for r in rows
        if r["value"]
    }


def every_claim(code: str) -> Iterator[Claim]:
    """All that the page claims of an area, in every period that a reader can choose."""
    place = area.area(code)
    yield from Size(place, "sv").claims
    for sex in "TKM":
        ledger = equation.ledger("year", place, sex)
        yield from (claim for each in ledger.equations for claim in ledger.claims(each).values())
        grown = structure.growth(place, sex)
        yield from [grown] if grown else []
    for each in ages.pyramid(place, "sv").slices:
        yield from [*ages.claims(each, place), *ages.ratio_claims(each, place)]


@pytest.mark.parametrize("code", ["24", "2480", "2403", "00", NORRLAND])
def test_every_claim_rests_on_figures_of_the_files_and_is_true_of_them(code: str) -> None:
    members = area.area(code).members
    found = list(every_claim(code))
    known = {claim.comparator for claim in found}
    assert {"sexes", "parts", "ages", "first"} <= known
    assert {"before", "year"} & known
    for cell in {cell for claim in found for cell in claim.evidence}:
        for each in cell.of if isinstance(cell, Computed) else [cell]:
            keys = [(member, each.sex, each.age, each.period) for member in members]
            total = sum(observed(each.indicator)[key][0] for key in keys)
            decimals = data.indicators()[each.indicator].decimals
            assert each.value == float(numbers.rounded(total, decimals))
        if isinstance(cell, Computed):
            women, men = (each.value for each in cell.of)
            ratio = 100 * men / women if min(women, men) >= 30 else None
            keys = [(member, "T", cell.age, cell.period) for member in members]
            all_ = [observed(cell.indicator).get(key, (None,))[0] for key in keys]
            both = women + men if None in all_ else sum(map(float, filter(None, all_)))
            assert cell.value in (both, ratio and int(ratio + 0.5))
    for claim in found:
        now, *others = [cell.value for cell in claim.evidence]
        if claim.comparator in ("ages", "since"):
            sign = 1 if claim.relation == "highest" else -1
            assert all(sign * (now - other) > 0 for other in others)
        else:
            assert claim.size == pytest.approx(now - others[0])
