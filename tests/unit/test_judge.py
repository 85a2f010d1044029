"""How far chance may have moved a figure, by what lies around it: made-up towns."""

import pytest

from dashboard import prose, sentences
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


def said(of: Figures, region: str, lang: str = "sv", comparator: str = "riket") -> str:
    return sentences.sentence(told(of, region, comparator), of.indicators["andel"], lang)  # type: ignore[arg-type]


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


def test_a_place_that_is_most_of_its_county_is_said_to_be_so() -> None:
    of = figures(SHARE)
    assert told(of, STORBY, "county").why == "part"
    county = prose.place(LANET, "sv")
    assert said(of, STORBY, comparator="county") == (
        "Andelen var 10,0 procent 2022, mot 12,0 procent i "
        f"{county}, som kommunen är en stor del av."
    )
    both = [told(figures(None), LILLBY), told(of, STORBY, "county")]
    assert sentences.others(both, of.indicators["andel"], "sv") == (
        f"Motsvarande siffra var 12,0 procent i {county}, som kommunen är en stor del av, "
        "och 13,1 procent i riket."
    )


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


@pytest.mark.parametrize(
    ("then", "now", "certain"),
    [((300, 262), (275, 291), False), ((60, 22), (20, 36), True), ((300, 262), (250, 316), True)],
)
def test_a_net_of_large_flows_moves_more_by_chance_than_the_same_net_of_small_ones(
    then: tuple[int, int], now: tuple[int, int], certain: bool
) -> None:
    claim = net({LILLBY: {"2021": then, "2022": now}})
    gross = sum(then) + sum(now)
    change = (now[0] - now[1]) - (then[0] - then[1])
    assert (claim.size, claim.certain) == (change, certain)
    assert claim.interval is not None
    assert claim.interval.high - change == pytest.approx(1.96 * gross**0.5, rel=1e-4)


def test_a_net_is_weighed_by_its_own_flows_and_never_by_those_of_its_county() -> None:
    flows = {"2021": (300, 262), "2022": (250, 316)}
    assert net({LILLBY: flows, LANET: flows}, LANET).certain is True
    assert net({LILLBY: {}, LANET: flows}).certain is None
    assert net({LILLBY: {"2022": (250, 316)}, LANET: flows}).certain is None


def net(flows: dict[str, dict[str, tuple[int, int]]], of: str = LILLBY) -> Claim:
    """The change of a net since the year before, its flows known of some places and years."""
    known = [(code, year, *pair) for code, years in flows.items() for year, pair in years.items()]
    own = {"2021": 38.0, "2022": -66.0} | {
        year: float(into - out) for code, year, into, out in known if code == of
    }
    rows = {
        "andel": [Row(of, "T", "total", year, value, "") for year, value in own.items()],
        "in": [Row(code, "T", "total", year, into, "") for code, year, into, _ in known],
        "ut": [Row(code, "T", "total", year, out, "") for code, year, _, out in known],
    }
    return told(figures(Uncertainty(method="flows", between=["in", "ut"]), rows), of, "before")


def test_a_rate_of_a_net_is_weighed_by_the_flows_per_head_of_each_place() -> None:
    flows = Uncertainty(method="flows", between=["in", "ut"], base="folkmangd", per=100)
    for into, out, certain in ((12.0, 3.0, True), (41.0, 32.0, False)):
        rows = {
            "andel": [Row(LILLBY, "T", "total", "2022", 2.25, ""),
                      Row(LANET, "T", "total", "2022", -0.1, "")],
            "in": [Row(LILLBY, "T", "total", "2022", into, "")],
            "ut": [Row(LILLBY, "T", "total", "2022", out, "")],
        }  # fmt: skip
        assert told(figures(flows, rows), LILLBY, "county").certain is certain


@pytest.mark.parametrize(("then", "now", "certain"), [(0, 4, False), (0, 6, True), (9, 25, True)])
def test_few_events_are_weighed_as_few(then: int, now: int, certain: bool) -> None:
    years = {"2021": then, "2022": now}
    rows = {"born": [Row(LILLBY, "T", "total", year, n, "") for year, n in years.items()]}
    births = indicator(id="born", chance=True)
    case = Case(Figures({"born": births}, rows.__getitem__), ("born", LILLBY, "T", "total"),
                "2022", steady=True)  # fmt: skip
    (claim,) = (each for each in claims(case) if each.comparator == "before")
    assert claim.certain is certain


def test_a_record_of_a_claim_has_where_its_difference_lies_or_says_that_it_is_not_known() -> None:
    known, unknown = told(figures(SHARE), LILLBY).record(), told(figures(None), LILLBY).record()
    assert (known["certain"], known["method"], known["level"]) == (False, "share", 0.95)
    assert known["low"] < known["size"] < known["high"]
    of = ("certain", "low", "high", "method", "level")
    assert [unknown[each] for each in of] == [None] * 5
