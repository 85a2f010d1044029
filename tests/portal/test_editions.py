"""Issues of Månadsläge: made once by the command, kept for ever, and noted when figures change."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from dashboard import text
from dashboard.pages import monthly
from dashboard.web import create_app
from tests.issues import (
    SPACE,
    came,
    got,
    kept,
    printed,
    revised,
    second,
    ships,
    third,
    withdrawn,
    within,
)
from tests.shown import links, words

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORMS = {f"{lang}.{kind}" for lang in ("sv", "en") for kind in ("html", "pdf", "pptx")}
FILES = FORMS | {"report.json", "seals.json"}
ISSUE = "/manadslage/24/2026-09"
WAS, GONE = ships("medelalder")[revised()], ships("folkmangd")[withdrawn()]
OLD_AGE = {
    "sv": f"{text.number(WAS, 1, 'sv')}{SPACE}år",
    "en": f"{text.number(WAS, 1, 'en')}{SPACE}years",
}
NOTE = {
    "sv": [
        f"Medelålder, Västerbottens län {revised()}: 42,3{SPACE}år, var {OLD_AGE['sv']} i utgåvan",
        f"Folkmängd, Västerbottens län {withdrawn()}: borttagen av källan, "
        f"var {text.number(GONE, 0, 'sv')}{SPACE}personer i utgåvan",
    ],
    "en": [
        f"Average age, Västerbotten County {revised()}: 42.3{SPACE}years, "
        f"was {OLD_AGE['en']} in the issue",
        f"Population, Västerbotten County {withdrawn()}: withdrawn by the source, "
        f"was {text.number(GONE, 0, 'en')}{SPACE}people in the issue",
    ],
}
NEW, NEXT = (
    {
        "sv": f"Arbetslöshet 20–64 år per månad, Västerbottens län {month['sv']}: 3,4{SPACE}%",
        "en": f"Unemployment by month, ages 20–64, Västerbotten County {month['en']}: 3.4%",
    }
    for month in (
        {"sv": text.period(came(after), "sv"), "en": text.period(came(after), "en")}
        for after in (1, 2)
    )
)
HEADING = {"sv": "Reviderat efter utgåvan", "en": "Revised after the issue"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def grown(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same a month later, with the second issue of Västerbotten."""
    data = tmp_path_factory.mktemp("grown") / "data"
    shutil.copytree(made, data)
    second(data)
    third(data)
    ran = within(data, "--region", "24")
    assert ran.exit_code == 0, ran.output
    return data


# --- made once ---


def test_the_command_keeps_every_form_in_both_languages_and_makes_an_issue_once(
    issued: Path,
) -> None:
    before = kept(issued)
    assert set(before) == {
        f"{region}/2026-09/{name}" for region in ("24", "2480") for name in FILES
    }
    again = within(issued, "--region", "24", "--region", "2480")
    assert (again.exit_code, again.output) == (0, "2026-09: kept already for each of 2\n")
    assert kept(issued) == before


def test_what_is_served_is_what_was_kept(issued: Path, client: FlaskClient) -> None:
    for name in FORMS - {"sv.html", "en.html"}:
        lang, _, kind = name.partition(".")
        answer = got(client, f"{ISSUE}.{kind}?lang={lang}")
        assert answer.data == (issued / "reports/24/2026-09" / name).read_bytes()
    for lang in ("sv", "en"):
        assert HEADING[lang] not in got(client, f"{ISSUE}.html?lang={lang}").text
    newest = got(client, "/manadslage/24/senaste.html").text
    assert newest == got(client, f"{ISSUE}.html").text
    assert "Utgåva 2026-09, gjord av dataversion 2026-09-14-" in newest


def test_the_release_of_an_issue_is_never_pruned(issued: Path) -> None:
    assert [path.name[:10] for path in (issued / "frozen").iterdir()] == ["2026-09-14"]


# --- after a new release ---


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_revision_is_noted_in_the_issue_and_the_kept_files_stay(
    issued: Path, client: FlaskClient, lang: str
) -> None:
    before = kept(issued)
    second(issued)
    page = got(client, f"{ISSUE}.html?lang={lang}").text
    assert HEADING[lang] in page
    for line in NOTE[lang]:
        assert line in page
    assert page.count(OLD_AGE[lang]) > 1  # its own stays
    assert NEW[lang] not in page  # what has come since is of the issue after

    paper = got(client, f"{ISSUE}.pdf?lang={lang}").data
    assert paper != before[f"24/2026-09/{lang}.pdf"]
    for line in NOTE[lang]:
        assert line.replace(SPACE, " ") in printed(paper)
    assert got(client, f"{ISSUE}.pptx?lang={lang}").data == before[f"24/2026-09/{lang}.pptx"]
    assert kept(issued) == before


