"""The places most like a place: who, why, when too few are, as a page and as an answer."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import data, pages
from dashboard.similar import figures, variables, words
from dashboard.similar.choices import Choices
from dashboard.similar.figures import Model
from dashboard.similar.peers import Likeness, likeness
from dashboard.web import create_app

SEVEN = Choices(7)
API = "/api/v1/regions"
NOTHING = ",".join(f"{each.id}:0" for each in variables.domains())
# Of the figures recorded to 2022: what any way to compute it must find.
EXPECTED = {
    "2462": ["2421", "2422", "2039"],  # Vilhelmina: Storuman, Sorsele, Älvdalen
    "2584": ["2523"],  # Kiruna: Gällivare
    "2260": ["2021", "2417"],  # Ånge: Vansbro, Norsjö
}
FEW = {  # and how many are like it all the same
    "0180": 4, "1486": 4, "0184": 3, "1280": 3, "1281": 2, "2518": 2, "2523": 2, "2321": 1,
    "2584": 1,
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _released(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def model() -> Model:
    return figures.model("municipality")


def near(model: Model, code: str, chosen: Choices = SEVEN) -> Likeness:
    return likeness(model, code, chosen)


# --- who they are ---


def independent() -> dict[str, list[str]]:
    """The seven of each municipality, computed by pandas with nothing of ours but the figures."""
    logs = {"folkmangd", "sysselsatta-i-jord-och-skogsbruk", "sysselsatta-i-hotell-och-restaurang"}
    columns = {}
    for domain, ids in {
        "size": ["folkmangd", "folkmangd/landareal", "tatortsgrad"],
        "age": ["forsorjningskvot", "andel-65-plus", "andel-0-19"],
        "money": ["forvarvsinkomst", "skattekraft"],
        "school": ["eftergymnasial-utbildning"],
        "ways": ["utpendling", "inpendling"],
        "work": [
            "sysselsatta-i-tillverkning", "sysselsatta-i-jord-och-skogsbruk",
            "sysselsatta-i-kommun-och-region", "sysselsatta-i-hotell-och-restaurang", "foretagare",
        ],
        "people": ["utrikes-fodda"],
    }.items():  # fmt: skip
        for id_ in ids:
            top, _, per = id_.partition("/")
            wide = totals(top) / totals(per) if per else totals(top)
            newest = wide.dropna(axis=1, thresh=276).iloc[:, -1]
            column = np.log(newest) if top in logs else newest
            spread = (column.quantile(0.75) - column.quantile(0.25)) / 1.349
            columns[domain, id_] = ((column - column.median()) / spread).clip(-3, 3)
    scores = pd.DataFrame(columns)
    found = {}
    for code, own in scores.iterrows():
        squared = ((scores - own) ** 2).T.groupby(level=0).mean().mean()
        found[str(code)] = squared.drop(code).sort_values(kind="stable").index[:7].tolist()
    return found


def totals(id_: str) -> pd.DataFrame:
    frame = data.observations(id_, sexes=["T"])
    frame = frame[frame["region"].str.len() == 4]
    return frame.pivot_table(index="region", columns="period", values="value")


def test_an_independent_computation_finds_the_same_seven_of_all_290(model: Model) -> None:
    expected = independent()
    assert len(expected) == 290
    found = {code: [each.code for each in near(model, code).peers] for code in model.codes}
    assert found == expected


@pytest.mark.parametrize("code", EXPECTED)
def test_the_nearest_are_those_that_were_found_before(model: Model, code: str) -> None:
    found = [each.code for each in near(model, code).peers]
    assert found[: len(EXPECTED[code])] == EXPECTED[code]


def test_few_are_like_the_nine_places_that_are_like_no_other(model: Model) -> None:
    every = {code: near(model, code) for code in model.codes}
    assert {code: each.close for code, each in every.items() if each.few} == FEW
    kiruna = every["2584"]
    assert kiruna.group == ("2523",)
    assert len(kiruna.peers) == 7
    assert all(kiruna.middle(each) is None for each in model.measures)


def test_shares_are_of_one_whole_and_likeness_is_mutual_only_where_it_is(model: Model) -> None:
    for code in model.codes[::29]:
        for peer in near(model, code).peers:
            assert sum(peer.shares.values()) == pytest.approx(1)
            assert sum(peer.of_each) == pytest.approx(1)
            back = [each.code for each in near(model, peer.code).peers]
            assert peer.mutual == (code in back)


def test_a_weight_counts_for_what_it_says(model: Model) -> None:
    one = near(model, "2480", Choices(289, {"alder": "0"}))
    usual = {each.code: each for each in near(model, "2480", Choices(289)).peers}
    for each in one.peers[::40]:
        before = usual[each.code]
        rest = 7 * before.distance**2 * (1 - before.shares["alder"]) / 6
        assert each.distance == pytest.approx(rest**0.5)
        assert each.shares["alder"] == 0


def test_counties_are_compared_in_what_counties_have() -> None:
    model = figures.model("county")
    assert [each.id for each in model.domains if each.id == "pendling"] == []
    assert model.lacking == ()
    assert "skattekraft" not in {each.variable.id for each in model.measures}
    found = near(model, "20", Choices(5))
    assert found.peers[0].code == "21"  # Dalarna: Gävleborg
    assert len(found.peers) == 5


# --- what they rest on ---


def without(gone: str, last: str = "9999") -> Callable[..., pd.DataFrame]:
    """The figures of the release but for one indicator's after a year."""

    def observations(id_: str, **limits: Any) -> pd.DataFrame:
        frame = data.observations(id_, **limits)
        return frame[(id_ != gone) | (frame["period"] <= last)]

    return observations


