"""Månadsläge: every claim is recomputed from the CSV by another way, and turns as figures turn."""

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import data, prose, sentences, text
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.find import band, claims, holds
from dashboard.claims.series import Case, Figures, rows_of
from dashboard.claims.unusual import unusual
from dashboard.numbers import shown
from dashboard.report import charts, model, words
from dashboard.report.model import Card, Report
from dashboard.report.slides import sheet
from dashboard.text import Lang
from dashboard.web import create_app
from etl import catalogue
from etl.model import Break
from etl.store import status
from tests.sample import wrong_ones

LANGS: list[Lang] = ["sv", "en"]


@cache
def figures() -> Figures:
    return model.figures()


@cache
def reports() -> dict[str, Report]:
    return {region: model.build(figures(), region) for region in model.regions()}


def cards() -> Iterator[tuple[str, Card]]:
    for region, report in reports().items():
        for section in report.sections:
            for card in section.cards:
                yield region, card


def every_claim() -> list[tuple[Card, Claim]]:
    return [(card, claim) for _, card in cards() for claim in card.claims]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def files(client: FlaskClient) -> dict[str, dict[tuple[str, str, str, str], tuple[float, str]]]:
    """Every indicator of the reports out of its CSV file, by region, sex, age and period."""
    found = {}
    for indicator in {card.indicator.id for _, card in cards()}:
        rows = csv.DictReader(io.StringIO(client.get(f"/data/{indicator}.csv").text))
        found[indicator] = {
            (row["region"], row["sex"], row["age"], row["period"]): (
                float(row["value"]),
                row["status"],
            )
            for row in rows
            if row["value"]
        }
    return found


def test_there_is_a_report_for_each_county_municipality_norrland_and_riket() -> None:
    assert len(reports()) == 50
    assert all(len(report.sections) == 9 for report in reports().values())
    assert all(any(card.claims for card in report.cards) for report in reports().values())


def test_the_sections_name_only_indicators_of_the_catalogue() -> None:
    known = set(catalogue.load())
    plan = model.plan()
    named = {id_ for section in plan["section"] for group in section["cards"] for id_ in group}
    assert named <= known
    assert set(plan) == {"section"}  # what is known of an indicator stands in its own entry


def test_every_claim_is_true_of_the_files(
    files: dict[str, dict[tuple[str, str, str, str], tuple[float, str]]],
) -> None:
    wrong = [
        (claim.comparator, claim.cell)
        for card, claim in every_claim()
        if not Recomputed(files[card.indicator.id], card.indicator.decimals).agrees(claim)
    ]
    assert wrong == []


class Recomputed:
    """Claims worked out anew from a file's rows, in whole units of the last decimal."""

    def __init__(
        self, rows: dict[tuple[str, str, str, str], tuple[float, str]], decimals: int
    ) -> None:
        self.rows, self.part = rows, 10**decimals

    def units(self, cell: Cell) -> int:
        """A cell's value in the file, in whole units."""
        value, status = self.rows[cell.region, cell.sex, cell.age, cell.period]
        assert status == cell.status
        return int(abs(value) * self.part + 0.5 + 1e-7) * (1 if value >= 0 else -1)

    def agrees(self, claim: Claim) -> bool:
        """Whether the claim is what the file's rows give."""
        units = [self.units(cell) for cell in claim.evidence]
        if any(u != round(c.value * self.part) for u, c in zip(units, claim.evidence, strict=True)):
            return False
        now, *rest = units
        if claim.comparator == "band":
            return self.band(claim, now, rest)
        if claim.comparator == "since":
            return self.since(claim, now)
        size = now - rest[0]
        if claim.size is None or round(claim.size * self.part) != size:
            return False
        if claim.comparator in ("before", "year") and claim.relation == "unchanged":
            return True  # the rule of what is usual has a test of its own
        return claim.relation == ("higher" if size > 0 else "lower" if size < 0 else "unchanged")

    def band(self, claim: Claim, now: int, rest: list[int]) -> bool:
        """The years before, their mean and range, and where the figure lies."""
        band = claim.band
        assert band is not None
        years = [int(claim.cell.period[:4]) - int(cell.period[:4]) for cell in claim.evidence[1:]]
        parts = {cell.period[4:] for cell in claim.evidence}
        right = years == sorted(set(years)) and max(years) <= 10 and len(parts) == 1
        mean = sum(rest) / len(rest)
        right &= abs(band.mean * self.part - mean) <= 1e-6
        right &= (round(band.low * self.part), round(band.high * self.part)) == (
            min(rest),
            max(rest),
        )
        expected = "above" if now > max(rest) else "below" if now < min(rest) else "within"
        return right and claim.relation == expected and band.years == len(rest)

    def since(self, claim: Claim, now: int) -> bool:
        """Nothing between comes near, and the one named is the last that was as high."""
        cell, then = claim.cell, claim.evidence[1]
        sign = 1 if claim.relation == "highest" else -1
        between = [
            sign * self.units(Cell("", *key, 0.0, status))
            for key, (_, status) in self.rows.items()
            if key[:3] == (cell.region, cell.sex, cell.age) and then.period < key[3] < cell.period
        ]
        first = min(key[3] for key in self.rows if key[:3] == (cell.region, cell.sex, cell.age))
        clear = all(each <= sign * now - 2 for each in between)
        if claim.whole:
            return clear and then.period >= first and sign * self.units(then) <= sign * now - 2
        return clear and sign * self.units(then) > sign * now


