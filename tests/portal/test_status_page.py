"""The state of the data, for people: what came when, what failed, what is kept, what is due."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import data, web
from dashboard.pages import status as page
from dashboard.status import standing
from etl.model import COLUMNS, PublishedIndicator
from etl.store import cadence, releases, status, verified
from etl.store.verified import Revised, Verified
from tests.replay import Emulator
from tests.runs import runner
from tests.sample import apart, indicator, meanings, observations, without_figures
from tests.shown import links, parts, rows_shown, words
from tests.small import POPULATION


def today() -> date:
    """Asked anew by each test: a run of all of them can go on past midnight."""
    return datetime.now(UTC).date()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    return tmp_path


def monthly(**changed: Any) -> PublishedIndicator:
    return meanings()[2].model_copy(update=changed)


def dated(folder: Path, release: str | None, day: date) -> None:
    """As if the release had been written on that day."""
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    os.utime(folder / "releases" / str(release) / "manifest.json", (stamp, stamp))


def test_the_summary_counts_the_fresh_the_stale_and_the_awaited(folder: Path) -> None:
    awaited = [without_figures()]
    releases.publish(folder, apart(meanings(), observations()), awaited=awaited)
    ids = ["folkmangd", "utbildning", "folkmangd-manad"]
    status.write(folder, dict.fromkeys(ids[:2]) | {ids[2]: "scb: no answer"}, ids, ())
    told = words(page.layout())
    assert (
        "2 av 3 indikatorer är bekräftade hos källan de senaste 35 dagarna. 1 är det inte" in told
    )
    assert "1 hämtas vid nästa uppdatering." in told
    assert " 1 was not, or could not be updated" in words(page.layout(lang="en"))
    assert f"Den senaste uppdateringen blev klar {today()}" in told.replace("  ", " ")
    assert f"visas sedan {today()}" in told.replace("  ", " ")
    status.write(folder, {ids[2]: None}, ids, ())
    assert "Alla 3 indikatorer är bekräftade" in words(page.layout())


def test_a_sample_asked_of_the_sources_again_is_told_with_what_they_have_changed(
    folder: Path,
) -> None:
    assert "Stickprov" not in words(page.layout())
    one = Revised(
        indicator="folkmangd", region="2480", sex="T", age="total", period="2022", ours=1, theirs=2
    )
    at = datetime(2026, 11, 28, 4, tzinfo=UTC)
    verified.write(folder, Verified(at=at, release="x", same=49, revised=[one], unasked=0))
    told = words(page.layout())
    assert "Stickprov hos källorna" in told
    assert ": 49 av 50 uppgifter är lika; 1 har källan ändrat" in told
    (folder / verified.NAME).write_text("{")
    assert "Stickprov" not in words(page.layout())


def test_what_failed_comes_first_with_since_when_and_what_is_kept(folder: Path) -> None:
    releases.publish(folder, apart(meanings(), observations()))
    problem = "folkmangd-manad: scb TAB6471: answered 503 for 40 s"
    ids = ["folkmangd", "utbildning", "folkmangd-manad"]
    status.write(folder, dict.fromkeys(ids[:2]) | {ids[2]: problem}, ids, ())
    shown = page.layout()
    sections = [part for part in parts(shown) if part._type == "Section"]
    assert [words(part.children[0]) for part in sections] == ["SCB", "Kolada"]
    told = " ".join(words(sections[0]).split())
    assert (
        f"Har inte kunnat uppdateras sedan {today()}. Siffrorna till och med februari 2026" in told
    )
    assert "ligger kvar" in told
    assert problem in told
    english = words(page.layout(lang="en"))
    assert "The figures until February 2026" in english
    assert "ligger kvar" not in english


def test_many_troubles_are_told_a_few_in_full_and_the_rest_on_demand(folder: Path) -> None:
    many = [indicator(id=f"n{number}") for number in range(page.TOLD + 3)]
    rows = observations().query("indicator == 'folkmangd'")
    frame = pd.concat([rows.assign(indicator=each.id) for each in many], ignore_index=True)
    releases.publish(folder, apart(many, frame))
    status.write(folder, {each.id: "no answer" for each in many}, [each.id for each in many], ())
    shown = page.layout()
    assert "Visa 3 till" in words(shown)
    assert words(shown).count("Har inte kunnat uppdateras") == page.TOLD + 3


@pytest.mark.parametrize(("path", "asks"), [("/status", 1), ("/health", 1), ("/indikatorer", 0)])
def test_what_the_runs_noted_is_read_once_for_a_page_and_again_only_when_it_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch, path: str, asks: int
) -> None:
    releases.publish(folder, apart(meanings(), observations()), awaited=[without_figures()])
    client, reads, read = web.create_app().server.test_client(), [], Path.read_bytes

    def counted(file: Path) -> bytes:
        reads.extend([file] * (file.name == "status.json"))
        return read(file)

    for problem in ("no answer", None):
        monkeypatch.setattr(Path, "read_bytes", read)
        status.write(folder, {"folkmangd": problem}, ["folkmangd"], ())
        monkeypatch.setattr(Path, "read_bytes", counted)
        for _ in range(2):
            assert client.get(path).status_code == 200
            assert len(reads) == asks
        reads.clear()


def test_the_table_has_published_fetched_shown_and_the_days_between(folder: Path) -> None:
    given = monthly(updated=date(2026, 6, 12), taken=date(2026, 6, 15))
    first = releases.publish(folder, apart([*meanings()[:2], given], observations()))
    dated(folder, first, date(2026, 6, 15))
    revised = observations()
    revised.loc[0, "value"] += 1
    releases.publish(folder, apart([*meanings()[:2], given], revised))
    rows = {row[0]: row for row in rows_shown(page.layout())}
    assert [" ".join(cell.split()) for cell in rows["Folkmängd per månad"]][2:7] == [
        "Senaste period februari 2026", "Publicerad 2026-06-12", "Hämtad 2026-06-15",
        "Eftersläpning 3 dagar", "Visad 2026-06-15",
    ]  # fmt: skip
    assert f"Visad {today()}" in " ".join(rows["Folkmängd"][4].split())
    assert not any("Publicerad" in cell for cell in rows["Folkmängd"])  # the agency never says
    assert "/indikatorer/folkmangd-manad" in links(page.layout())


def test_figures_that_came_back_are_shown_since_they_came_back(folder: Path) -> None:
    changed = observations()
    changed.loc[0, "value"] += 1
    first = releases.publish(folder, apart(meanings(), observations()))
    second = releases.publish(folder, apart(meanings(), changed))
    third = releases.publish(folder, apart(meanings(), observations()))
    assert first == third
    dated(folder, second, today() - timedelta(days=9))
    found = {each.indicator.id: each.shown for each in standing.standings(data.noted())}
    assert found["folkmangd"] == today()


def test_the_release_that_ships_is_told_as_such(folder: Path) -> None:
    told = words(page.layout())
    assert "Ingen uppdatering har gått här än." in told
    assert "följer med portalen." in told
    newest = max(each.indicator.taken for each in standing.standings(data.noted()))
    assert {each.shown for each in standing.standings(data.noted())} == {newest}
    assert not list(folder.iterdir())


def test_the_next_period_is_expected_as_the_last_ones_came() -> None:
    months = ["2026M01", "2026M02", "2026M03"]
    assert cadence.expected(months, "month", date(2026, 4, 22)) == date(2026, 5, 23)
    assert cadence.expected(["2020", "2022"], "year", date(2023, 2, 20)) == date(2025, 2, 19)
    assert cadence.expected([], "year", date(2023, 2, 20)) is None


def test_a_late_table_is_not_promised_a_day_that_has_passed(folder: Path) -> None:
    given = monthly(updated=date(2026, 3, 22))
    releases.publish(folder, apart([given], observations().query("indicator == 'folkmangd-manad'")))
    soon, late = date(2026, 4, 1), date(2027, 4, 1)
    assert standing.standings(data.noted(), soon)[0].expected == date(2026, 4, 22)
    assert not standing.standings(data.noted(), soon)[0].overdue
    assert standing.standings(data.noted(), late)[0].overdue


def test_nothing_at_all_is_told_without_an_error(folder: Path) -> None:
    releases.publish(folder, apart([], pd.DataFrame(columns=COLUMNS)))
    assert "0 indikatorer" in words(page.layout())


def announced(folder: Path, day: date) -> str | None:
    """Publish an indicator whose agency says when it publishes next; the release, if it is new."""
    given = meanings()[0].model_copy(update={"next_publication": day})
    found = observations().query("indicator == 'folkmangd'")
    return releases.publish(folder, apart([given], found))


@pytest.mark.parametrize(
    ("days", "sv", "en"),
    [(0, "Nästa väntas {}", "Next expected {}"), (30, "Nästa väntas {}", "Next expected {}"),
     (-1, "skulle ha kommit {}", "was due {}")],
)  # fmt: skip
def test_the_day_an_agency_announces_is_told_and_one_that_passed_as_such(
    folder: Path, days: int, sv: str, en: str
) -> None:
    day = today() + timedelta(days=days)
    announced(folder, day)
    for lang, told in {"sv": sv, "en": en}.items():
        shown = " ".join(rows_shown(page.layout(lang=lang))[0][-1].split())
        assert shown.endswith(told.format(day))


def test_a_day_judged_by_the_last_periods_that_has_passed_is_told_as_such(folder: Path) -> None:
    given = monthly(updated=date(2026, 3, 22))
    releases.publish(folder, apart([given], observations().query("indicator == 'folkmangd-manad'")))
    assert standing.standings(data.noted(), date(2026, 4, 30))[0].passed
    assert not standing.standings(data.noted(), date(2026, 4, 30))[0].overdue
    assert not standing.standings(data.noted(), date(2026, 4, 22))[0].passed


def test_kolada_s_next_publication_comes_from_its_record_to_the_page(
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = runner(tmp_path, monkeypatch, POPULATION)
    assert run("update").exit_code == 0
    (row,) = rows_shown(page.layout())
    assert " ".join(row[-1].split()) == "Nästa väntas skulle ha kommit 2025-03-01"


def test_another_day_of_publication_alone_makes_no_new_release(folder: Path) -> None:
    assert announced(folder, today() + timedelta(days=30))
    assert announced(folder, today() + timedelta(days=60)) is None
