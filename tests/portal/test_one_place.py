"""Adding an indicator is one TOML table and nothing else: it is then in every place at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import data
from dashboard.web import create_app
from tests import PROJECT
from tests.replay import serve
from tests.shown import page

TOPIC = 'topic = "Prov"\ntopic_en = "Trial"\norder = 99\n'
TABLE = """
[provtal]
title = "Provtal i norr"
title_en = "Trial figure in the north"
description = "Antal invånare, en gång till."
description_en = "Number of inhabitants, once more."
unit = "personer"
unit_en = "people"
decimals = 0
better = "neutral"
kind = "count"
source = "kolada"
table = "N01951"
by_sex = true
levels = ["country", "county", "municipality"]
frequency = "year"
source_unit = "antal"
range = [0, 20000000]

[provtal.query]
kpi = "N01951"
"""


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release fetched by the project with one more TOML table, from the emulator's sample."""
    copy = tmp_path / "project"
    shutil.copytree(PROJECT / "etl", copy / "etl")
    (copy / "etl" / "catalogue" / "prov.toml").write_text(TOPIC + TABLE, encoding="utf-8")
    figures = tmp_path / "figures"
    with serve() as agencies:
        addresses = {"KOLADA_API_URL": agencies.kolada_url, "SCB_API_URL": agencies.scb_url}
        subprocess.run(
            [sys.executable, "-m", "etl", "update", "provtal"],
            cwd=copy,
            env=os.environ | addresses | {"NORRLAGET_DATA": str(figures)},
            check=False,  # the sample has no other indicator of the catalogue: those are stale
            capture_output=True,
        )
    monkeypatch.setenv("NORRLAGET_DATA", str(figures))
    return figures


@pytest.mark.usefixtures("release")
def test_one_more_table_is_in_the_menu_the_page_the_file_and_the_status() -> None:
    assert "provtal" in data.indicators()
    client = create_app().server.test_client()

    assert "Provtal i norr" in page(client, "/indikatorer")
    assert "Prov" in page(client, "/")
    shown = page(client, "/indikatorer/provtal")
    assert "Provtal i norr" in shown
    assert "Källa: Kolada, N01951" in shown
    assert "Trial figure in the north" in page(client, "/indikatorer/provtal", "?lang=en")
    assert "Provtal i norr" in page(client, "/status")
    assert client.get("/data/provtal.csv").text.count("provtal,2480,Umeå") > 0
    listed = {each["id"] for each in client.get("/api/v1/indicators").get_json()}
    assert "provtal" in listed
    assert client.get("/api/v1/observations?indicator=provtal&region=2480").status_code == 200