def test_sentence_chart_table_slide_and_record_take_one_band() -> None:
    """What was usual is worked out once: nowhere on a card are there two means of it."""
    walked = 0
    for (region, card), lang in zip(cards(), cycle(LANGS), strict=False):
        for claim in (each for each in card.claims if each.band):
            if len(card.figures) > 1:  # of Norrland: what was usual is each county's own
                assert charts.table(reports()[region], card, lang).band is None
                assert claim in own_card(claim).claims
                walked += 1
                continue
            chart = charts.table(reports()[region], card, lang)
            at = chart.periods.index(claim.cell.period)
            assert chart.band is not None
            assert chart.band.of[at] == claim.band
            header, rows = chart.table()
            sides = dict(zip(header, rows[at], strict=True))
            told = sentences.sentence(claim, card.indicator, lang)
            low, _, high = [
                cell for name, cell in sides.items() if name.startswith(chart.band.label)
            ]
            said = {"above": [high], "below": [low]}
            for cell in said.get(claim.relation, [low, high]):
                assert cell.lstrip(text.MINUS) in told
            columns = {each.label: each.values[at] for each in sheet.columns(chart)}
            assert [columns[name] for name in sides if name.startswith(chart.band.label)] == [
                claim.band.low, claim.band.mean, claim.band.high,
            ]  # fmt: skip
            assert claim.record()["band"] == asdict(claim.band)
            walked += 1
    assert walked == sum(claim.comparator == "band" for _, claim in every_claim())


def own_card(claim: Claim) -> Card:
    """The card that a county's report has of what Norrland's says of it."""
    of = reports()[claim.cell.region].cards
    return next(card for card in of if card.own and card.indicator.id == claim.cell.indicator)


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_a_sentence_is_the_claims(lang: Lang) -> None:
    for card, claim in every_claim():
        told = sentences.sentence(claim, card.indicator, lang)
        subject = prose.opening(prose.subject(card.indicator, lang))
        told = told.removeprefix(subject).replace(text.unit(card.indicator, lang), "")
        allowed = numbers(card, claim)
        for word in re.findall(r"\d[\d\u00a0.,]*", told):
            plain = word.rstrip(".,").replace("\u00a0", "")
            plain = plain.replace(",", "" if lang == "en" else ".")
            assert float(plain) in allowed, (told, plain)


def numbers(card: Card, claim: Claim) -> set[float]:
    """All that may stand as digits: values, the difference, its share, the band, the periods."""
    found = {abs(cell.value) for cell in claim.evidence}
    size, base = claim.size or 0.0, claim.evidence[-1].value
    found |= {abs(size), round(abs(100 * size / base) + 1e-9, 1) if base else 0.0}
    found |= {round(abs(claim.real or 0.0), 1)}
    found |= {round(abs(100 * size / base) - 1e-9, 1) if base else 0.0}
    if claim.band:
        mean = shown(claim.band.mean, card.indicator.decimals)
        found |= {abs(mean), abs(claim.band.low), abs(claim.band.high)}
    found |= {float(cell.period[:4]) for cell in claim.evidence}
    found |= {float(cell.period[5:]) for cell in claim.evidence if cell.period[4:5] == "K"}
    return {round(each, card.indicator.decimals + 1) for each in found}


