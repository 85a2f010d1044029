"""A unit is in a title whole, at its place, or it is not that title's unit."""

import pytest

from etl.formats.unit import titled

SAID = [
    ("antal", "Invånare totalt, antal"),
    ("andel (%)", "Aktiva låntagare i bibliotek, andel (%) av befolkningen"),
    ("andel (%)", "Arbetslöshet, 20-64 år,  andel\u00a0(%)"),
    ("andel(%)", "Trygg utomhus, andel(%)"),
    ("(%)", "Skattesats till kommun (%)"),
    ("(%)", "Egenföretagare, andel av totalt sysselsatta (%)"),
    ("försörjningskvot", "Demografisk försörjningskvot"),
    ("kg/invånare", "Kommunalt avfall, kg/invånare (justerat)"),
    ("/100 000 inv", "Fallskador, antal slutenvårdstillfällen /100 000 inv"),
    ("antal/1000 inv, 16-64 år", "Konkurser, antal/1000 inv, 16-64 år"),
    ("kr", "Medianskuld, kr (-2023)"),
    ("mkr per år", "Investeringar, mkr per år"),
    ("antal invånare", "Framskrivning, förväntat antal invånare om tio år"),
    ("nyckeltal", "Påhittat nyckeltal som upphört (-2021)"),
    ("index, ny definition", "Företagsklimat - Totalt, Index, ny definition"),
]
NOT_SAID = [
    ("kr", "Fastighetspris småhus, tkr"),
    ("kr", "Mediannettoinkomst, kr/inv 20+"),
    ("kr", "Bruttoregionprodukt, 1000 kr/invånare"),
    ("kr", "Bruttoregionprodukt, 1000 kr"),
    ("mkr", "Investeringar, mkr per år"),
    ("antal", "Bilar, antal/1000 inv"),
    ("antal", "Gästnätter, antal nätter, totalt per invånare, antal/inv"),
    ("antal", "Fallskador, antal slutenvårdstillfällen /100 000 inv"),
    ("antal", "Barn i kommunen, andel (%) av totalt antal barn"),
    ("inv", "Bilar, antal/1000 inv"),
    ("index", "Företagsklimat - Totalt, Index, ny definition"),
    ("antal", "Fossiloberoende bilar, andel av totalt antal bilar i området (%)"),
    ("antal barn", "Förskollärartäthet, antal barn/lärare, lägeskommun"),
    ("år", "Invånare 25-64 år"),
    ("dagar", "Sjukpenningtalet, dagar/registrerad försäkrad"),
    ("MWh", "Slutanvändning av el, MWh/inv"),
    ("tkr", "Sammanräknad förvärvsinkomst, kr"),
]


@pytest.mark.parametrize(("unit", "title"), SAID)
def test_a_unit_that_stands_whole_at_its_place_is_said(unit: str, title: str) -> None:
    assert titled(unit, title)
    assert titled(f" {unit.upper()} ", title)


@pytest.mark.parametrize(("unit", "title"), NOT_SAID)
def test_a_part_of_another_unit_is_none(unit: str, title: str) -> None:
    assert not titled(unit, title)
