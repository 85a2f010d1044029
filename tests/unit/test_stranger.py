"""A code or name that is no place of today is told as what it was, with what may be meant."""

import pytest

from dashboard import data
from dashboard.stranger import NEAREST, stranger
from maps import regions as geography

RETIRED = [*geography.retired().itertuples(index=False, name=None)]


@pytest.mark.parametrize("code", [*data.regions(), data.NORTH])
def test_a_place_of_today_is_no_stranger(code: str) -> None:
    assert stranger(code, "sv") is None


@pytest.mark.parametrize(("code", "name", "until", "successor"), RETIRED)
def test_a_retired_code_is_told_with_its_name_its_year_and_what_it_is_now(
    code: str, name: str, until: str, successor: str
) -> None:
    for lang in ("sv", "en"):
        found = stranger(code, lang)
        assert found is not None
        assert found.meant == (successor,)
        assert {code, successor} <= set(
            found.words.strip(".")
            .replace("(", "")
            .replace(")", "")
            .replace(";", "")
            .replace(":", "")
            .split()
        )
        assert name.split()[0].removesuffix("s") in found.words
        assert until in found.words or str(int(until) + 1) in found.words


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("180", "0180"), ("0024", "24"), ("0000", "00"), ("2499", "24"), ("9999", None),
     ("Kiruna kommun", "2584"), ("umeo", "2480"), ("stockholmm", "0180"), ("Norrbotten", "25"),
     ("ovik", None), ("xyzzy", None), ("ostersund", "2380"), ("upplands-väsby", "0114")],
)  # fmt: skip
def test_what_may_be_meant_comes_first_and_what_is_like_nothing_means_nothing(
    asked: str, meant: str | None
) -> None:
    found = stranger(asked, "sv")
    assert found is not None
    assert found.meant[:1] == ((meant,) if meant else ())
    assert len(found.meant) <= NEAREST


def test_the_name_of_a_place_is_not_said_to_be_none() -> None:
    found = stranger("Norrbotten", "sv")
    assert found is not None
    assert found.words == "Norrbottens län har koden 25."


def test_in_the_address_of_a_county_a_county_is_meant() -> None:
    found = stranger("stockholmm", "sv", "county")
    assert found is not None
    assert found.meant[0] == "01"


def test_what_is_said_back_is_short_and_plain() -> None:
    found = stranger(f"a\x00\n{'b' * 5000}", "sv")
    assert found is not None
    assert len(found.words) < 150
    assert found.words.isprintable()