@pytest.mark.parametrize("lang", LANGS)
def test_sentences_are_written_as_their_language_is(lang: Lang) -> None:
    for card, claim in every_claim()[::3]:
        told = sentences.sentence(claim, card.indicator, lang)
        assert told[0].isupper() or told[0].isdigit()
        assert told.endswith(".")
        assert not re.search(r"-\d|  |None|\bnan\b", told)
        if lang == "sv":
            assert not re.search(r"\d\.\d|\d,\d{3}\b", told)
            assert not re.search(r"\b(than|since|higher|lower|Women)\b", told)
        else:
            assert not re.search(r"\b(än|sedan|högre|lägre|Kvinnor)\b", told)


def test_a_summary_is_short_varied_and_of_the_regions_own_figures() -> None:
    for region, report in reports().items():
        assert len(report.summary) <= 5, region
        own = set(data.NORRLAND) if region == "norra-sverige" else {region}
        assert {claim.cell.region for claim in report.summary} <= own
        of = {c.indicator.id: section.id for section in report.sections for c in section.cards}
        sections = Counter(of[claim.cell.indicator] for claim in report.summary)
        assert max(sections.values(), default=0) <= 1
        national = [claim.national for claim in report.summary]
        assert national == sorted(national)
        assert sum(national) <= 1
        strengths = [claim.strength for claim in report.summary if not claim.national]
        assert strengths == sorted(strengths, reverse=True)
    assert 30 <= sum(map(bool, (report.summary for report in reports().values()))) < 50


def test_no_two_claims_of_a_card_contradict_each_other() -> None:
    for _, card in cards():
        if len(card.figures) > 1:
            continue  # of Norrland each county has one claim
        relations = {(claim.comparator, claim.relation) for claim in card.claims}
        assert len({comparator for comparator, _ in relations}) == len(relations)
        words = {relation for _, relation in relations}
        assert not {"highest", "below"} <= words
        assert not {"lowest", "above"} <= words


def test_every_card_has_its_own_period_and_says_when_it_is_another_regions() -> None:
    for region, card in cards():
        own = data.NORRLAND if region == "norra-sverige" else [region]
        assert card.own == (card.cell.region in own)
        for figure in card.figures:
            assert figure.cell.period == max(figures().series(figure.key))


def test_norrland_is_its_counties_side_by_side_and_never_a_sum() -> None:
    together, counties = reports()["norra-sverige"], [reports()[code] for code in data.NORRLAND]
    known = {card.cell for county in counties for card in county.cards}
    shown = {figure.cell for card in together.cards for figure in card.figures}
    assert shown <= known
    population = together.cards[0]
    assert [figure.cell.region for figure in population.figures] == list(data.NORRLAND)
    assert {claim for card in together.cards for claim in card.claims} <= {
        claim for county in counties for card in county.cards for claim in card.claims
    }


# --- mutation ---


def case_of(card: Card, claim: Claim, of: Figures) -> Case:
    """What the claim was found in, as other figures have it."""
    cell = claim.cell
    return model.case(of, (cell.indicator, cell.region, card.cell.sex, cell.age), cell.period)


def changed(claim: Claim, how: str, chosen: random.Random) -> Figures:
    """The release with one of the claim's figures flipped, equal, missing or revised."""
    place = chosen.randrange(1, len(claim.evidence))
    now, then = claim.cell, claim.evidence[place]
    whole = data.release().observations(now.indicator)
    frame = whole[whole["region"].isin({cell.region for cell in claim.evidence})].copy()
    at = _row(frame, then)
    if how == "missing":
        frame.loc[at, "value"] = float("nan")
    elif how == "equal":
        frame.loc[at, "value"] = now.value
    elif how == "flipped":
        frame.loc[at, "value"] = 2 * now.value - then.value
    else:
        frame.loc[at, "value"] = then.value + 7 * 10 ** -data.indicators()[now.indicator].decimals
    return Figures(figures().indicators, lambda _: rows_of(frame))