@pytest.mark.parametrize(("gone", "domain"), [("skattekraft", "ekonomi"), ("landareal", "storlek")])
def test_a_release_without_a_variable_lacks_its_domain_and_says_so(gone: str, domain: str) -> None:
    model = figures.build("municipality", without(gone, last="0"))
    assert [each.id for each in model.lacking] == [domain]
    assert domain not in near(model, "2480").peers[0].shares
    assert "som därför inte räknas" in words.lacking(model, "sv")


def test_a_year_that_few_places_have_is_not_compared_in() -> None:
    model = figures.model("municipality")
    periods = {each.variable.id: each.period for each in model.measures}
    assert data.periods("utpendling")[-1] > periods["utpendling"] == "2022"


def test_a_year_too_long_ago_is_as_good_as_none() -> None:
    def only_one_place_has_it_later(id_: str, **limits: Any) -> pd.DataFrame:
        frame = data.observations(id_, **limits)
        late = (frame["period"] > "2018") & (frame["region"] != "2480")
        return frame[~late] if id_ == "utrikes-fodda" else frame

    model = figures.build("municipality", only_one_place_has_it_later)
    assert [each.id for each in model.lacking] == ["befolkning"]


def test_a_place_that_lacks_a_figure_is_taken_to_be_in_the_middle_and_it_is_told() -> None:
    def observations(id_: str, **limits: Any) -> pd.DataFrame:
        frame = data.observations(id_, **limits)
        return frame[(frame["region"] != "2480") | (id_ != "utrikes-fodda")]

    model = figures.build("municipality", observations)
    assert model.scores[model.codes.index("2480"), -1] == 0
    gap = [(model.measures[-1], "Utrikes födda")]
    told = words.missing(near(model, "2480"), gap, "sv")
    expected = "Uppgift saknas för Umeå om Utrikes födda; där räknas med medianen bland alla 290 "
    assert told == f"{expected}kommuner."


def test_every_variable_is_an_indicator_of_years_that_the_release_has() -> None:
    ids = [id_ for each in variables.domains() for one in each.variables for id_ in one.ids]
    assert len([one for each in variables.domains() for one in each.variables]) == 17
    assert {data.indicators()[id_].frequency for id_ in ids} == {"year"}


# --- the answer ---


def test_the_answer_tells_distance_contributions_and_what_they_rest_on(client: FlaskClient) -> None:
    answer = client.get(f"{API}/2462/similar")
    told = answer.json
    assert answer.headers["ETag"]
    assert (told["region"], told["count"], told["few"]) == ("2462", 7, False)
    assert [each["region"] for each in told["similar"]][:3] == EXPECTED["2462"]
    assert sum(told["similar"][0]["contributions"].values()) == pytest.approx(1)
    assert told["similar"][0]["distance"] == pytest.approx(0.407, abs=5e-4)
    assert len(told["variables"]) == 17
    assert all(each["period"] for each in told["variables"])


