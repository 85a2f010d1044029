"""The map page as it is sent: each region has the colour of the class of its value in the file."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle

import numpy as np
import pytest
from flask.testing import FlaskClient
from lxml import html

from dashboard import data
from dashboard.choices import Method
from dashboard.map.scale import limits, offsets
from dashboard.web import create_app
from etl.model import PublishedIndicator
from tests.browser.maps import SHADES


def has_riket(each: PublishedIndicator) -> bool:
    """Whether riket has a newest figure of every sex to be compared with."""
    newest = (each.ages[0], each.last_period)
    return all(data.value(each.id, "00", sex, *newest) is not None for sex in each.sexes)


TEN = [
    each.id
    for each in data.indicators().values()
    if each.kind == "rate" and "municipality" in each.levels and len(each.ages) == 1
    if has_riket(each)
][::13][:10]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def shown(client: FlaskClient, indicator_id: str, query: str) -> html.HtmlElement:
    return html.document_fromstring(
        client.get(f"/kartbank/karta?indicator={indicator_id}&{query}").text
    )


def drawn(document: html.HtmlElement) -> dict[str, str]:
    """Each region's class as the server draws it; the scripts draw the same: test_waking.py."""
    found = document.xpath("//*[@id='map']//*[@role='option']")
    return {path.get("data-code"): path.get("data-class") for path in found}


def held(
    client: FlaskClient, indicator_id: str, document: html.HtmlElement
) -> list[dict[str, str]]:
    """The rows of the API's CSV for the period that the page shows."""
    (period,) = document.xpath("//select[@id='period']/option[@selected]/text()")
    answer = client.get(f"/api/v1/observations?indicator={indicator_id}&period={period}")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_ten_indicators_are_looked_at_and_some_lack_figures() -> None:
    assert len(TEN) == 10
    newest = [data.observations(each, periods=data.periods(each)[-1:]) for each in TEN]
    told = [set(frame.dropna(subset="value")["region"]) for frame in newest]
    assert any(len(codes & set(data.regions())) < 290 for codes in told)


@pytest.mark.parametrize(
    ("indicator_id", "method"), [*zip(TEN, cycle(["natural", "quantile", "equal"]), strict=False)]
)
def test_each_regions_colour_is_the_class_of_its_value_in_the_file(
    client: FlaskClient, indicator_id: str, method: Method
) -> None:
    """Each method in its turn; all of them of one indicator: test_map_files.py."""
    indicator = data.indicators()[indicator_id]
    document = shown(client, indicator_id, f"show=sweden-municipality&method={method}")
    colours, rows = drawn(document), held(client, indicator_id, document)
    assert len(colours) == 290
    assert colours == expected(rows, colours, indicator.decimals, indicator.sexes[0], method)


def expected(
    rows: list[dict[str, str]], codes: dict[str, str], decimals: int, sex: str, method: Method
) -> dict[str, str]:
    """Each region's look, from the rows of a CSV file."""
    known = [row for row in rows if row["value"] and row["region"] in codes]
    pool = [float(row["value"]) for row in known if row["sex"] == sex]
    found = limits(np.array(pool), decimals, method, ())
    value = {
        row["region"]: round(float(row["value"]), decimals) for row in known if row["sex"] == sex
    }
    symbol = {row["region"]: row["status"] for row in rows if row["sex"] == sex}
    nulls = {".": "empty", "-": "empty", "Privacy": "dots"}
    shades = SHADES[len(found) + 1]
    return {
        code: f"c{shades[sum(value[code] >= limit for limit in found)]}"
        if code in value
        else nulls.get(symbol.get(code, ""), "hatch")
        for code in codes
    }


@pytest.mark.parametrize(
    ("indicator_id", "show"),
    [*zip(TEN, cycle(["norra-sverige-municipality", "sweden-municipality"]), strict=False)],
)
def test_round_riket_each_regions_colour_tells_how_far_from_riket_it_is(
    client: FlaskClient, indicator_id: str, show: str
) -> None:
    document = shown(client, indicator_id, f"show={show}&around=riket")
    colours, indicator = drawn(document), data.indicators()[indicator_id]
    rows = held(client, indicator_id, document)
    assert len(colours) in (44, 290)
    assert colours == diverging(rows, colours, indicator.decimals, indicator.sexes[0])
    assert {look[0] for look in colours.values()} <= {"d", "h"}
    (told,) = document.xpath("//*[@id='map-scale']")
    assert "Jämfört med riket" in told.text_content()


def as_shown(value: float, decimals: int) -> float:
    """A value as a reader sees it: 11.45 is 11,5, half away from zero."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def diverging(
    rows: list[dict[str, str]], codes: dict[str, str], decimals: int, sex: str
) -> dict[str, str]:
    """Each region's look round riket, from the rows of a CSV file."""
    known = [row for row in rows if row["value"]]
    riket = {row["sex"]: float(row["value"]) for row in known if row["region"] == "00"}
    inside = [row for row in known if row["region"] in codes]
    distances = [float(row["value"]) - riket[sex] for row in inside if row["sex"] == sex]
    centre = as_shown(riket[sex], decimals)
    found = [round(centre + n, decimals) for n in offsets(np.array(distances), decimals, "natural")]
    value = {
        row["region"]: as_shown(float(row["value"]), decimals)
        for row in inside
        if row["sex"] == sex
    }
    shades = SHADES[len(found) + 1]
    return {
        code: f"d{shades[sum(value[code] >= limit for limit in found)]}"
        if code in value
        else "hatch"
        for code in codes
    }