def _row(frame: pd.DataFrame, cell: Cell) -> Any:
    return (
        (frame["region"] == cell.region)
        & (frame["sex"] == cell.sex)
        & (frame["age"] == cell.age)
        & (frame["period"] == cell.period)
    )


def test_no_claim_survives_what_makes_it_untrue() -> None:
    chosen = random.Random(20261125)  # noqa: S311  # not a secret
    survivors = []
    for card, claim in chosen.sample(every_claim(), 500):
        how = chosen.choice(["missing", "equal", "flipped", "revised"])
        if any(cell.value == claim.cell.value for cell in claim.evidence[1:]):
            how = "missing"  # flipped or made equal, an equal figure is what it was
        mutated = changed(claim, how, chosen)
        case = case_of(card, claim, mutated)
        if holds(claim, case):
            survivors.append((claim.comparator, claim.relation, how, claim.evidence[:2]))
        for other in claims(case) if case.period in case.series else []:
            assert holds(other, case)
    assert survivors == []


def test_a_claim_of_the_release_holds_of_the_release() -> None:
    for card, claim in every_claim()[::7]:
        assert holds(claim, case_of(card, claim, figures()))


# --- the rules, on made-up series ---


def made(
    values: dict[str, float],
    *,
    seam: str = "",
    breaks: Sequence[str] = (),
    provisional: str = "",
    steady: bool = True,
    nominal: bool = False,
    indicator: str = "medelalder",
) -> Case:
    key = {"indicator": indicator, "region": "24", "sex": "T", "age": "total"}
    rows = [
        {**key, "period": period, "value": value, "status": "p" if period == provisional else ""}
        for period, value in values.items()
    ]
    changed = [Break(period=each, sv="Ny.", en="New.") for each in breaks]
    told = {"seam": seam, "breaks": changed, "nominal": nominal, "uncertainty": None}
    told |= {"subject": "talet", "subject_en": "the figure"}
    meaning = data.indicators()[indicator].model_copy(update=told)
    all_of = Figures({indicator: meaning}, lambda _: rows_of(pd.DataFrame(rows)))
    return Case(all_of, (indicator, "24", "T", "total"), max(values), steady)


def yearly(*values: float) -> dict[str, float]:
    return {str(2025 - len(values) + n): value for n, value in enumerate(values)}


def of(case: Case, comparator: str) -> Claim | None:
    return next((claim for claim in claims(case) if claim.comparator == comparator), None)


def test_a_provisional_figure_is_said_to_be_one() -> None:
    case = made(yearly(40.0, 41.0), provisional="2024")
    claim = of(case, "before")
    assert claim is not None
    assert sentences.sentence(claim, case.indicator, "sv") == (
        "Talet ökade från 40,0 till 41,0\u00a0år mellan 2023 och 2024. Preliminära uppgifter."
    )


def test_nothing_is_compared_across_a_seam() -> None:
    values = yearly(*[40.0] * 8, 41.0)
    for case in (made(values, seam="2023"), made(values, breaks=["2020", "2024"])):
        assert [
            claim for claim in claims(case) if claim.comparator in ("before", "band", "since")
        ] == []
    whole = made(values, breaks=["2017"], seam="2016")
    assert {"before", "band"} <= {claim.comparator for claim in claims(whole)}


def test_a_record_since_a_seam_is_none_of_the_series() -> None:
    values = yearly(50.0, *[40.0] * 9, 45.0)
    claim = of(made(values), "since")
    assert claim is not None
    assert (claim.whole, claim.evidence[1].value) == (False, 50.0)
    assert of(made(values, seam=min(values)), "since") is None
    assert of(made({year: v for year, v in values.items() if v < 50}), "since") is not None


