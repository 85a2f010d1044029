"""Comparisons at random addresses: their page, their files and the API have the same figures."""

import io
import re
import zipfile
from collections.abc import Iterator
from math import isnan
from random import Random
from typing import Any

import pandas as pd
from flask.testing import FlaskClient
from lxml import etree, html

from dashboard import data, text
from dashboard.compare import grammar
from dashboard.compare.figures import compared
from dashboard.compare.grammar import Choices
from dashboard.compare.model import Compared
from dashboard.parameters import Parameters

NUMBERS = {"region": str, "period": str, "age": str, "sex": str}


def asked(**query: str) -> Choices:
    return grammar.parse(Parameters(query))


def page(client: FlaskClient, **query: str) -> html.HtmlElement:
    return html.fromstring(client.get("/jamfor", query_string=query).text)


def told(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(document: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The table's rows, each its head and its cells."""
    return [
        row.xpath("./th|./td")
        for row in document.xpath("//table[contains(@class,'compared')]/tbody/tr")
    ]


def csv(client: FlaskClient, **query: str) -> pd.DataFrame:
    response = client.get("/jamfor.csv", query_string=query)
    assert response.status_code == 200, response.text
    return pd.read_csv(
        io.StringIO(response.text), dtype=NUMBERS, keep_default_na=False, na_values={"value": [""]}
    )


def random_queries(count: int) -> Iterator[dict[str, str]]:
    """Addresses of all kinds, the same each time."""
    draw = Random(5)  # noqa: S311  # no secret
    places = [*data.municipalities_of(*data.NORRLAND), *data.NORRLAND, "00", "county:23", "lan",
              "liknande:2480", "kolada:2462", "skr:landsbygdskommuner", "county:24"]  # fmt: skip
    ids = list(data.indicators())
    for _ in range(count):
        query = {
            "region": ",".join(draw.sample(places, draw.randint(1, 5))),
            "indikator": ",".join(draw.sample(ids, draw.randint(1, 6))),
            "kon": draw.choice(["", "K", "K,M", "T,K,M"]),
            "period": draw.choice(["", "senaste", "gemensam", "2021", "2015..2022", "..2020"]),
            "matt": draw.choice(["", "avvikelse", "rang", "utveckling"]),
            "vy": draw.choice(["", "varme", "diagram", "spridning"]),
        }
        query["ordning"] = draw.choice(["", "namn", query["indikator"].split(",")[0]])
        choices = asked(**query)
        if not choices.excess and not choices.empty:
            yield {name: value for name, value in query.items() if value}


def agree(client: FlaskClient, query: dict[str, str]) -> int:
    """The page, its files and the API at an address have the same figures; how many those are."""
    found, rows = compared(asked(**query)), csv(client, **query)
    wide = {name: value for name, value in query.items() if name != "vy"}
    document, plain = page(client, **wide), csv(client, **wide)
    _page_is_the_file(document, plain, found, with_value="matt" not in query)
    _file_is_the_api(client, rows)
    _forms_agree(client, rows, query)
    return len(rows)


def _page_is_the_file(
    document: html.HtmlElement, rows: pd.DataFrame, found: Compared, *, with_value: bool
) -> None:
    shown = cells(document)[: len(found.codes)]
    assert [told(row[0]) for row in shown] == [data.region_name(code) for code in found.codes]
    assert list(rows["region"]) == [code for code in found.codes for _ in found.columns]
    each = rows.itertuples()
    for row in shown:
        for cell, column in zip(row[1:], found.columns, strict=True):
            given: Any = next(each)
            assert (given.indicator, given.sex) == (column.indicator.id, column.sex)
            if isnan(given.value):
                assert not re.search(r"\d", told(cell)) or not with_value
            elif with_value:
                number = text.number(given.value, column.indicator.decimals)
                assert told(cell).startswith(" ".join(number.split()))
                verdict = {"higher": "högre", "lower": "lägre", "about": "ungefär som", "": ""}
                assert verdict[given.verdict] in told(cell)


def _file_is_the_api(client: FlaskClient, rows: pd.DataFrame) -> None:
    for id_, those in rows.dropna(subset=["value"]).groupby("indicator"):
        regions = ",".join(dict.fromkeys(those["region"]))
        query = {"indicator": id_, "region": regions}
        api = pd.read_csv(
            io.StringIO(client.get("/api/v1/observations", query_string=query).text), dtype=NUMBERS
        )
        keys = ["region", "sex", "age", "period"]
        both = those.merge(api, on=keys, suffixes=("", "_api"))
        assert len(both) == len(those)
        assert list(both["value"]) == list(both["value_api"])


def _forms_agree(client: FlaskClient, rows: pd.DataFrame, query: dict[str, str]) -> None:
    parquet = pd.read_parquet(io.BytesIO(client.get("/jamfor.parquet", query_string=query).data))
    assert list(parquet.columns) == list(rows.columns)
    assert list(parquet["value"].fillna(-1)) == list(rows["value"].fillna(-1))
    swedish = client.get("/jamfor.csv", query_string={**query, "format": "csv-sv"}).data.decode(
        "utf-8-sig"
    )
    read = pd.read_csv(io.StringIO(swedish), sep=";", decimal=",", dtype=NUMBERS)
    assert list(read["region"].str.strip()) == list(rows["region"])
    assert list(read["value"].astype(float).fillna(-1)) == list(rows["value"].fillna(-1))
    sheet = _sheet(client.get("/jamfor.xlsx", query_string=query).data)
    at = sheet[0].index("value")
    assert [row[at] for row in sheet[1:]] == [None if isnan(v) else v for v in rows["value"]]


def _sheet(content: bytes) -> list[list[Any]]:
    """The first sheet of a workbook, read by nothing of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = (
            etree.fromstring(book.read("xl/sharedStrings.xml")).xpath("//m:si", namespaces=names)
            if "xl/sharedStrings.xml" in book.namelist()
            else []
        )
    texts = ["".join(each.itertext()) for each in shared]
    rows: list[list[Any]] = []
    for row in sheet.xpath("//m:row", namespaces=names):
        values: dict[int, Any] = {}
        for cell in row.xpath("m:c", namespaces=names):
            values[_column(cell.get("r"))] = _cell(cell, texts, names)
        rows.append(
            [values.get(n) for n in range(max(len(rows[0]) if rows else 0, max(values) + 1))]
        )
    return rows


def _column(place: str) -> int:
    letters = re.sub(r"\d", "", place)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Any, texts: list[str], names: dict[str, str]) -> Any:
    value = cell.xpath("string(m:v)", namespaces=names)
    if cell.get("t") == "s":
        return texts[int(value)]
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return float(value) if value else None
