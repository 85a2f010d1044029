"""What a proposal makes of an agency's words: a unit of ours or a question, and an id."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.catalogue import FOLDER, units
from etl.upkeep import entry_id, unit_words

UNITS = units.load(FOLDER)


@pytest.mark.parametrize(
    ("title", "plain", "words", "ours"),
    [
        ("Betesmark, andel (%)", "Betesmark", "andel (%)", "%"),
        ("Nöjda, andel av de svarande (%)", "Nöjda, andel av de svarande", "(%)", "%"),
        ("Kvar, andel (%) av inv 16-19 år", "Kvar, andel av inv 16-19 år", "andel (%)", "%"),
        ("Förändring sedan året före, procent", "Förändring sedan året före", "procent", "%"),
        (
            "Utsläpp av PM2.5 (partiklar <2.5 mikrom). kg/inv",
            "Utsläpp av PM2.5 (partiklar <2.5 mikrom)",
            "kg/inv",
            "kg per invånare",
        ),
        ("Nystartade, antal/1000 inv", "Nystartade", "antal/1000 inv", "per 1 000 invånare"),
        (
            "Nystartade, antal/1000 inv, 16-64 år",
            "Nystartade",
            "antal/1000 inv, 16-64 år",
            "per 1 000 invånare 16–64 år",
        ),
        ("Olyckor per 1000 inv", "Olyckor", "per 1000 inv", "per 1 000 invånare"),
        (
            "Vräkta, antal barn/100 000 inv",
            "Vräkta",
            "antal barn/100 000 inv",
            "per 100 000 invånare",
        ),
        ("Skattekraft, kr/inv", "Skattekraft", "kr/inv", "kr per invånare"),
        ("BRP, 1000 kr/invånare", "BRP", "1000 kr/invånare", "tkr per invånare"),
        ("Försäljning, mkr", "Försäljning", "mkr", "mnkr"),
        ("Utsläpp, jordbruk, ton CO2e", "Utsläpp, jordbruk", "ton CO2e", "ton"),
        ("Energi, MWh", "Energi", "MWh", "MWh"),
        ("Invånare totalt, antal (påhittat)", "Invånare totalt (påhittat)", "antal", "personer"),
        (
            "Förväntat antal invånare om tio år",
            "Förväntat antal invånare om tio år",
            "antal invånare",
            "personer",
        ),
        ("Hälsa - Kommunindex", "Hälsa - Kommunindex", "Kommunindex", "index"),
        ("Bemötande, index", "Bemötande", "index", "index"),
        (
            "Demografisk försörjningskvot",
            "Demografisk försörjningskvot",
            "försörjningskvot",
            "kvot",
        ),
    ],
)
def test_a_title_s_unit_is_one_of_ours(title: str, plain: str, words: str, ours: str) -> None:
    assert unit_words.of(title) == (plain, words)
    assert unit_words.ours(words, plain, UNITS) == (ours, "")
    assert words in title


@pytest.mark.parametrize(
    ("title", "words", "question"),
    [
        ("Bemötande, medelvärde", "medelvärde", "“medelvärde” is no unit: of what are the figures"),
        ("Tätortsgrad (senaste mätning)", "", "the title tells none: of what are the figures"),
        ("Hur går det? Andel, lägeskommun", "", "the title tells none"),
        ("Elbilsladdpunkter, totalt antal", "antal", "what is counted? personer"),
        ("Elever/lärare, antal", "antal", "what is counted? personer"),
        ("Vald, antal invånare per vald", "antal invånare per vald", "or add “antal invånare per"),
        ("Svinn, gram/kram", "gram/kram", "or add “gram per kram” there"),
        ("Utsläpp, promille", "promille", "or add “promille” there"),
        ("Föreningar, antal/20 000 inv", "antal/20 000 inv", "per 10 000 invånare"),
        ("Har en plan? (Ja=1, Nej=0)", "", "the title tells none"),
    ],
)
def test_what_is_no_unit_of_ours_is_asked_about_and_never_made_one(
    title: str, words: str, question: str
) -> None:
    found = unit_words.of(title)
    unit, asked = unit_words.ours(found.unit, found.title, UNITS)

    assert (found.unit, unit) == (words, "")
    assert question in asked


@pytest.mark.parametrize(
    ("words", "title", "total"),
    [
        ("kg", "Utsläpp", True),
        ("ton CO2e", "Utsläpp", True),
        ("MWh", "Energi", True),
        ("mkr", "Lönesumma", True),
        ("antal", "Invånare", True),
        ("antal personer", "Resor", True),
        ("kg/inv", "Utsläpp", False),
        ("antal/1000 inv", "Nystartade", False),
        ("kr", "Inkomst", False),
        ("kg", "Medelvikt", False),
        ("antal", "Elever/lärare", False),
    ],
)
def test_amounts_of_a_whole_area_are_counts(words: str, title: str, total: bool) -> None:
    assert unit_words.is_total(words, title) == total


@pytest.mark.parametrize(
    ("title", "codes"),
    [("Plan? (Ja=1, Nej=0)", True), ("Plan (1=Ja)", True), ("Nöjda, index (max = 100)", False)],
)
def test_codes_are_told_from_figures(title: str, codes: bool) -> None:
    assert unit_words.is_codes(title) == codes


@pytest.mark.parametrize(
    ("title", "taken", "id_"),
    [
        ("Medelålder", (), "medelalder"),
        ("Medelålder", ("medelalder",), "medelalder-n1"),
        ("Andel invånare som haft ekonomisk kris (%)", (), "invanare-ekonomisk-kris"),
        ("65 år eller äldre", (), "i-65-aldre"),
        (
            "Engagemang och demokratisk delaktighet – Kommunindex Män",
            (),
            "engagemang-demokratisk-kommunindex-man",
        ),
        (
            "Bredbandskollen, mätresultat, nedströms, mobil",
            ("bredbandskollen-matresultat-nedstroms",),
            "bredbandskollen-matresultat-mobil",
        ),
        ("Och", (), "och"),
        ("", (), "i"),
    ],
)
def test_an_id_is_short_and_says_what_the_title_does(
    title: str, taken: tuple[str, ...], id_: str
) -> None:
    assert entry_id.of(title, "N1", taken) == id_


@given(st.lists(st.text(max_size=120), max_size=8))
def test_ids_of_any_titles_are_spelt_as_ids_short_and_different(titles: list[str]) -> None:
    taken: list[str] = []
    for number, title in enumerate(titles):
        taken.append(entry_id.of(title, f"N{number:05}", taken))
    assert len(set(taken)) == len(taken)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,39}", id_) for id_ in taken)
