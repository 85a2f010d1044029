"""An address means the same to a page and to its file, wherever the file does not refuse."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from dashboard import choices, data
from dashboard.parameters import Parameters
from dashboard.revisions import choices as of_revisions
from dashboard.routes import ask, maps
from dashboard.routes.ask import Refused, Strict
from etl.model import level_of

KNOWN = data.indicators()
MAPPED = [KNOWN["folkmangd"], KNOWN["medelalder"]]

SPACED = st.sampled_from(["{}", " {}", "{} ", " {} "])


def texts(*words: str) -> st.SearchStrategy[list[str]]:
    """What may stand under a name: mostly one word of those, spaced out; also several, or none."""
    some = st.sampled_from(words)
    word = st.tuples(SPACED, some).map(lambda pair: pair[0].format(pair[1]))
    strange = st.sampled_from(["", "x", "²", *words])
    listed = st.lists(strange, min_size=1, max_size=3).map(",".join)
    one = st.lists(word, min_size=1, max_size=1)
    return st.one_of(one, one, one, st.lists(st.one_of(word, strange, listed), max_size=2))


WORDS = {
    "region": ["2480", "24", "00", "0180", "9999"],
    "sex": ["T", "K", "M", "k", "m", "F"],
    "age": ["total", "0-9", "100+", "65+"],
    "period": ["2021", "2022", "latest", "1890"],
    "show": ["norra-sverige-municipality", "sweden-county"],
    "scale": ["all", "period"],
    "lang": ["sv", "en"],
    "method": ["natural", "quantile", "own"],
    "limits": ["40", "41", "40,42", "42,40"],
    "around": ["riket", "zero"],
    "form": ["map", "tiles"],
    "panels": ["K,M", "2021,2022", "2022,2021", "2021"],
    "caption": ["Barn & unga, #1"],
}


def queries(*names: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """Addresses that ask some of these names."""
    return st.fixed_dictionaries(
        {}, optional={name: texts(*some) for name, some in WORDS.items() if name in names}
    )


def as_asked(query: Mapping[str, list[str]]) -> tuple[dict[str, list[str] | str], MultiDict]:  # type: ignore[type-arg]
    """A query as Dash hands it to a page, and as Flask hands it to a file: both of one address."""
    address = urlencode(query, doseq=True)
    read = parse_qs(address, keep_blank_values=True)
    page = {name: some if len(some) > 1 else some[0] for name, some in read.items()}
    return page, MultiDict([(name, each) for name, some in read.items() for each in some])


@given(queries(*WORDS), st.sampled_from(MAPPED))
def test_a_maps_file_is_of_the_choices_of_its_page_or_refused(query, indicator):
    page, file = as_asked(query)
    shown = choices.parse(page, indicator, data.periods(indicator.id))
    try:
        drawn = maps.view(indicator.id, Strict(file, maps.PARAMETERS)).choices
    except Refused:
        reject()
    assert drawn == shown


@given(queries(*ask.PARAMETERS), st.sampled_from([*MAPPED, KNOWN["folkmangd-manad"]]))
def test_a_page_shows_what_is_in_its_table_when_one_word_is_asked_for(query, indicator):
    page, file = as_asked(query)
    shown = choices.parse(page, indicator, data.periods(indicator.id))
    file.add("indicator", indicator.id)
    try:
        asked = ask.read(file, ["csv"])
    except Refused:
        reject()
    if asked.regions and len(asked.regions) == 1 and level_of(asked.regions[0]) in indicator.levels:
        assert shown.region == asked.regions[0]
    for chosen, found in ((shown.sex, asked.sexes), (shown.age, asked.ages)):
        assert found is None or len(found) > 1 or [chosen] == found
    periods = asked.periods and asked.periods[indicator.id]
    if set(Parameters(page).each("period")) == {"latest"}:  # a file's word, of all its regions
        assert (shown.period, periods) == ("", [indicator.last_period])
    else:
        assert not periods or len(periods) > 1 or [shown.period] == periods


NAMES = ["release", "indicator", "region"]
CHANGES = {
    "release": ["2020-01-01-00000000"],
    "indicator": ["folkmangd", "medelalder", "finns-inte"],
    "region": ["2480", "24", "9999"],
}


@given(st.fixed_dictionaries({}, optional={name: texts(*some) for name, some in CHANGES.items()}))
def test_revisions_are_limited_alike_on_their_page_in_their_file_and_in_their_feed(query):
    page, file = as_asked(query)
    shown = of_revisions.parse(page, NAMES)
    try:
        written = of_revisions.parse(Strict(file, NAMES), NAMES)
    except Refused:
        reject()
    assert written == shown


@pytest.mark.parametrize(
    ("given", "one", "each"),
    [
        ({}, "", []),
        ({"age": None}, "", []),
        ({"age": "  "}, "", []),
        ({"age": "65 "}, "65+", ["65+"]),
        ({"age": ["65 ,80 ", "total"]}, "65 ,80", ["65+", "80+", "total"]),
        ({"age": " total "}, "total", ["total"]),
        ({"age": ["", "0-9"]}, "0-9", ["0-9"]),
        ({"age": 7}, "7", ["7"]),
    ],
)
def test_words_are_read_once_and_for_all(given, one, each):
    asked = Parameters(given)
    assert (asked.one("age"), asked.each("age")) == (one, each)


def test_the_first_of_several_languages_counts_everywhere():
    for said in ({"lang": ["en", "sv"]}, MultiDict([("lang", "en"), ("lang", "sv")])):
        assert Parameters(said).lang == "en"
    assert Parameters({"lang": ["sv", "en"]}).lang == "sv"
    assert Parameters({"lang": "tlh"}).lang == "sv"


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("region", "norrland", "norra-sverige"),
        ("region", "24", "24"),
        ("show", "norrland-municipality", "norra-sverige-municipality"),
        ("show", "norrland-county", "norra-sverige-county"),
        ("caption", "norrland i siffror", "norrland i siffror"),
    ],
)
def test_an_address_from_before_the_four_counties_had_their_name_still_leads_there(
    name: str, was: str, now: str
) -> None:
    assert Parameters({name: was}).one(name) == now
