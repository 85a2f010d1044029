"""What a page may ask of a release."""

import json
from datetime import date

import pytest

from dashboard import data, shown
from dashboard.status import standing
from etl.errors import AnswerUnreadable
from etl.store import releases
from tests.sample import apart, meanings, observations, sample_release


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    sample_release(tmp_path)
    return tmp_path


def test_a_new_release_is_served_without_a_restart(folder):
    before = data.release().id
    changed = observations()
    changed.loc[changed["value"] == 132235, "value"] = 132236
    after = releases.publish(folder, apart(meanings(), changed))
    assert data.release().id == after != before
    assert data.value("folkmangd", "2480", "T", "total", "2022") == 132236


@pytest.mark.usefixtures("folder")
def test_a_release_is_opened_once_while_its_pointer_stands():
    assert data.release() is data.release()


def test_a_broken_pointer_leaves_the_last_good_release(folder):
    good = data.release().id
    (folder / "releases" / "current").write_text("2020-01-01-nothing\n")
    assert data.release().id == good
    assert data.value("folkmangd", "2480", "T", "total", "2022") == 132235


def test_a_release_with_a_torn_file_is_not_opened(folder):
    good = data.release().id
    changed = observations().iloc[:-1]
    torn = releases.publish(folder, apart(meanings(), changed))
    (folder / "releases" / str(torn) / "latest.parquet").write_bytes(b"PAR1")
    assert data.release().id == good


def test_a_mended_release_is_found_when_the_time_to_retry_has_come(folder, monkeypatch):
    pointer = folder / "releases" / "current"
    good = data.release().id
    hidden = folder / "releases" / "hidden"
    (folder / "releases" / good).rename(hidden)
    pointer.write_text(f"{good}\n")
    data.release()
    hidden.rename(folder / "releases" / good)
    monkeypatch.setattr(shown, "monotonic", lambda: 1e12)
    assert data.release().path.name == good


def test_a_server_that_starts_on_a_torn_release_serves_the_newest_that_is_whole(folder):
    changed, again = observations(), observations()
    changed.loc[changed["value"] == 132235, "value"] = 132236
    again.loc[again["value"] == 132235, "value"] = 132237
    whole = releases.publish(folder, apart(meanings(), changed))
    torn = releases.publish(folder, apart(meanings(), again))
    (folder / "releases" / torn / "observations.parquet").write_bytes(b"PAR1")
    assert data.release().id == whole
    assert data.value("folkmangd", "2480", "T", "total", "2022") == 132236
    assert standing.current_since() is not None


def test_without_any_good_release_the_one_that_ships_is_served(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "own"))
    sample_release(tmp_path / "ships")
    shipped = releases.current(tmp_path / "ships")
    monkeypatch.setattr(releases, "DEFAULT", shipped.path)
    (tmp_path / "own" / "releases").mkdir(parents=True)
    (tmp_path / "own" / "releases" / "current").write_text("gone\n")
    assert data.release().id == shipped.id


def test_without_any_release_at_all_the_error_names_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "default")
    with pytest.raises(AnswerUnreadable, match=r"default/catalogue\.json"):
        data.indicators()


@pytest.mark.usefixtures("folder")
def test_topics_hold_their_indicators_in_reading_order():
    assert {topic: [each.id for each in found] for topic, found in data.topics().items()} == {
        "befolkning": ["folkmangd", "folkmangd-manad"],
        "utbildning": ["utbildning"],
    }


@pytest.mark.usefixtures("folder")
def test_norrland_has_44_municipalities_and_umea_lies_in_vasterbotten():
    assert len(data.municipalities_of(*data.NORRLAND)) == 44
    assert "2480" in data.municipalities_of("24")
    assert "24" not in data.municipalities_of("24")
    umea = data.region("2480")
    assert umea is not None
    assert (umea.name, umea.level, umea.county) == ("Umeå", "municipality", "24")
    assert data.region("9999") is None
    assert len(data.regions()) == 312


def test_regions_have_names_in_both_languages():
    assert data.region_name("24") == "Västerbottens län"
    assert data.region_name("24", "en") == "Västerbotten County"
    assert data.region_name("00", "en") == "Sweden"
    assert data.region_name("9999") == "9999"


@pytest.mark.usefixtures("folder")
def test_observations_are_limited_by_the_codes_given():
    assert len(data.observations("folkmangd")) == 7
    assert len(data.observations("folkmangd", regions=["2480"], periods=["2022"])) == 3
    assert data.observations("folkmangd", sexes=["K"])["value"].tolist() == [65992]
    assert data.observations("folkmangd-manad", ages=["100+"])["value"].tolist() == [104]
    assert data.observations("folkmangd", regions=[]).empty
    assert data.observations("unknown").empty


@pytest.mark.usefixtures("folder")
def test_a_page_that_writes_to_its_frame_changes_no_other_page():
    for ask in (lambda: data.observations("folkmangd"), lambda: data.latest("2480")):
        own = ask()
        own.loc[:, "value"] = -1.0
        own["status"] = "x"
        assert -1.0 not in ask()["value"].tolist()
        assert "x" not in ask()["status"].tolist()


@pytest.mark.usefixtures("folder")
def test_a_null_a_zero_and_no_observation_are_three_things():
    assert data.cell("utbildning", "2480", "M", "total", "2022") == (None, "..")
    assert data.cell("utbildning", "2480", "T", "total", "2022") == (0.0, "")
    assert data.cell("utbildning", "2580", "T", "total", "2022") is None
    assert data.value("utbildning", "2480", "M", "total", "2022") is None
    assert data.value("utbildning", "2480", "T", "total", "2022") == 0.0


@pytest.mark.usefixtures("folder")
def test_the_latest_of_a_region_is_each_indicators_last_period():
    rows = data.latest("2480").set_index(["indicator", "sex"])
    assert rows.loc[("folkmangd", "T"), "period"] == "2022"
    assert data.periods("folkmangd") == ["2021", "2022"]


@pytest.mark.usefixtures("folder")
def test_figures_never_confirmed_are_stale_35_days_after_they_were_taken():
    assert not data.freshness(data.noted(), date(2024, 10, 4))["folkmangd"].stale
    assert data.freshness(data.noted(), date(2024, 10, 5))["folkmangd"].stale


def test_a_check_at_the_agency_makes_old_figures_fresh_and_a_problem_makes_them_stale(folder):
    notes = {
        "folkmangd": {"checked": "2026-11-20T07:20:01+00:00", "problem": None},
        "utbildning": {"checked": "2026-11-20T07:20:01+00:00", "problem": "Kolada did not answer"},
    }
    (folder / "status.json").write_text(
        json.dumps({"run": "2026-11-20T07:20:03+00:00", "indicators": notes})
    )
    found = data.freshness(data.noted(), date(2026, 11, 23))
    assert (found["folkmangd"].stale, found["folkmangd"].checked) == (False, date(2026, 11, 20))
    assert (found["utbildning"].stale, found["utbildning"].problem) == (
        True,
        "Kolada did not answer",
    )
    assert found["folkmangd-manad"].checked is None


TORN = [
    "", "[1]", "{", "{}", '{"indicators": 7}', '{"indicators": {"folkmangd": 7}}',
    '{"indicators": {"folkmangd": {"checked": 3}}}', '{"indicators": {"folkmangd": {}}}',
]  # fmt: skip


@pytest.mark.parametrize("written", TORN)
def test_an_unreadable_status_file_is_as_none(folder, written):
    (folder / "status.json").write_text(written)
    assert data.freshness(data.noted(), date(2024, 9, 1))["folkmangd"].checked is None
