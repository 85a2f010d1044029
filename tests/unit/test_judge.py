"""How far chance may have moved a figure, by what lies around it: made-up towns."""

import pytest

from dashboard import sentences
from dashboard.claims import judge
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.find import claims
from dashboard.claims.series import Case, Figures
from etl.model import PublishedIndicator, Row, Uncertainty
from tests.sample import indicator

LILLBY, STORBY, TOMBY, LANET, RIKET = "2401", "2402", "2403", "24", "00"
SIZES = {LILLBY: 400.0, STORBY: 4000.0, TOMBY: 0.0, LANET: 9000.0, RIKET: 10e6}
SHARES = {LILLBY: 10.0, STORBY: 10.0, TOMBY: 11.0, LANET: 12.0, RIKET: 13.1}


def figures(
    uncertainty: Uncertainty | None, more: dict[str, list[Row]] | None = None, **told: object
) -> Figures:
    """One indicator's shares, and how many people there are, in made-up towns in 2022."""
    share = indicator(
        id="andel", subject="andelen", subject_en="the share", unit="%", kind="rate", decimals=1,
        uncertainty=uncertainty, **told,
    )  # fmt: skip
    rows = {
        "andel": [Row(code, "T", "total", "2022", value, "") for code, value in SHARES.items()],
        "folkmangd": [Row(code, "T", "total", "2022", n, "") for code, n in SIZES.items()],
    } | (more or {})
    every: dict[str, PublishedIndicator] = {"andel": share, "folkmangd": indicator()}
    every |= {id_: indicator(id=id_) for id_ in more or {} if id_ not in every}
    return Figures(every, rows.__getitem__)


def told(of: Figures, region: str, comparator: str = "riket") -> Claim:
    case = Case(of, ("andel", region, "T", "total"), "2022", steady=True)
    return next(claim for claim in claims(case) if claim.comparator == comparator)


def said(of: Figures, region: str, lang: str = "sv") -> str:
    return sentences.sentence(told(of, region), of.indicators["andel"], lang)  # type: ignore[arg-type]


SHARE = Uncertainty(method="share", base="folkmangd")


def test_a_small_town_is_about_as_riket_where_a_large_one_with_the_same_share_is_lower() -> None:
    of = figures(SHARE)
    assert said(of, LILLBY) == "Andelen var 10,0 procent 2022, ungefär som i riket (13,1 procent)."
    assert (
        said(of, LILLBY, "en")
        == "The share was 10.0% in 2022, about the same as in Sweden (13.1%)."
    )
    assert said(of, STORBY) == "Andelen var 10,0 procent 2022, lägre än i riket (13,1 procent)."
    assert told(of, LILLBY).strength == 0
    assert told(of, STORBY).strength > 0


def test_half_the_people_make_it_uncertain() -> None:
    few = Uncertainty(method="share", base="folkmangd", base_share=0.05)
    assert told(figures(SHARE), STORBY).certain is True
    assert told(figures(few), STORBY).certain is False


@pytest.mark.parametrize(
    "uncertainty", [None, Uncertainty(method="none"), Uncertainty(method="margin", of="inga")]
)
def test_what_cannot_be_judged_is_told_by_its_numbers_alone(
    uncertainty: Uncertainty | None,
) -> None:
    of = figures(uncertainty)
    assert told(of, LILLBY).certain is None
    assert said(of, LILLBY) == "Andelen var 10,0 procent 2022, mot 13,1 procent i riket."


def test_nobody_is_judged_of_no_people() -> None:
    assert told(figures(SHARE), TOMBY).certain is None


def test_a_town_that_is_most_of_its_county_is_not_compared_with_itself() -> None:
    of = figures(SHARE)
    assert told(of, STORBY, "county").certain is None  # 44 per cent of the county
    assert told(of, LILLBY, "county").certain is False


def test_a_margin_is_of_the_same_year_and_a_base_may_be_near() -> None:
    margin = Uncertainty(method="margin", of="fel")
    for year, certain in (("2022", False), ("2021", None)):
        more = {"fel": [Row(LILLBY, "T", "total", year, 5.0, "")]}
        assert told(figures(margin, more), LILLBY).certain is certain
    for year, known in (("2022", True), ("2020", True), ("2019", False)):
        more = {"folkmangd": [Row(LILLBY, "T", "total", year, 400.0, "")]}
        cell = Cell("andel", LILLBY, "T", "total", "2022", 10.0, "")
        assert (judge.around(figures(SHARE, more), cell) is not None) == known


def test_a_series_is_judged_by_how_it_jumps_since_its_last_seam() -> None:
    jumps = [Row(LILLBY, "T", "total", str(2013 + n), 10.0 + n % 2, "") for n in range(10)]
    series = Uncertainty(method="series")
    cell = Cell("andel", LILLBY, "T", "total", "2022", 11.0, "")
    assert judge.around(figures(series, {"andel": jumps}), cell) is not None
    broken = figures(series, {"andel": jumps}, seam="2019")
    assert judge.around(broken, cell) is None


def test_what_is_far_apart_and_unsure_is_not_about_the_same() -> None:
    of = figures(Uncertainty(method="share", base="folkmangd", base_share=0.05))
    assert told(of, LILLBY).certain is False
    assert "ungefär" in said(of, LILLBY)
    far = figures(Uncertainty(method="share", base="folkmangd", base_share=0.05), {
        "andel": [Row(LILLBY, "T", "total", "2022", 8.0, ""),
                  Row(RIKET, "T", "total", "2022", 13.1, "")],
    })  # fmt: skip
    assert said(far, LILLBY) == (
        "Andelen var 8,0 procent 2022, mot 13,1 procent i riket, "
        "en skillnad inom den vanliga variationen."
    )
