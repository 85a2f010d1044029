"""The release that ships: whole, honest about its age, and what the pipeline makes of it."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard import data
from dashboard.web import create_app
from etl import catalogue
from etl.model import KEY, Indicator, Meaning, level_of
from etl.store import releases
from maps import regions
from tests import PROJECT, RECORDED
from tests.default import of_recording
from tests.trial import TABLE, TOPIC

SOME = ["folkmangd", "eftergymnasial-utbildning", "arbetsloshet-manad", "folkmangd-manad"]


@pytest.fixture(scope="module")
def release() -> releases.Release:
    return releases.Release(releases.DEFAULT)


def value(release: releases.Release, indicator: str, region: str, sex: str, period: str) -> float:
    rows = release.observations(indicator)
    found = rows[(rows["region"] == region) & (rows["sex"] == sex) & (rows["period"] == period)]
    assert len(found) == 1
    return float(found["value"].iloc[0])


def test_it_is_whole_and_small_enough_to_ship(release: releases.Release) -> None:
    told = release.whole().manifest["indicators"]
    assert list(told) == list(release.indicators)
    assert release.manifest["rows"] == sum(each["rows"] for each in told.values()) > 0
    assert not release.indicators.keys() & release.awaited.keys()
    assert sum(path.stat().st_size for path in releases.DEFAULT.iterdir()) <= 12_000_000


def agrees(release: releases.Release, entries: dict[str, Indicator]) -> None:
    """It means what the catalogue says, in its order, and has nothing that the catalogue has not.

    What the catalogue has besides came after it, and is none of it.
    """
    for those in (release.indicators, release.awaited):
        assert list(those) == [id_ for id_ in entries if id_ in those]
        for id_, meaning in those.items():
            words = {name: getattr(meaning, name) for name in Meaning.model_fields}
            last = getattr(meaning, "last_period", "")
            has = {"levels": words.pop("levels"), "by_sex": words.pop("by_sex")}
            said = entries[id_].words(last)
            assert words == {name: getattr(said, name) for name in words}, id_
            assert set(has["levels"]) <= set(entries[id_].levels), id_
            assert has["by_sex"] <= entries[id_].by_sex, id_


def test_it_means_what_the_catalogue_says(release: releases.Release) -> None:
    agrees(release, catalogue.load())


def test_one_more_entry_of_the_catalogue_changes_nothing_that_is_shown(
    release: releases.Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until a run has asked for it, or `make default` has: the portal knows a release's words."""
    shutil.copytree(catalogue.FOLDER, tmp_path / "catalogue")
    (tmp_path / "catalogue" / "prov.toml").write_text(TOPIC + TABLE, encoding="utf-8")
    more = catalogue.load(tmp_path / "catalogue")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    assert "provtal" in more
    agrees(release, more)
    told = [*release.indicators.values(), *release.awaited.values()]
    shown = [*data.indicators().values(), *data.awaited().values()]
    assert shown == [each for each in told if not each.margin_of]


def test_a_margin_of_error_stands_in_no_list_and_is_reached_by_its_id(
    release: releases.Release,
) -> None:
    client = create_app().server.test_client()
    every = {**release.awaited, **release.indicators}
    margins = {id_: each.margin_of for id_, each in every.items() if each.margin_of}
    assert len(margins) >= 30
    for id_, of in margins.items():
        assert every[of].uncertainty is not None
        assert client.get(f"/api/v1/indicators/{id_}").json["margin_of"] == of
    for address in ("/indikatorer", "/sitemap.xml", "/status"):
        assert "-felmarginal" not in client.get(address).text, address
    assert not margins.keys() & {each["id"] for each in client.get("/api/v1/indicators").json}


def test_the_promised_figures_are_in_it(release: releases.Release) -> None:
    assert [value(release, "folkmangd", "2480", sex, "2022") for sex in "TKM"] == [
        132235,
        65992,
        66243,
    ]
    assert value(release, "folkmangd", "00", "T", "2022") == 10521556
    assert value(release, "folkmangd", "2580", "T", "2025") == 80304
    assert [value(release, "folkmangd", "24", sex, "2024") for sex in "TKM"] == [
        281138,
        137908,
        143230,
    ]
    assert value(release, "arbetsloshet-manad", "24", "T", "2026M07") == 3.0


def test_every_region_in_it_has_a_name_and_a_place_on_the_map(release: releases.Release) -> None:
    known = regions.read().set_index("code")["level"]
    drawn = {
        level: set(json.loads((PROJECT / "maps" / f"{level}.json").read_text())["regions"])
        for level in ("municipality", "county")
    }
    for indicator in release.indicators:
        for code in release.observations(indicator)["region"].unique():
            assert known[code] == level_of(code), indicator
            assert code == "00" or code in drawn[level_of(code)], indicator


def test_each_indicator_says_when_it_was_really_taken(release: releases.Release) -> None:
    for id_, noted in release.manifest["indicators"].items():
        taken = date.fromisoformat(noted["taken"])
        assert date(2017, 1, 1) <= taken <= date(2026, 10, 31), id_
        assert taken == release.indicators[id_].taken
    assert release.indicators["folkmangd"].taken == date(2024, 8, 30)
    parts = {each.table: each for each in release.indicators["folkmangd"].earlier}
    assert (parts["TAB5557"].first, parts["TAB5557"].taken) == ("2025", date(2026, 9, 13))
    assert (parts["TAB638"].last, parts["TAB638"].taken) == ("2024", date(2025, 2, 21))


def test_every_key_is_unique_and_every_sentence_of_its_meaning_is_there(
    release: releases.Release,
) -> None:
    for id_, indicator in release.indicators.items():
        rows = release.observations(id_)
        assert not rows.duplicated(KEY).any(), id_
        assert len(rows) == release.manifest["indicators"][id_]["rows"], id_
        assert rows["period"].max() == indicator.last_period, id_
        assert bool(indicator.notes) == bool(indicator.notes_en), id_
        assert not re.search(r"\d\.\d", indicator.description), id_


@pytest.mark.skipif(not RECORDED.exists(), reason="../shared/replay is not here")
def test_the_pipeline_makes_the_same_figures_of_the_replay(
    release: releases.Release, tmp_path: Path
) -> None:
    entries = [each for id_, each in catalogue.load().items() if id_ in SOME]
    made = of_recording(RECORDED, entries, tmp_path)
    assert sorted(made.indicators) == sorted(SOME)
    for id_ in SOME:
        pd.testing.assert_frame_equal(made.observations(id_), release.observations(id_))
        assert made.indicators[id_] == release.indicators[id_]
