"""The few words beside a figure: its direction, its change, how it stands to riket."""

from dataclasses import replace

import pytest

from dashboard import sentences
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.direction import Direction, Outcome
from tests.sample import indicator

RATE = indicator(id="andel", unit="%", kind="rate", decimals=1, better="lower")
COUNT = indicator(id="antal", kind="count", decimals=0)
MONEY = indicator(id="lon", unit="kr", kind="rate", decimals=0, nominal=True)


def gone(outcome: Outcome, better: str, lang: str = "sv") -> str:
    found = Direction(outcome, "2015", "2024", 10, 40)
    return sentences.went(found, RATE.model_copy(update={"better": better}), lang)  # type: ignore[arg-type]


def test_a_direction_is_right_or_wrong_only_where_one_is_better() -> None:
    assert gone("up", "neutral") == "har ökat sedan 2015"
    assert gone("up", "higher") == "har ökat sedan 2015, åt rätt håll"
    assert gone("up", "lower") == "har ökat sedan 2015, åt fel håll"
    assert gone("down", "lower", "en") == "has fallen since 2015, the right way"


@pytest.mark.parametrize("better", ["higher", "lower", "neutral"])
def test_what_has_no_direction_is_neither_right_nor_wrong(better: str) -> None:
    assert gone("flat", better) == "oförändrat sedan 2015"
    assert gone("unclear", better) == "ingen tydlig riktning sedan 2015"
    for outcome in ("short", "broken", "missing"):
        assert gone(outcome, better) == ""  # type: ignore[arg-type]


def cell(value: float, period: str = "2022", region: str = "24") -> Cell:
    return Cell("andel", region, "T", "total", period, value, "")


def against(value: float, riket: float, certain: bool | None) -> Claim:
    relation = "higher" if value > riket else "lower"
    both = cell(value), cell(riket, region="00")
    return Claim("riket", relation, both, value - riket, certain=certain)


def test_it_is_better_or_worse_than_riket_only_where_that_is_certain() -> None:
    assert sentences.shortly(against(4, 6, True), RATE, "sv") == "lägre än i riket (bättre)"
    assert sentences.shortly(against(8, 6, True), RATE, "en") == "higher than in Sweden (worse)"
    assert sentences.shortly(against(5.9, 6, False), RATE, "sv") == "ungefär som i riket"
    assert sentences.shortly(against(4, 6, None), RATE, "sv") == ""


def changed(now: float, then: float, certain: bool | None = True) -> Claim:
    relation = "higher" if now > then else "lower"
    return Claim("before", relation, (cell(now), cell(then, "2021")), now - then, certain=certain)


def test_a_count_is_told_with_its_change_unless_chance_may_have_made_it() -> None:
    told = "minskning med 10,0 procent sedan 2021"
    assert sentences.briefly(changed(900, 1000), COUNT, "sv") == told
    assert sentences.briefly(changed(900, 1000, None), COUNT, "sv") == told
    assert sentences.briefly(changed(900, 1000, certain=False), COUNT, "sv") == ""
    assert sentences.briefly(changed(900, 1000), RATE, "sv") == ""


def test_money_is_told_at_constant_prices_where_these_are_known() -> None:
    claim = changed(110, 100)
    assert sentences.really(claim, "sv") == ""
    priced = replace(claim, prices=(cell(120), cell(100, "2021")))
    assert sentences.really(priced, "sv") == "8,3 procent lägre än 2021 i fasta priser"
    same = replace(claim, prices=(cell(110), cell(100, "2021")))
    assert sentences.really(same, "en") == "as in 2021 at constant prices"
