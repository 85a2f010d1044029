"""What changed, as readers meet it: the page in words and pairs, the feed, the file, the marks."""

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import data, origin, text
from dashboard.pages import indicator as indicator_page
from dashboard.pages import revisions as page
from dashboard.revisions import changes as revisions
from dashboard.revisions import largest
from dashboard.revisions import words as revision_words
from dashboard.web import create_app
from etl.model import COLUMNS, KEY, PublishedIndicator
from etl.store import changes, releases
from etl.store.changes import Changed
from tests.sample import apart, indicator, meanings, observations, sample_release
from tests.shown import links, parts, rows_shown, words

SPACE = "\u00a0"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ID = "folkmangd"


def release(
    folder: Path, frame: pd.DataFrame, indicators: list[PublishedIndicator] | None = None
) -> str:
    name = releases.publish(folder, apart(indicators or meanings(), frame), changes.write)
    assert name is not None
    return name


def at(rows: pd.DataFrame, *key: str) -> pd.Series:
    return (rows[KEY] == list(key)).all(axis=1)


def revised_rows() -> pd.DataFrame:
    """The sample with a new period, revised values, one withdrawn, and a new symbol."""
    rows = observations()
    rows.loc[at(rows, ID, "2480", "T", "total", "2022"), "value"] = 132240.0
    rows.loc[at(rows, ID, "0180", "T", "total", "2022"), ["value", "status"]] = [984748.0, ""]
    rows.loc[at(rows, "utbildning", "2480", "K", "total", "2022"), "value"] = 65.6124
    rows.loc[at(rows, "folkmangd-manad", "24", "T", "100+", "2026M02"), "status"] = ""
    rows = rows[~at(rows, ID, "24", "T", "total", "2022")]
    added = [(ID, "2480", sex, "total", "2023", 1.0, "") for sex in "KMT"]
    return pd.concat([rows, pd.DataFrame(added, columns=COLUMNS)], ignore_index=True)


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, as the release that ships."""
    folder = tmp_path_factory.mktemp("ships")
    return folder / "releases" / sample_release(folder)


@pytest.fixture
def folder(tmp_path: Path, ships: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    monkeypatch.setattr(releases, "DEFAULT", ships)
    return tmp_path


@pytest.fixture
def two(folder: Path) -> tuple[str, str]:
    """The ids of an older and a newer release."""
    return release(folder, observations()), release(folder, revised_rows())


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


# --- the page ---


@pytest.mark.usefixtures("two")
def test_the_page_tells_each_indicator_in_words_and_pairs() -> None:
    shown = page.layout()
    told = words(shown)
    assert (
        "Indikatorer: 2 med ändrade siffror, 1 med borttagna siffror, 1 med nya perioder." in told
    )
    assert "Nytt: 2023. 2 siffror är ändrade, 1 siffra är borttagen, 3 siffror är nya." in told
    assert "Källa: Kolada, N01951. Bearbetning: Norrläget." in told
    assert rows_shown(shown) == [
        ["Västerbottens län", "2022", "totalt", f"276{SPACE}295", "borttagen"],
        ["Umeå", "2022", "totalt", f"132{SPACE}235", f"132{SPACE}240"],
        ["Stockholm", "2022", "totalt", "uppgift saknas", f"984{SPACE}748"],
        ["Umeå", "2022", "kvinnor", "65,6123", "65,6124"],
        ["Västerbottens län", "februari 2026", "totalt, 100 år och äldre",
         "104 (preliminär uppgift)", "104"],
    ]  # fmt: skip


@pytest.mark.usefixtures("two")
def test_the_page_is_whole_in_english() -> None:
    told = words(page.layout(lang="en"))
    assert "The release of 15\u00a0June 2026 compared with the one earlier that day." in told
    assert "2 figures are revised, 1 figure is withdrawn, 3 figures are new." in told
    assert "132,235" in told
    assert not re.search(
        r"\b(siffr\w+|förut|utgåva|dataversion|källa|område)\b", told, re.IGNORECASE
    )
    assert all("lang=en" in link or ".csv" in link for link in links(page.layout(lang="en")))


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_hash_is_told_but_days(lang: str) -> None:
    assert not re.search("[0-9a-f]{8}", words(page.layout(lang=lang)))


@pytest.mark.usefixtures("two")
def test_the_page_leads_with_the_largest_change_in_words() -> None:
    told = [words(each) for each in parts(page.layout()) if each._type in ("P", "Li")]
    of = "folkmängden var"  # 5 of 132 240 is more than a ten-thousandth of 65,6124
    assert told[0] == f"Umeå 2022: {of} 132{SPACE}235{SPACE}personer, är nu 132{SPACE}240."
    assert told[1].startswith("Umeå 2022: Eftergymnasialt utbildade, kvinnor var 65,6123")
    assert told[1].endswith("är nu 65,6124.")


def test_the_largest_is_told_first_and_riket_before_what_lies_in_it(folder: Path) -> None:
    release(folder, observations())
    rows = observations()
    rows.loc[at(rows, ID, "2480", "T", "total", "2021"), "value"] *= 3
    rows.loc[at(rows, ID, "00", "T", "total", "2022"), "value"] *= 1.5
    rows.loc[at(rows, "utbildning", "2480", "K", "total", "2022"), "value"] /= 10
    release(folder, rows)
    told = [*largest.sentences(revisions.newest(), "sv").values()]  # type: ignore[arg-type]
    assert [each.partition(":")[0] for each in told] == ["Umeå 2022", "Riket 2022"]
    english = largest.sentences(revisions.newest(), "en")  # type: ignore[arg-type]
    assert english[ID].startswith("Sweden 2022: ")


@pytest.mark.usefixtures("two")
def test_region_and_indicator_limit_the_page() -> None:
    assert [row[0] for row in rows_shown(page.layout(region="2480"))] == ["Umeå", "Umeå"]
    assert len(rows_shown(page.layout(indicator=ID))) == 3
    assert len(rows_shown(page.layout(indicator=ID, region="0180"))) == 1
    assert "Inget är ändrat här" in words(page.layout(region="2580"))
    assert len(rows_shown(page.layout(region=["99"], indicator="alla", utm_source="x"))) == 5


@pytest.mark.usefixtures("two")
def test_a_row_leads_to_its_indicator_region_and_period() -> None:
    found = links(page.layout(region="2480"))
    assert "/indikatorer/folkmangd?region=2480&sex=T&age=total&period=2022" in found
    assert "/revideringar.atom?region=2480" in found
    assert "/revideringar.csv?region=2480" in found


def test_an_older_release_has_its_address_and_a_pruned_one_says_so(
    two: tuple[str, str], folder: Path
) -> None:
    third = release(folder, observations().iloc[1:])
    newest, older, plain = (words(page.layout(release=each)) for each in (third, two[1], ""))
    assert newest.partition("Visa")[0].split() == plain.partition("Visa")[0].split()
    assert f"är nu 132{SPACE}240." not in newest
    assert f"är nu 132{SPACE}240." in older
    assert "finns inte kvar" in words(page.layout(release=two[0]))


def test_the_first_release_and_the_one_that_ships_say_there_is_nothing_to_compare(
    folder: Path,
) -> None:
    assert "har ingen tidigare att jämföras med" in words(page.layout())
    release(folder, observations())
    assert "Dataversionen från 15\u00a0juni 2026 har ingen tidigare" in words(page.layout())
    assert "has no earlier release" in words(page.layout(lang="en"))


def test_the_first_refresh_of_an_installation_tells_what_it_changed_of_what_ships(
    folder: Path, client: FlaskClient
) -> None:
    rows = revised_rows()
    release(folder, rows[rows["indicator"] != "utbildning"], [meanings()[0], meanings()[2]])
    told = words(page.layout())
    assert "jämförd med den" in told
    assert "2 siffror är ändrade, 1 siffra är borttagen, 3 siffror är nya." in told
    assert "utgått" not in told  # what only the release that ships has was never this folder's
    assert set(table(client)["indicator"]) == {ID, "folkmangd-manad"}


def test_many_changes_are_cut_short_and_lead_on(folder: Path) -> None:
    release(folder, observations())
    rows = observations()
    rows["value"] += 7
    release(folder, rows)
    left = len(rows[(rows["indicator"] == ID) & rows["value"].notna()]) - page.EACH
    assert f"Visa {left} till" in words(page.layout())
    assert len(rows_shown(page.layout(indicator=ID))) == page.EACH + left


def test_new_words_and_indicators_that_come_and_go_are_told(folder: Path) -> None:
    release(folder, observations())
    named = indicator(title="Invånare", unit="invånare", table="N09999")
    rows = observations()
    release(folder, rows[rows["indicator"] != "utbildning"], [named, meanings()[2]])
    told = words(page.layout())
    assert "Heter nu ”Invånare”, förut ”Folkmängd”." in told
    assert "Enheten är nu invånare, förut personer." in told
    assert "Hämtas nu ur tabell N09999, förut N01951." in told
    assert "Eftergymnasialt utbildade Indikatorn har utgått" in told
    assert not any("/indikatorer/utbildning" in link for link in links(page.layout()))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_kind_of_change_has_its_words(lang: Any) -> None:
    changed = Changed(
        id=ID, title="Folkmängd", title_en="Population", kind="renamed", was="invanare",
        words={"ended": ("", "2022"), "notes": ("", "x")}, withdrawn_periods=["2019"],
        new_periods=["2020", "2021", "2022", "2023"], cells={"revised": 1, "new": 2345},
    )  # fmt: skip
    told = " ".join(revision_words.sentences(changed, lang))
    if lang == "sv":
        assert told == (
            "Hette förut invanare. Källan publicerar inga nya siffror längre. Beskrivningen av "
            "indikatorn är ändrad. Nytt: 4 perioder, 2020–2023. Borttaget: 2019. "
            f"1 siffra är ändrad, 2{SPACE}345 siffror är nya."
        )
    else:
        assert "The source publishes no new figures any more." in told
        assert "1 figure is revised, 2,345 figures are new." in told


# --- the feed ---


def feed(client: FlaskClient, query: str = "") -> ET.Element:
    answer = client.get(f"/revideringar.atom{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data)  # noqa: S314 - our own


def found(element: ET.Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path, ATOM)]


def test_the_feed_has_what_atom_demands(client: FlaskClient, two: tuple[str, str]) -> None:
    root = feed(client)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        assert [len(found(element, f"a:{name}")) for name in ("id", "title", "updated")] == [1] * 3
        assert found(element, "a:id")[0].startswith("urn:uuid:")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", found(element, "a:updated")[0])
    assert found(root, "a:author/a:name") == ["Norrläget"]
    addresses = {each.get("rel"): each.get("href") for each in root.findall("a:link", ATOM)}
    assert addresses["self"] == f"{origin.address()}/revideringar.atom"
    assert len(root.findall("a:entry", ATOM)) == 1
    assert f"release={two[1]}" in str(root.find("a:entry/a:link", ATOM).get("href"))  # type: ignore[union-attr]
    assert "Folkmängd: Nytt: 2023." in found(root, "a:entry/a:content")[0]


@pytest.mark.usefixtures("two")
def test_an_entry_keeps_its_id_in_every_run_and_differs_from_all_others(
    client: FlaskClient, folder: Path
) -> None:
    before = found(feed(client), "a:entry/a:id")
    release(folder, observations().iloc[1:])
    after = found(feed(client), "a:entry/a:id")
    assert after[1:] == before
    limited = [found(feed(client, f"?{q}"), "a:entry/a:id") for q in ("region=2480", "lang=en")]
    assert len({*after, *limited[0], *limited[1]}) == len(after) + sum(map(len, limited))


@pytest.mark.usefixtures("two")
def test_the_feed_can_be_of_one_indicator_or_region(client: FlaskClient) -> None:
    told = found(feed(client, "?region=2480&lang=en"), "a:entry/a:content")
    assert told[0].splitlines()[1] == "Higher education: 1 figure is revised."
    assert found(feed(client, "?indicator=utbildning&region=0180"), "a:entry/a:id") == []


def test_a_feed_without_changes_is_a_feed_still(client: FlaskClient, folder: Path) -> None:
    release(folder, observations())
    assert found(feed(client), "a:updated") == [f"{meanings()[2].taken}T00:00:00Z"]
    assert feed(client).findall("a:entry", ATOM) == []


@pytest.mark.usefixtures("two")
def test_the_feed_names_no_host_but_its_own(client: FlaskClient) -> None:
    text = client.get("/revideringar.atom").text
    hosts = set(re.findall(r"https?://([^/\"<]+)", text))
    assert hosts == {
        "www.w3.org",
        origin.address().partition("//")[2],
    }  # the first is Atom's name, fetched by nobody


# --- the file ---


def table(client: FlaskClient, query: str = "") -> pd.DataFrame:
    answer = client.get(f"/revideringar.csv{query}")
    assert answer.status_code == 200, answer.text
    return pd.read_csv(io.BytesIO(answer.data), dtype=str, keep_default_na=False)


def test_the_file_has_every_cell_with_the_sources_own_values(
    client: FlaskClient, two: tuple[str, str]
) -> None:
    cells = table(client)
    assert len(cells) == 8
    assert set(cells["release"]) == {two[1]}
    assert set(cells["since"]) == {two[0]}
    row = cells[cells["indicator"] == "utbildning"].iloc[0]
    assert (row["old_value"], row["new_value"], row["unit"]) == ("65.612345", "65.6124", "%, andel")
    gone = cells[cells["change"] == "withdrawn"].iloc[0]
    assert (gone["region_name"], gone["old_value"], gone["new_value"]) == (
        "Västerbottens län", "276295", "",
    )  # fmt: skip
    null = cells[cells["region"] == "0180"].iloc[0]
    assert (null["old_value"], null["old_status"], null["new_value"]) == ("", "Missing", "984748")


@pytest.mark.usefixtures("two")
def test_the_file_can_be_limited_and_written_for_swedish_excel(client: FlaskClient) -> None:
    assert len(table(client, "?change=new")) == 3
    assert len(table(client, "?indicator=folkmangd&region=2480&change=revised")) == 1
    answer = client.get("/revideringar.csv?format=csv-sv&indicator=utbildning")
    assert answer.data.startswith(b"\xef\xbb\xbfrelease;since;indicator;")
    assert ";65,612345;" in answer.text


def test_without_changes_the_file_is_its_header(client: FlaskClient, folder: Path) -> None:
    release(folder, observations())
    assert client.get("/revideringar.csv").text.startswith("release,since,indicator,region,")
    assert table(client).empty


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        (".csv?region=99", 404),
        (".csv?release=2020-01-01-00000000", 404),
        (".csv?release=../default", 404),
        (".csv?change=x", 400),
        (".csv?change=new&change=revised", 400),
        (".csv?format=xlsx", 400),
        (".csv?lang=en", 400),
        (".atom?indicator=nej", 404),
        (".atom?release=x", 400),
    ],
)
def test_a_question_without_answer_is_refused_in_words(
    client: FlaskClient, path: str, status: int
) -> None:
    answer = client.get(f"/revideringar{path}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["allowed"]


# --- the marks in tables ---


def dated(day: str) -> list[PublishedIndicator]:
    return [each.model_copy(update={"taken": pd.Timestamp(day).date()}) for each in meanings()]


def test_a_value_is_marked_when_it_was_revised_since_the_first_release_of_last_month(
    folder: Path,
) -> None:
    rows = observations()
    release(folder, rows, dated("2026-08-03"))
    assert revisions.revised(ID).empty
    women = at(rows, ID, "2480", "K", "total", "2022")
    rows.loc[women, "value"] += 1
    release(folder, rows, dated("2026-08-28"))
    assert revisions.revised(ID).empty
    rows = revised_rows()
    women = at(rows, ID, "2480", "K", "total", "2022")
    rows.loc[women, "value"] += 1
    newest = release(folder, rows, dated("2026-09-14"))
    assert data.release().id == newest

    earlier = revisions.last_month()
    assert earlier is not None
    assert earlier.id.startswith("2026-08-03")
    marked = revisions.revised(ID, ["2480"])
    assert marked[["sex", "period"]].to_numpy().tolist() == [["K", "2022"], ["T", "2022"]]
    key = ("2480", "T", "total", "2022")
    swedish, english = (revision_words.before(marked, meanings()[0], lang) for lang in ("sv", "en"))
    assert text.revised(swedish[key], "sv") == f"reviderad, förut 132{SPACE}235"
    assert text.revised(english[key], "en") == "revised, was 132,235"
    assert revisions.revised("finns-inte").empty


def test_the_indicators_tables_mark_revised_values_and_say_what_the_mark_means(
    folder: Path,
) -> None:
    release(folder, observations(), dated("2026-08-03"))
    release(folder, revised_rows(), dated("2026-09-14"))
    shown = indicator_page.layout(name="utbildning", region="2480", sex="K")
    trend = next(part for part in parts(shown) if getattr(part, "id", "") == "trend-table")
    assert rows_shown(trend)[0][1] == "65,6 r  (reviderad, förut 65,6123)"
    legend = "Reviderad av källan sedan förra månadens dataversion (2026-08-03)."
    assert legend in words(trend)
    assert "/revideringar?indicator=utbildning" in links(trend)

    drawn = indicator_page.layout(name="utbildning", region="2480", sex="K")
    stores = {getattr(part, "id", ""): part for part in parts(drawn)}
    payload = json.loads(stores["map-data"].children)
    place = str(payload["codes"].index("2480"))
    assert payload["was"] == {"0": {place: "65,6123"}}
    assert payload["mark"] == {"letter": "r", "words": "reviderad, förut {was}"}
    assert legend in words(stores["map-marked"])
    unmarked = indicator_page.layout(name="utbildning", region="2421")
    marks = [words(part) for part in parts(unmarked) if part._type == "Sup"]
    assert marks == ["r"]  # the one of the legend, which is hidden until the map has a mark
    assert "förut" not in words(unmarked)
    english = indicator_page.layout(name="utbildning", region="2480", sex="K", lang="en")
    assert "65.6 r  (revised, was 65.6123)" in words(english)


def test_values_in_another_unit_are_not_marked(folder: Path) -> None:
    release(folder, observations(), dated("2026-08-03"))
    named = [each.model_copy(update={"unit": "tusental"}) for each in dated("2026-09-14")]
    rows = observations()
    rows["value"] /= 1000
    release(folder, rows, named)
    assert revisions.last_month() is not None
    assert revisions.revised(ID).empty
