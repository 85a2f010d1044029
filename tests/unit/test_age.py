"""How old a release's figures are, as it says of itself."""

from etl.store.release import age
from tests.sample import indicator


def test_a_release_knows_its_newest_period_and_the_year_that_half_of_it_ends_in() -> None:
    lasts = ["2022", "2022", "2023", "2026M07", "2026K2"]
    those = [indicator(last_period=last, taken="2026-10-31") for last in lasts]
    assert age(those) == ("2026M07", "2023")
    assert age(those[:2]) == ("2022", "2022")
    assert age([]) is None


def test_what_is_projected_is_no_news() -> None:
    ahead = indicator(last_period="2040", taken="2026-10-31")
    assert age([ahead, indicator(last_period="2022", taken="2024-08-30")]) == ("2022", "2022")
    assert age([ahead]) is None