def test_a_share_of_few_is_not_taken() -> None:
    few = made(yearly(8, 29), indicator="fodda")
    many = made(yearly(60, 87), indicator="fodda")
    told = [
        sentences.sentence(c, few.indicator, "sv")
        for c in (of(few, "before"), of(many, "before"))
        if c
    ]
    assert told == [
        "Talet ökade från 8 till 29\u00a0personer mellan 2023 och 2024.",
        "Talet ökade från 60 till 87\u00a0personer mellan 2023 och 2024, "
        "en ökning med 45,0 procent.",
    ]


def test_a_balance_has_its_sign_as_a_word_and_never_more_and_fewer() -> None:
    """Net migration of 10 women and -9 men is not 19 more women."""
    told = {
        sentences.sentence(claim, card.indicator, lang)
        for lang in LANGS
        for card, claim in every_claim()
        if card.indicator.kind == "balance"
    }
    assert any("minus" in each and "plus" in each for each in told)
    assert not [each for each in told if re.search("fler|färre|more|fewer", each)]


def test_one_is_told_in_the_singular() -> None:
    for card in (card for _, card in cards() if card.indicator.unit == "personer"):
        assert sentences.whole_value(1, card.indicator, "sv") == "1\u00a0person"
        assert sentences.whole_value(-1, card.indicator, "en") == f"{text.MINUS}1\u00a0person"
    told = [
        sentences.sentence(c, card.indicator, lang) for lang in LANGS for card, c in every_claim()
    ]
    assert not [
        each for each in told if re.search(r"\b1 (fler|more)? ?(män|kvinnor|men|women)\b", each)
    ]


def test_one_woman_and_one_girl_are_told_in_the_singular() -> None:
    for young, told in (
        (False, "Det var 1 kvinna och 2 män."),
        (True, "Det var 1 flicka och 2 pojkar."),
    ):
        meaning = data.indicators()["fodda"].model_copy(update={"young": young})
        cells = (Cell("fodda", "24", s, "total", "2024", n, "") for s, n in (("K", 1), ("M", 2)))
        claim = Claim("sexes", "lower", tuple(cells), -1.0)
        assert sentences.sentence(claim, meaning, "sv") == told


def test_under_18_they_are_girls_and_boys() -> None:
    told = {}
    for young in (False, True):
        meaning = data.indicators()["fodda"].model_copy(update={"young": young})
        rate = meaning.model_copy(update={"kind": "rate", "subject": "talet"})
        cells = [
            Cell("fodda", "24", sex, "total", "2024", n, "") for sex, n in (("K", 9), ("M", 8))
        ]
        claim = Claim("sexes", "higher", tuple(cells), 1.0, certain=True)
        told[young] = [sentences.sentence(claim, meaning, lang) for lang in LANGS]
        told[young].append(sentences.sentence(claim, rate, "sv"))
    assert told[False] == [
        "Det var 9 kvinnor och 8 män.",
        "There were 9 women and 8 men.",
        "Det var högre bland kvinnor (9) än bland män (8).",
    ]
    assert told[True] == [
        "Det var 9 flickor och 8 pojkar.",
        "There were 9 girls and 8 boys.",
        "Det var högre bland flickor (9) än bland pojkar (8).",
    ]


def test_no_report_says_one_of_a_plural() -> None:
    assert wrong_ones("1 personer och 1\u00a0percentage points, 11 personer, 0,1 personer") == [
        "1 personer", "1\u00a0percentage points",
    ]  # fmt: skip
    said = [line for report in reports().values() for lang in LANGS for line in told(report, lang)]
    assert len(said) > 10_000
    assert [line for line in said if wrong_ones(line)] == []


def told(report: Report, lang: Lang) -> Iterator[str]:
    """Every sentence and figure of a report, as its page, document and slides have them."""
    yield from (words.summary_line(each, report, lang) for each in report.summary)
    for card in report.cards:
        yield from words.figures_of(card, lang)
        yield from words.place_note(card, lang)
        yield from (words.value(figure, card, lang) for figure in card.figures)
        yield from (sentences.sentence(each, card.indicator, lang) for each in card.claims)


