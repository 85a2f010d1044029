"""In a browser: what is awaited, revised, seamed or failed, on a phone and by axe."""

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import expect

from etl.model import PublishedPart
from etl.store import changes, releases, status
from tests.browser.visits import CONTRAST, PHONE, Visit, serve, violations, width
from tests.sample import apart, meanings, observations, without_figures

SPACE = "\u00a0"
PAGES = ["/status", "/indikatorer", "/indikatorer/varsel", "/indikatorer/folkmangd"]
EVERY = [*PAGES, *(f"{path}?lang=en" for path in PAGES)]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two releases a month apart: one value revised, one series seamed, one awaited, one failed."""
    folder, rows = tmp_path_factory.mktemp("data"), observations()
    awaited = [without_figures()]
    for day, more in (("2026-08-03", 0), ("2026-09-14", 5)):
        rows.loc[0, "value"] += more
        part = PublishedPart(agency="Kolada", table="N00001", first="2021", last="2021")
        seamed = meanings()[0].model_copy(update={"seam": "2021", "earlier": [part]})
        given = [seamed, *meanings()[1:]]
        taken = [each.model_copy(update={"taken": pd.Timestamp(day).date()}) for each in given]
        beside = changes.write if more else None  # the first was not compared with what ships
        releases.publish(folder, apart(taken, rows), beside, awaited)
    ids = [each.id for each in meanings()]
    status.write(folder, dict.fromkeys(ids[:2]) | {ids[2]: "scb TAB6471: no answer"}, ids, ())
    yield from serve(folder)


@PHONE
@pytest.mark.parametrize("path", EVERY)
def test_with_all_that_opens_open_a_page_passes_axe_and_keeps_to_a_phone(
    visit: Visit, path: str
) -> None:
    page = visit.open(path)
    for summary in page.query_selector_all("main summary"):
        if summary.is_visible():
            summary.click()
    assert violations(page, *((CONTRAST,) if "lang=en" in path else ())) == []
    assert width(page) == 320


def test_a_page_without_figures_asks_for_no_map_and_no_plotly(visit: Visit) -> None:
    page = visit.open("/indikatorer/varsel")
    assert "Hämtas vid nästa uppdatering" in page.inner_text("main")
    assert page.locator("main svg, #controls, .acts").count() == 0
    assert not any("plotly" in url or "/maps/" in url for url in visit.requests)


def test_the_maps_table_marks_what_was_revised_in_the_period_shown(visit: Visit) -> None:
    page = visit.open("/indikatorer/folkmangd")
    page.click(".mapcard .as-table summary")
    row = page.locator("#map-table tr[data-code='2480']")
    expect(row.locator("sup")).to_have_text("r")
    expect(row.locator("td.words")).to_have_text(f"reviderad, förut 132{SPACE}235")
    expect(page.locator("#map-marked")).to_contain_text("(2026-08-03)")
    assert page.locator("#map-table sup").count() == 1
    page.focus("#map-period")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#map-table sup")).to_have_count(0)
    expect(page.locator("#map-marked")).to_be_hidden()


def test_the_trends_table_lets_a_mark_be_read_and_leads_to_all_revisions(visit: Visit) -> None:
    page = visit.open("/indikatorer/folkmangd?lang=en")
    expect(page.locator("#trend .wide-svg .seam text")).to_have_text("New table from 2022")
    assert "N00001 until 2021, after that N01951" in page.inner_text("#trend-card")
    page.click("#trend-card .as-table summary")
    cell = page.locator("#trend-table td:has(sup)")
    assert "revised, was 132,235" in (cell.text_content() or "")
    page.click("#trend-table .marked a")
    page.wait_for_selector("h1:has-text('Revisions')")
    assert "indicator=folkmangd" in page.url