def test_a_revision_is_noted_as_data(issued: Path, client: FlaskClient) -> None:
    second(issued)
    record = got(client, f"{ISSUE}.json").json
    revised = record["added"]["revised"]
    told = [
        (r["was"]["indicator"], r["was"]["value"], r["now"] and r["now"]["value"]) for r in revised
    ]
    assert sorted(told) == [("folkmangd", GONE, None), ("medelalder", round(WAS, 1), 42.3)]
    as_made = json.loads((issued / "reports/24/2026-09/report.json").read_bytes())
    assert {key: value for key, value in record.items() if key != "added"} == as_made


def test_only_what_an_issue_rests_on_is_noted(issued: Path, client: FlaskClient) -> None:
    """Umeå's average age was set beside its county's; the county's population was not."""
    second(issued)
    [revised] = got(client, "/manadslage/2480/2026-09.json").json["added"]["revised"]
    assert (revised["was"]["indicator"], revised["was"]["region"]) == ("medelalder", "24")
    page = got(client, "/manadslage/2480/2026-09.html").text
    assert NOTE["sv"][0] in page
    assert NOTE["sv"][1] not in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_senaste_is_the_state_just_now_and_tells_what_is_new(
    issued: Path, client: FlaskClient, lang: str
) -> None:
    name = second(issued)
    page = got(client, f"/manadslage/24/senaste.html?lang={lang}").text
    kind = {"sv": "Läget just nu, enligt dataversion", "en": "The state just now, by release"}[lang]
    assert f"{kind} {name}" in page
    shown = words(monthly.layout(region="24", lang=lang))
    for line in (NEW[lang], *NOTE[lang]):
        assert line in page
        assert line in shown
    news = got(client, "/manadslage/24/senaste.json").json["news"]
    assert news["since"] == "2026-09"
    assert [(cell["indicator"], cell["value"]) for cell in news["new"]] == [
        ("arbetsloshet-manad", 3.4)
    ]
    assert {each["was"]["indicator"] for each in news["revised"]} == {"folkmangd", "medelalder"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_feed_has_each_issue_once_under_an_id_that_stays(
    issued: Path, grown: Path, client: FlaskClient, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries() -> list[ET.Element]:
        content = got(client, f"/manadslage/24.atom?lang={lang}").data
        return ET.fromstring(content).findall("a:entry", ATOM)  # noqa: S314 - our own words

    def told(entry: ET.Element, name: str) -> str:
        return entry.findtext(f"a:{name}", "", ATOM)

    [before] = entries()
    assert told(before, "updated") == "2026-09-14T00:00:00Z"
    assert ("september 2026" if lang == "sv" else "September 2026") in told(before, "title")
    second(issued)
    [after] = entries()
    assert ET.tostring(after) == ET.tostring(before)
    monkeypatch.setenv("NORRLAGET_DATA", str(grown))
    newest, oldest = entries()
    assert told(oldest, "id") == told(before, "id") != told(newest, "id")
    assert told(newest, "updated") == "2026-10-12T00:00:00Z"


def test_the_next_month_has_an_issue_of_its_own(
    made: Path, grown: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(grown))
    assert kept(grown).items() > kept(made).items()
    found = links(monthly.layout(region="24"))
    for issue in ("2026-09", "2026-10"):
        assert f"/manadslage/24/{issue}.html" in found
    page = got(client, "/manadslage/24/2026-10.html").text
    assert "Nytt sedan utgåvan september 2026" in page
    for line in (NEXT["sv"], *NOTE["sv"]):
        assert line in page
    assert page == got(client, "/manadslage/24/senaste.html").text
    assert HEADING["sv"] in got(client, f"{ISSUE}.html").text


def test_an_earlier_issue_made_later_is_of_its_own_months_release(
    issued: Path, client: FlaskClient
) -> None:
    """The feed then changes, and whoever has it is not told that it is the same."""
    shutil.rmtree(issued / "reports/2480")
    third(issued)
    assert within(issued, "--region", "2480").exit_code == 0
    tag = got(client, "/manadslage/2480.atom").headers["ETag"]
    assert within(issued, "--region", "2480", "--issue", "2026-09").exit_code == 0
    record = json.loads((issued / "reports/2480/2026-09/report.json").read_bytes())
    assert record["release"].startswith("2026-09-14-")
    assert record["news"] is None
    again = client.get("/manadslage/2480.atom", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.text.count("<entry>") == 2