def test_a_figure_that_the_source_left_behind_is_called_old_and_stands_out_nowhere() -> None:
    old = [(region, card) for region, card in cards() if card.old]
    assert ("2303", "vindkraft") in {(region, card.indicator.id) for region, card in old}
    for region, card in old:
        (note,) = words.place_note(card, "sv")
        assert note.startswith("Gammal siffra: ")
        assert card.cell not in [claim.cell for claim in reports()[region].summary]
    assert len(old) < len(list(cards())) / 20


def test_no_card_says_that_nothing_was_within_nothing() -> None:
    for _, card in cards():
        assert not [each for each in words.figures_of(card, "sv") if "0 MWh till 0 MWh" in each]


def test_what_is_missing_is_one_line_a_source_and_frequency() -> None:
    report = reports()["24"]
    lines = words.missing_lines(report, "sv")
    assert any(
        line.startswith("Hämtas från SCB vid nästa uppdatering (nya siffror varje månad): ")
        for line in lines
    )
    titles = [text.title(each) for section in report.sections for each in section.missing]
    told = [title for line in lines for title in line.split("): ", 1)[1].rstrip(".").split("; ")]
    assert sorted(told) == sorted(titles)
    assert len({line.split("): ", 1)[0] for line in lines}) == len(lines)


def test_one_in_the_last_decimal_never_decides_a_record() -> None:
    assert of(made(yearly(*[40.0] * 9, 40.1)), "since") is None
    claim = of(made(yearly(*[40.0] * 9, 40.2)), "since")
    assert claim is not None
    assert claim.whole
    assert of(made(yearly(45.0, *[40.0] * 3, 40.2)), "since") is None  # too short a time to tell


def test_one_in_the_last_decimal_never_leaves_the_band() -> None:
    found = [band(made(yearly(*[40.0] * 9, value))) for value in (40.0, 40.1, 40.2)]
    assert [claim and claim.relation for claim in found] == ["within", None, "above"]


def test_the_record_before_is_the_one_that_is_named() -> None:
    claim = of(made(yearly(38.0, 39.0, 45.0, *[40.0] * 6, 44.0)), "since")
    assert claim is not None
    assert (claim.relation, claim.evidence[1].period, claim.whole) == ("highest", "2017", False)


def test_less_than_half_the_usual_change_is_none_to_speak_of() -> None:
    values = [40.0, 41.0, 40.0, 41.0, 40.0, 41.0, 40.0, 41.0]
    for last, relation in ((41.4, "unchanged"), (41.6, "higher"), (40.4, "lower")):
        claim = of(made(yearly(*values, last)), "before")
        assert claim is not None
        assert claim.relation == relation, last


def test_events_that_differ_by_chance_alone_are_no_news() -> None:
    for now, certain in ((128, False), (131, True)):
        case = made(yearly(100, now), indicator="fodda")
        claim = of(case, "before")
        assert claim is not None
        assert (claim.relation, claim.certain) == ("higher", certain), now
        assert (claim.strength > 0) == certain
        told = sentences.sentence(claim, case.indicator, "sv")
        moved = f"från 100 till {now}\u00a0personer mellan 2023 och 2024"
        usual = f"Talet gick {moved}, en ändring inom den vanliga variationen."
        assert told == (f"Talet ökade {moved}, en ökning med 31,0 procent." if certain else usual)


def test_a_record_is_one_of_ten_values_without_a_hole() -> None:
    rising = yearly(*[float(n) for n in range(30, 40)])
    assert of(made(rising), "since") is not None
    assert of(made(dict([*rising.items()][1:])), "since") is None
    assert of(made({year: v for year, v in rising.items() if year != "2020"} | {"2014": 1.0}),
              "since") is None  # fmt: skip


def test_money_of_its_time_is_no_record() -> None:
    rising = yearly(*[2.0 * n for n in range(300, 312)])
    assert of(made(rising, indicator="nettoinkomst"), "since") is not None
    assert of(made(rising, indicator="nettoinkomst", nominal=True), "since") is None


def test_a_record_stands_whatever_the_year_before_was() -> None:
    case = made(yearly(*[40.0, 41.0] * 5, 41.4))
    told = {claim.comparator: claim.relation for claim in claims(case)}
    assert (told["before"], told["since"]) == ("unchanged", "highest")


