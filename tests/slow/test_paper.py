"""The page of a place as paper: two sheets of A4 for each of the north, and ten more."""

import io

import pytest
from pypdf import PdfReader

from dashboard import address, data
from dashboard.report import pdf
from dashboard.web import create_app

SHEETS = 2
# Large and small, with few peers, alone in a county, in groups of their own, with long names.
MORE = ["0180", "0980", "1480", "1280", "0184", "1233", "0665", "1737", "2021", "0331"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not pdf.available(), reason="this machine has no Pango"),
]


@pytest.mark.parametrize("code", [*data.municipalities_of(*data.NORRLAND), *MORE])
def test_a_place_is_two_sheets(
    code: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
    page = create_app().server.test_client().get(address.place(code, "sv")).text
    printed = PdfReader(io.BytesIO(pdf.pdf(page)))
    assert len(printed.pages) == SHEETS
    for number, sheet in enumerate(printed.pages, start=1):
        words = sheet.extract_text()
        assert f"{number}/{SHEETS}" in words
        assert data.release().id in words
