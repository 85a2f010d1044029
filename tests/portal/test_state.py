"""Choices and the address that holds them."""

from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import choices, data
from dashboard.choices import parse
from tests.sample import indicator, meanings

POPULATION, _, MONTHLY = meanings()


def test_an_address_without_choices_opens_on_umea_total_and_norrland_and_asks_for_no_period():
    """At which one the map then opens is found in the figures: tests/unit/test_opening.py."""
    assert parse({}, POPULATION) == choices.Choices(
        region="2480", sex="T", age="total", period="", show="norra-sverige-municipality"
    )


def test_an_indicator_without_totals_opens_on_its_first_sex_and_age():
    women = indicator(sexes=["K", "M"], ages=["0-9", "10-19"])
    assert (parse({}, women).sex, parse({}, women).age) == ("K", "0-9")


@pytest.mark.parametrize(
    ("levels", "region", "show"),
    [
        (["country", "county"], "24", "norra-sverige-county"),
        (["country"], "00", ""),
        (["country", "municipality"], "2480", "norra-sverige-municipality"),
    ],
)
def test_the_default_region_and_map_are_of_a_level_the_indicator_has(levels, region, show):
    found = parse({}, indicator(levels=levels))
    assert (found.region, found.show) == (region, show)


def test_a_municipality_becomes_its_county_where_only_counties_have_figures():
    assert parse({"region": "2580"}, MONTHLY).region == "25"


def test_the_maps_offered_are_those_the_indicator_has_figures_for():
    assert choices.shows(MONTHLY) == ["norra-sverige-county", "sweden-county"]
    assert "22-municipality" in choices.shows(POPULATION)
    assert parse({"show": "norra-sverige-municipality"}, MONTHLY).show == "norra-sverige-county"


@pytest.mark.parametrize(
    "name", ["region", "sex", "age", "period", "show", "scale", "lang", "compare"]
)
@pytest.mark.parametrize("nonsense", ["", "xyz", "9999", None, [], ["?"], "²⁰²²", "<script>", 7])
def test_nonsense_gives_the_default(name, nonsense):
    assert parse({name: nonsense, "utm_source": "x"}, POPULATION) == parse({}, POPULATION)


def test_of_repeated_keys_the_first_counts():
    assert parse({"region": ["2580", "2281"], "sex": ["K", "M"]}, POPULATION).region == "2580"


def test_a_period_is_valid_within_the_indicators_span_or_among_those_given():
    assert parse({"period": "2021"}, POPULATION).period == "2021"
    assert parse({"period": "2020"}, POPULATION).period == ""
    assert parse({"period": "2026M01"}, MONTHLY).period == "2026M01"
    assert parse({"period": "2021"}, POPULATION, ["2022"]).period == ""
    assert parse({"period": "2022"}, POPULATION, ["2022"]).period == "2022"


def test_an_open_age_class_survives_a_plus_that_became_a_space():
    (age,) = dict(parse_qsl("age=100+")).values()
    assert parse({"age": age}, MONTHLY).age == "100+"


def test_compared_regions_are_few_known_and_other_than_the_chosen_one():
    given = ["2580,2480, 9999", "2580,24,00,2281,2380,2482,2521"]
    assert parse({"compare": given}, POPULATION).compare == ("00", "2281", "2380", "2482", "2521")


def test_defaults_are_left_out_of_the_address():
    assert parse({}, POPULATION).query_string(POPULATION) == ""
    own = {"region": "2580", "sex": "K", "lang": "en"}
    default = {
        "age": "total",
        "period": "",
        "show": "norra-sverige-municipality",
        "scale": "period",
    }
    chosen = parse(own | default, POPULATION)
    assert chosen.query_string(POPULATION) == "region=2580&sex=K&lang=en"
    dated = parse(own | default | {"period": "2022"}, POPULATION)  # which is no default any more
    assert dated.query_string(POPULATION) == "region=2580&sex=K&period=2022&lang=en"


CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from([*data.regions(), "x"]),
        "sex": st.sampled_from("TKMX"),
        "age": st.sampled_from(["total", "0-9", "100+", "x"]),
        "period": st.sampled_from(["2021", "2022", "2026M01", "x"]),
        "show": st.sampled_from([*choices.shows(POPULATION), "x"]),
        "scale": st.sampled_from(["all", "period", "x"]),
        "lang": st.sampled_from(["sv", "en", "x"]),
        "compare": st.lists(st.sampled_from(list(data.regions())), max_size=8),
        "method": st.sampled_from(["natural", "quantile", "equal", "x"]) | st.just("own"),
        "limits": st.lists(st.floats() | st.integers(-99, 99), max_size=5).map(
            lambda some: [str(each) for each in sorted(some)]
        ),
        "around": st.sampled_from(["riket", "zero", "x"]),
        "form": st.sampled_from(["map", "tiles", "circles", "x"]),
        "panels": st.lists(st.sampled_from(["K", "M", "2021", "2022", "2026M01", "x"]), max_size=8),
        "caption": st.text(max_size=150),
    },
)
RATE = indicator(kind="rate", decimals=1)


@given(CHOICES, st.sampled_from([POPULATION, MONTHLY, RATE]))
def test_an_address_gives_back_the_choices_it_was_made_of(query, meaning):
    chosen = parse(query, meaning)
    address = chosen.query_string(meaning)
    assert parse(dict(parse_qsl(address)), meaning) == chosen
    assert parse(parse_qs(address), meaning) == chosen


ANYTHING = st.none() | st.text() | st.lists(st.text()) | st.integers() | st.floats()
NAMES = st.sampled_from([*vars(parse({}, POPULATION))]) | st.text()


@given(st.dictionaries(NAMES, ANYTHING), st.sampled_from([POPULATION, RATE]))
def test_no_address_can_raise(query, meaning):
    assert parse(query, meaning).region in data.regions()


@pytest.mark.parametrize(
    "chosen",
    [
        {"method": "quantile", "form": "tiles", "panels": "K,M", "caption": "Min & din, 100 %"},
        {"method": "own", "limits": "-1.5,0,20.5", "form": "circles", "panels": "2021,2022"},
        {"method": "equal", "around": "riket"},
        {"around": "zero"},
    ],
)  # fmt: skip
def test_every_choice_of_a_map_is_kept_and_written_as_it_was_given(chosen):
    rate = indicator(kind="rate", decimals=1, sexes=["T", "K", "M"])
    found = parse(chosen, rate)
    assert dict(parse_qsl(found.query_string(rate))) == chosen
    assert {
        name for name in chosen if getattr(found, name) != getattr(parse({}, rate), name)
    } == set(chosen)


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "own"},
        {"method": "own", "limits": "3,2"},
        {"method": "own", "limits": "1,1.04"},
        {"method": "own", "limits": "1,2,3,4,5"},
        {"method": "own", "limits": "nan"},
        {"method": "own", "limits": "1,inf"},
        {"method": "own", "limits": "1e400"},
        {"limits": "1,2"},
        {"panels": "K"},
        {"panels": "2022"},
        {"panels": "M,K,x"},
        {"around": "x", "form": "globe", "method": "jenks", "caption": "  "},
    ],
)
def test_what_a_map_cannot_be_drawn_by_gives_the_default(wrong):
    assert parse(wrong, RATE) == parse({}, RATE)


def test_a_count_has_no_classes_to_choose():
    coloured = {"method": "quantile", "around": "zero", "form": "tiles", "limits": "1"}
    assert parse(coloured, POPULATION) == parse({}, POPULATION)