def test_what_held_in_both_years_before_is_no_news() -> None:
    flat = [40.0, 41.0] * 6
    for values, news in (
        ([*flat, 45.0], ["since"]),
        ([*flat, 45.0, 46.0], ["since"]),
        ([*flat, 45.0, 46.0, 47.0], []),
        ([*flat, 40.5], []),
    ):
        found = unusual(made(yearly(*values)))
        assert [claim.comparator for claim in found] == news, values


def test_a_turn_is_five_years_one_way_after_years_that_went_the_other() -> None:
    falling = [50.0 - n for n in range(10)]
    case = made(yearly(*falling, 42.0, 43.0, 44.0, 45.0))
    claim = of(case, "turn")
    assert claim is not None
    assert sentences.sentence(claim, case.indicator, "sv") == (
        "Talet har ökat sedan 2020, från 41,0 till 45,0\u00a0år, efter att ha minskat 2011–2020."
    )
    assert of(made(yearly(*falling, 42.0, 43.0, 41.5, 45.0)), "turn") is None
    assert of(made(yearly(*falling)), "turn") is None


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        ((100.0, 102.0), "I fasta priser (KPI) är det en ökning med 2,9 procent."),
        ((100.0, 110.0), "I fasta priser (KPI) är det en minskning med 4,5 procent."),
        ((100.0, 105.0), "I fasta priser är nivån densamma."),
    ],
)
def test_money_is_told_at_constant_prices_too(prices: tuple[float, float], words: str) -> None:
    case = made(yearly(200.0, 210.0), indicator="nettoinkomst", nominal=True)
    index = data.indicators()["konsumentprisindex"].model_copy(update={"roles": {"price-index": 1}})
    cells = {
        year: Cell(index.id, "00", "T", "total", year, price, "")
        for year, price in zip(("2023", "2024"), prices, strict=True)
    }
    case.figures.indicators[index.id] = index
    case.figures._series[index.id] = {(index.id, "00", "T", "total"): cells}
    case.figures._nulls[index.id] = {}
    claim = of(case, "before")
    assert claim is not None
    assert sentences.sentence(claim, case.indicator, "sv").endswith(words)


def test_a_band_needs_three_years_and_says_how_many_it_has() -> None:
    assert of(made(yearly(1.0, 2.0, 3.0)), "band") is None
    case = made(yearly(40.0, 41.0, 42.0, 41.5))
    claim = of(case, "band")
    assert claim is not None
    assert sentences.sentence(claim, case.indicator, "sv") == (
        "Talet var 41,5\u00a0år 2024, inom det vanliga: 40,0\u00a0år till 42,0\u00a0år "
        "de tre åren innan."
    )


def test_a_month_with_season_is_not_compared_with_the_month_before() -> None:
    months = {f"2023M{n:02}": float(n) for n in range(1, 13)} | {"2024M01": 3.0}
    assert of(made(months, steady=False), "before") is None
    assert of(made(months, steady=False), "since") is None
    claim = of(made(months, steady=False), "year")
    assert claim is not None
    assert claim.evidence[1].period == "2023M01"


@pytest.mark.parametrize(
    ("number", "words"),
    [(110.1, "mycket starkare än normalt"), (110, "starkare än normalt"),
     (100.1, "starkare än normalt"), (100, "normalt"), (99.9, "svagare än normalt"),
     (90, "svagare än normalt"),
     (89.9, "mycket svagare än normalt")],
)  # fmt: skip
def test_the_barometers_levels_are_the_institutes_words(number: float, words: str) -> None:
    assert sentences.mood(number, "sv") == words