def test_the_answer_follows_weights_and_count(client: FlaskClient) -> None:
    told = client.get(f"{API}/2480/similar?weights=storlek:2,alder:0&count=3").json
    assert len(told["similar"]) == 3
    assert (told["weights"]["storlek"], told["weights"]["alder"]) == (2, 0)
    assert {each["contributions"]["alder"] for each in told["similar"]} == {0}


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("9999/similar", 404, "2480"),
        ("00/similar", 404, "2480"),
        ("2480/similar?weights=hav:1", 400, "befolkning"),
        ("24/similar?weights=pendling:1", 400, "naring"),
        ("2480/similar?weights=storlek:7", 400, "storlek:0.5"),
        ("2480/similar?weights=", 400, "weights"),
        ("2480/similar?count=0", 400, "20"),
        ("2480/similar?count=sju", 400, "20"),
        (f"2480/similar?weights={NOTHING}", 400, "minst en vikt måste vara större än 0"),
        ("2480/similar?vikt=storlek:2", 400, "weights"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    client: FlaskClient, question: str, status: int, said: str
) -> None:
    answer = client.get(f"{API}/{question}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert said in " ".join([answer.json["detail"], *answer.json["allowed"]])


# --- the page ---


def shown(client: FlaskClient, address: str) -> str:
    """What a page says, without its marks."""
    answer = client.get(address)
    assert answer.status_code == 200
    content = answer.text.split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content).replace("&amp;", "&"))


def test_the_page_tells_who_in_what_and_what_differs(client: FlaskClient) -> None:
    page = shown(client, "/kommun/2462/liknande")
    assert "Kommuner som liknar Vilhelmina" in page
    assert "Mest lik Vilhelmina är Storuman, följd av Sorsele" in page
    assert "Storuman har Vilhelmina bland sina sju." in page
    assert re.search(r"Mest olik i ekonomi \(36\s%\) och utbildning \(23\s%\)\.", page)
    assert "Vilhelmina och medianen bland sju liknande kommuner" in page
    assert "N02926" in page
    assert not re.search("snitt|Kolada räknar", page)
    english = shown(client, "/kommun/2462/liknande?lang=en")
    assert "Municipalities similar to Vilhelmina" in english
    assert "Storuman has Vilhelmina among its seven." in english


def test_the_page_says_that_few_are_like_and_shows_no_median(client: FlaskClient) -> None:
    page = shown(client, "/kommun/2584/liknande")
    assert "Bara en kommun, Gällivare, liknar Kiruna tillräckligt för att jämföras med." in page
    assert "medianen bland sju liknande" not in page
    assert "Ingen kommun är särskilt lik Åre; den närmaste är Sunne." in shown(
        client, "/kommun/2321/liknande"
    )


def test_the_county_page_speaks_of_counties(client: FlaskClient) -> None:
    page = shown(client, "/lan/20/liknande")
    assert "Län som liknar Dalarnas län" in page
    assert "Mest likt Dalarnas län är Gävleborgs län, följt av" in page
    assert "medianen bland fem liknande län" in page


def test_a_choice_of_weights_is_the_same_as_a_form_sends_it_and_as_an_address_has_it(
    client: FlaskClient,
) -> None:
    sent = shown(client, "/kommun/2480/liknande?vikt=storlek:2&vikt=&vikt=alder:0&antal=3")
    assert sent == shown(client, "/kommun/2480/liknande?vikt=storlek:2,alder:0&antal=3")
    assert "Vikt: storlek 2 och ålder 0, övriga 1." in sent
    told = client.get(f"{API}/2480/similar?weights=storlek:2,alder:0&count=3").json
    assert all(each["name"] in sent for each in told["similar"])


def test_a_page_without_any_weight_says_so_and_weighs_all_the_same(client: FlaskClient) -> None:
    page = shown(client, f"/kommun/2480/liknande?vikt={NOTHING}")
    assert "Minst en vikt måste vara större än 0." in page
    assert "Alla områden väger lika" in page
    assert "Mest lik Umeå är Linköping" in page


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("/kommun/umea", "/kommun/2480"),
        ("/kommun/Ume%C3%A5", "/kommun/2480"),
        ("/kommun/H%C3%A5bo", "/kommun/0305"),
        ("/kommun/habo", "/kommun/0643"),
        ("/kommun/upplands-vasby", "/kommun/0114"),
        ("/lan/vasterbotten", "/lan/24"),
        ("/lan/vasterbottens-lan", "/lan/24"),
    ],
)
def test_a_name_leads_to_the_code_for_good(client: FlaskClient, named: str, code: str) -> None:
    moved = client.get(f"{named}/liknande?antal=3&lang=en")
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"{code}/liknande?antal=3&lang=en"


@pytest.mark.parametrize("path", ["/kommun/9999", "/kommun/24", "/lan/2480", "/kommun/x", "/lan/x"])
def test_what_is_no_place_has_no_page(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}/liknande").status_code == 404


def test_a_release_without_the_figures_has_a_page_that_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = figures.build("municipality", lambda id_, **_: data.observations(id_, regions=[]))
    monkeypatch.setattr(figures, "model", lambda _: nothing)
    found = pages.find("/kommun/2480/liknande")
    assert found
    page = str(found[0].layout(**found[1]))
    assert "finns inte i den här dataversionen" in page
