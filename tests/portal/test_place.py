"""The page of a place: its parts in order, what it says of each figure, and the ways to it."""

import html
import re
from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import address, data, references, text
from dashboard.parameters import Parameters
from dashboard.place import figures, sections, words
from dashboard.place.model import Profile
from dashboard.web import create_app
from tests import shown

LANGS: tuple[text.Lang, text.Lang] = ("sv", "en")
# A regional centre, one with few peers, two small ones, the capital, a county of one municipality.
PLACES = ["2480", "2584", "2425", "2403", "0180", "0980", "24"]
VERDICTS = {
    "sv": ["högre än", "lägre än", "ungefär som", "mot", "likaså", "inom vad som brukar skilja"],
    "en": [
        "higher than",
        "lower than",
        "about the same as",
        "against",
        "likewise",
        "within the us",
    ],
}
ROW = re.compile(r'<li><div class="what">.*?</details></li>', re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def _released(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@cache
def profile(code: str) -> Profile:
    return figures.profile(code, references.parse(Parameters({}), code))


def path(code: str, lang: text.Lang = "sv", **more: str) -> str:
    return address.place(code, lang, **more)


def told(page: str) -> str:
    """A page's words on one line."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


# --- its parts ---


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", PLACES)
def test_a_page_has_every_section_in_its_order_whatever_has_figures(
    client: FlaskClient, code: str, lang: text.Lang
) -> None:
    found = re.findall(r"<h2>(.*?)</h2>", shown.page(client, path(code, lang)))
    first, last = {
        "sv": ("Sticker ut", ["Det här kan inte bedömas", "Om sidan"]),
        "en": ("What stands out", ["What cannot be judged", "About the page"]),
    }[lang]
    subjects = [text.say(lang, each.title, each.title_en) for each in sections.sections()]
    members = found[1 + len(subjects) : -2]
    assert found == [first, *subjects, *members, *last]
    assert len(members) == (len(code) == 2)


@pytest.mark.parametrize("code", PLACES)
def test_a_section_without_figures_keeps_its_heading_and_says_so(
    client: FlaskClient, code: str
) -> None:
    page = shown.page(client, path(code))
    bare = [each for each in profile(code).sections if not each.rows]
    for each in bare:
        card = page.split(f'id="{each.id}"')[1].split("</section>")[0]
        assert each.title in card
        assert "finns inga uppgifter" in card
    assert page.count("finns inga uppgifter här") == len(bare)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", PLACES)
def test_every_figure_stands_beside_its_period_unit_and_verdicts(
    client: FlaskClient, code: str, lang: text.Lang
) -> None:
    rows = ROW.findall(shown.page(client, path(code, lang)))
    assert len(rows) == len(profile(code).rows)
    for row, drawn in zip(profile(code).rows, rows, strict=True):
        said = told(drawn)
        value = told(re.findall(r'<p class="value">(.*?)</p>', drawn, re.DOTALL)[0])
        number = text.number(row.now.value, row.indicator.decimals, lang)
        assert " ".join(number.split()) in value
        assert value.endswith(text.period(row.now.period, lang)) or row.now.status
        verdicts = re.findall(r"<li><svg.*?</li>", drawn, re.DOTALL)
        assert len(verdicts) == len(row.against)
        for each in verdicts:
            assert told(each).startswith(tuple(VERDICTS[lang])), told(each)
        assert words.direction(row.direction, lang) in said


@pytest.mark.parametrize("code", PLACES)
def test_a_difference_is_said_of_what_is_certain_and_of_nothing_else(code: str) -> None:
    for row in profile(code).rows:
        for against in row.against.values():
            said = words.verdict(row, against, "sv")
            certain = against.verdict.certain and against.verdict.size
            assert (said in {"högre än", "lägre än"}) == bool(certain)
            assert (said == "mot") == (against.verdict.certain is None)
            assert bool(words.better(row, against, "sv")) <= bool(certain)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", PLACES)
def test_what_stands_out_is_told_with_its_link_or_that_nothing_does(
    client: FlaskClient, code: str, lang: text.Lang
) -> None:
    page = shown.page(client, path(code, lang))
    card = page.split('id="sticker-ut"')[1].split("</section>")[0]
    rows = [*profile(code).ahead, *profile(code).behind]
    links = re.findall(r'href="/indikatorer/([^"?]+)', card)
    assert links == [row.indicator.id for row in rows]
    certainty = words.certainty(lang) in told(card)
    nothing = text.say(lang, "Inget sticker tydligt ut mot", "Nothing clearly stands out") in card
    assert (certainty, nothing) == (bool(rows), not rows)


@pytest.mark.parametrize("code", PLACES)
def test_what_cannot_be_judged_is_told_by_name(client: FlaskClient, code: str) -> None:
    card = shown.page(client, path(code)).split('id="obedomt"')[1].split("</section>")[0]
    for each in profile(code).unjudged:
        assert each.indicator.title in told(card)


@pytest.mark.parametrize("code", PLACES)
def test_every_section_says_where_its_figures_are_from(client: FlaskClient, code: str) -> None:
    page = shown.page(client, path(code))
    for each in profile(code).sections:
        card = told(page.split(f'id="{each.id}"')[1].split("</section>")[0])
        for line in text.source_lines([row.indicator for row in each.rows]):
            assert line in card


# --- the ways to it ---


def test_a_name_and_the_code_of_another_level_lead_to_the_place(client: FlaskClient) -> None:
    ways = {
        "/kommun/umea": "/kommun/2480",
        "/kommun/Umeå": "/kommun/2480",
        "/kommun/24": "/lan/24",
        "/lan/vasterbotten": "/lan/24",
        "/lan/2480": "/kommun/2480",
        "/kommun/vasternorrland": "/lan/22",
    }
    for asked, there in ways.items():
        answer = client.get(asked)
        assert answer.status_code in (301, 308), asked
        assert client.get(asked, follow_redirects=True).request.path == there, asked


def test_a_place_that_is_not_is_no_page_and_the_nearest_names_are_told(
    client: FlaskClient,
) -> None:
    for asked, name in {
        "/kommun/umaa": "Umeå",
        "/kommun/skeleftea": "Skellefteå",
        "/lan/vasterboten": "Västerbottens län",
    }.items():
        answer = client.get(asked)
        assert answer.status_code == 404
        assert f"Menade du {name}" in told(answer.text)
    assert "Menade du" not in client.get("/kommun/9999").text
    assert client.get("/kommun/9999").status_code == 404


def test_what_it_is_compared_with_goes_with_every_way_on(client: FlaskClient) -> None:
    page = shown.page(client, path("2480", mot="skr"))
    links = re.findall(r'href="(/(?:kommun|lan|norra-sverige|indikatorer)[^"]*)"', page)
    assert len(links) > len(profile("2480").rows)
    assert [each for each in links if "mot=skr" not in each] == []


def test_weights_go_with_the_choice_of_what_it_is_compared_with(client: FlaskClient) -> None:
    page = shown.page(client, path("2480", vikt="alder:2"))
    hidden = re.findall(r"<input [^>]*hidden[^>]*>", page)
    assert any('name="vikt"' in each and 'value="alder:2"' in each for each in hidden)


def test_a_comparison_that_cannot_be_made_is_said_and_the_usual_is_shown(
    client: FlaskClient,
) -> None:
    usual = shown.page(client, path("2480"))
    assert 'role="status"' not in usual
    for asked, named in {
        "egna:9999": "9999",
        "egna:24": "Västerbottens län",
        "egna:2480": "Umeå",
        "grannar": "grannar",
    }.items():
        page = shown.page(client, path("2480", mot=asked))
        note = told(page.split('role="status"')[1].split("</p>")[0])
        assert named in note
        assert 'value="liknande" selected' in page
    some = shown.page(client, path("2480", mot="egna:2482,9999"))
    assert "9999" in told(some.split('role="status"')[1].split("</p>")[0])
    assert 'value="egna:2482" selected' in some


def test_where_too_few_are_like_a_place_the_page_says_what_it_compares_with(
    client: FlaskClient,
) -> None:
    page = told(shown.page(client, path("2584")))
    assert "Bara en kommun, Gällivare, liknar Kiruna" in page
    assert "Sidan jämför därför med mindre städer och tätorter." in page


# --- a county, and the four ---


def columns(page: str) -> list[list[str]]:
    body = page.split('class="members"')[1].split("</table>")[0].split("<tbody>")[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [[told(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t", row)] for row in rows]


def test_a_county_shows_its_municipalities_by_the_column_asked_for(client: FlaskClient) -> None:
    plain = columns(shown.page(client, path("24")))
    names = [data.region_name(code) for code in data.municipalities_of("24")]
    assert [row[0] for row in plain] == sorted(names, key=text.order)
    rising = columns(shown.page(client, path("24", sort="folkmangd")))
    numbers = [int(re.sub(r"\D", "", row[1])) for row in rising]
    assert numbers == sorted(numbers)
    falling = columns(shown.page(client, path("24", sort="-folkmangd")))
    assert falling == rising[::-1]


@pytest.mark.parametrize("lang", LANGS)
def test_the_four_counties_and_riket_have_their_own_figures_and_no_sum(
    client: FlaskClient, lang: text.Lang
) -> None:
    page = shown.page(client, path(data.NORTH, lang))
    row = next(each for each in page.split("<tr>") if "/indikatorer/folkmangd" in each)
    cells = [told(each) for each in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    for cell, code in zip(cells, [*data.NORRLAND, "00"], strict=True):
        found = data.headlines(code, ["folkmangd"])["folkmangd"]
        assert cell.split("  ")[0].startswith(" ".join(text.number(found.value, 0, lang).split()))


def test_no_figure_is_said_to_move_below_zero_where_no_place_has_one_there() -> None:
    rows = [row for code in PLACES for each in profile(code).sections for row in each.rows]
    clipped = [
        row for row in rows if row.interval and row.interval.low < 0 <= min(row.among.values())
    ]
    assert clipped  # such as few dwellings a year
    assert [words.interval(row, "sv") for row in clipped if "−" in words.interval(row, "sv")] == []