# --- the document ---


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("region", ["24", "2480", "2403", "00", "norra-sverige"])
def test_the_document_is_small_whole_and_without_scripts(
    client: FlaskClient, region: str, lang: Lang
) -> None:
    answer = client.get(f"/manadslage/{region}/senaste.html?lang={lang}")
    assert answer.status_code == 200
    page = answer.text
    assert len(answer.data) < 220_000  # Norrland's four counties in a third more cards than before
    assert "<script" not in page
    assert f'<html lang="{lang}">' in page
    levels = [int(n) for n in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    shown = [(figure, card) for card in reports()[region].cards for figure in card.figures]
    assert page.count("<article") == len(reports()[region].cards)
    assert len(re.findall(r'<th scope="row">', page)) == len(shown)
    for figure, card in shown:
        assert sentences.whole_value(figure.cell.value, card.indicator, lang) in page
    for claim in reports()[region].summary:
        assert words.summary_line(claim, reports()[region], lang) in page


def test_the_issue_has_an_address_and_its_claims_are_json(client: FlaskClient) -> None:
    told = client.get("/manadslage/2480/senaste.json").json
    assert told is not None
    assert client.get(f"/manadslage/2480/{told['issue']}.html").status_code == 200
    assert told["release"] == data.release().id
    first = told["summary"][0]
    assert first["evidence"][0]["region"] == "2480"
    assert client.get("/manadslage/2480/1999-01.html").status_code == 404
    assert client.get("/manadslage/0180/senaste.html").status_code == 404
    assert client.get("/manadslage/x/senaste.pdf").status_code == 404


def test_a_section_says_why_a_figure_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    status.write(tmp_path, {"fodda-manad": "no answer"}, ["fodda-manad"], ())
    lines = words.missing_lines(reports()["24"], "sv")
    failed = next(line for line in lines if "Kunde inte hämtas från SCB" in line)
    assert failed.endswith(": Födda under månaden.")
    assert any(line.startswith("Hämtas från SCB vid nästa uppdatering") for line in lines)
    assert any("Finns bara som fil hos Arbetsförmedlingen" in line for line in lines)


def without(sex: str, period: str, symbol: str) -> tuple[Report, Card]:
    """Umeå's report of its average age alone, where the source gave no value at one place."""
    real = data.release().observations("medelalder")
    frame = real[real["region"].isin(["00", "24", "2480"])].copy()
    at = (frame["region"] == "2480") & (frame["sex"] == sex) & (frame["period"] == period)
    assert at.sum() == 1
    frame.loc[at, ["value", "status"]] = [float("nan"), symbol]
    of = Figures(figures().indicators, lambda id_: rows_of(frame) if id_ == "medelalder" else [])
    report = model.build(of, "2480")
    (card,) = report.cards
    return report, card


@pytest.mark.parametrize(("sex", "column"), [("T", 0), ("K", 1)])
def test_a_null_is_a_gap_and_is_told_with_its_symbol(sex: str, column: int) -> None:
    report, card = without(sex, "2019", "Privacy")
    chart = charts.table(report, card, "sv")
    row, series = chart.periods.index("2019"), chart.series[column]
    assert (series.values[row], chart.cell(series, row)) == (None, "sekretess")
    assert series.values[row - 1] is not None
    assert not [
        c for claim in card.claims for c in claim.evidence if (c.sex, c.period) == (sex, "2019")
    ]


def test_a_newer_period_without_a_value_is_told_beside_the_older_figure() -> None:
    newest = max(figures().series(("medelalder", "2480", "T", "total")))
    report, card = without("T", newest, "..")
    assert card.figures[0].later == (newest, "..")
    assert card.cell.period < newest == charts.whole(report, card, "sv").periods[-1]
    assert list(words.place_note(card, "sv")) == [
        f"Källan har inget värde för Umeå {newest}: uppgift saknas eller är för osäker."
    ]


@pytest.mark.parametrize("region", ["24", "2480", "norra-sverige", "00"])
def test_no_heading_stands_over_nothing(client: FlaskClient, region: str) -> None:
    """What a section without figures waits for is told at the end, with all that is awaited."""
    page = client.get(f"/manadslage?region={region}").text
    assert re.findall(r"<h2>[^<]*</h2>(?:<div[^>]*></div>)?</section>", page) == []
    shown = re.findall(r'<section id="([^"]*)" class="topic">', page)
    assert shown == [each.id for each in reports()[region].sections if each.cards]


def test_a_places_own_figure_of_the_last_year_comes_before_its_countys() -> None:
    for region in data.municipalities_of(*data.NORRLAND)[::9]:
        report = reports()[region]
        first = report.cards[0]
        assert (first.indicator.id, first.cell.region) == ("folkmangd", region)
