"""The forms that figures are given in: each reads back equal to the API, in another's reader."""

import io
import json
import re
import zipfile
from hashlib import sha256
from itertools import product

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from jsonstat_validator import validate_jsonstat

from dashboard import data, limits
from dashboard.claims import many
from dashboard.routes import files, observed, sheetrows, tables
from dashboard.web import create_app

API = "/api/v1/observations"
# Codes with a leading zero and ages that look like days, nulls with a symbol, months, two at once.
QUESTIONS = [
    "indicator=folkmangd&region=0114,00,2480&period=2022..",
    "indicator=folkmangd-aldersgrupper&region=0114&period=latest",
    "indicator=medelalder&region=norra-sverige&period=latest&sex=K,M",
    "indicator=folkmangd,medelalder&region=county:24&period=2020..2023",
    "indicator=forvarvsarbetande,arbetsloshet&region=2480,24",
]
FORMS = [*files.FORMATS]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module", params=[0, 1, 2, 3, 4])
def question(request: pytest.FixtureRequest) -> str:
    known = data.indicators()
    asked = QUESTIONS[request.param]
    names = re.search("indicator=([^&]+)", asked)[1].split(",")
    if not set(names) <= known.keys():
        those = [each.id for each in known.values() if each.frequency == "month"][:1]
        names = [name for name in names if name in known] or those
        asked = re.sub("indicator=[^&]+", f"indicator={','.join(names)}", asked)
    return asked


def got(client: FlaskClient, question: str, form: str) -> bytes:
    answer = client.get(f"{API}?{question}&format={form}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == files.FORMATS[form].mimetype
    return answer.data


def plain(client: FlaskClient, question: str) -> pd.DataFrame:
    """The API's own CSV, every code as text and every number as one."""
    text = got(client, question, "csv")
    frame = pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False)
    return frame.assign(value=pd.to_numeric(frame["value"]))


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other, check_dtype=False)


def test_a_workbook_read_by_another_library_has_the_same_rows(
    client: FlaskClient, question: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(got(client, question, "xlsx")), read_only=True)
    header, *rows = book["Data"].iter_rows(values_only=True)
    frame = pd.DataFrame(rows, columns=header)
    texts = [name for name in frame if name != "value"]
    same(frame.assign(**{name: frame[name].fillna("") for name in texts}), plain(client, question))


def test_json_stat_unfolded_has_the_same_rows(client: FlaskClient, question: str) -> None:
    cube = json.loads(got(client, question, "json-stat"))
    validate_jsonstat(cube)
    wanted = plain(client, question)
    read = unfolded(cube)
    assert len(read) >= len(wanted)
    keyed = wanted.set_index(cube["id"])
    for key, (value, status) in read.items():
        if key in keyed.index:
            row = keyed.loc[key]
            assert (value, status) == (
                None if pd.isna(row["value"]) else row["value"], row["status"],
            )  # fmt: skip
        else:
            assert (value, status) == (None, "")
    assert set(keyed.index) <= set(read)


def unfolded(cube: dict) -> dict[tuple[str, ...], tuple[float | None, str]]:
    """Every cell by its codes, as json-stat.org says that a cube is read."""
    axes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    assert [len(axis) for axis in axes] == cube["size"]
    values, status = cube["value"], cube["status"]
    of = values.get if isinstance(values, dict) else lambda at: values[int(at)]
    cells = enumerate(product(*axes))
    return {key: (of(str(at)), status.get(str(at), "")) for at, key in cells}


def test_parquet_read_by_a_database_has_the_same_rows(
    client: FlaskClient, question: str, tmp_path
) -> None:
    path = tmp_path / "figures.parquet"
    path.write_bytes(got(client, question, "parquet"))
    frame = duckdb.sql(f"select * from '{path}'").df()  # noqa: S608
    same(frame, plain(client, question))


def test_the_csv_for_excel_has_the_same_rows_once_space_around_codes_is_left_out(
    client: FlaskClient, question: str
) -> None:
    text = io.BytesIO(got(client, question, "csv-sv"))
    frame = pd.read_csv(text, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame = frame.apply(lambda column: column.str.strip())
    value = pd.to_numeric(frame["value"].str.replace(",", "."))
    same(frame.assign(value=value), plain(client, question))


def excel(cell: str) -> str:
    """What Swedish Excel shows of a cell of a CSV: numbers and days where it believes in some."""
    if re.fullmatch(r"-?\d+(,\d+)?", cell.strip(" ")):
        return cell.strip(" ").lstrip("0") or "0"
    if re.fullmatch(r"\d{1,2}-\d{1,2}|\d{1,4}-\d{1,2}", cell.strip(" ")):
        return "a day"
    return cell.strip("\t")


@pytest.mark.parametrize("code", ["00", "0114", "10-19", "1-4", "2480", "65+", "total", "0-9"])
def test_a_code_survives_swedish_excel(code: str) -> None:
    frame = pd.DataFrame({"region": [code], "age": [code], "value": [1.5]})
    (written,) = tables.FLAVOURS["csv-sv"].write([frame])
    row = written.decode("utf-8-sig").splitlines()[1].split(";")
    assert [excel(cell) for cell in row] == [code, code, "1,5"]


def test_codes_of_a_workbook_are_texts_and_its_header_stays(client: FlaskClient) -> None:
    question = "indicator=folkmangd-aldersgrupper&region=0114&period=latest"
    if "folkmangd-aldersgrupper" not in data.indicators():
        question = "indicator=folkmangd&region=0114"
    book = openpyxl.load_workbook(io.BytesIO(got(client, question, "xlsx")))
    assert book.sheetnames == ["Data", "Noter", "Om"]
    assert book["Data"]["B2"].value == "0114"
    assert book["Data"]["B2"].data_type == "s"
    assert book["Data"].freeze_panes == "A2"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    links = [cell.hyperlink for row in book["Om"] for cell in row if cell.hyperlink]
    assert links, "an address in a workbook can be followed"
    assert all(row[0].alignment.wrap_text for row in book["Noter"].iter_rows(min_row=2))


def test_nothing_in_a_workbook_is_computed() -> None:
    frame = pd.DataFrame({"region": ["=1+1", "+46", "-", "@x", "<b>\x01&"], "value": [1.0] * 5})
    xml = sheetrows.xml(frame, 2).decode()
    assert xml.count('t="inlineStr"') == 5
    assert "<f>" not in xml
    assert "&lt;b&gt;&amp;" in xml


def test_a_long_workbook_is_one_sheet_from_the_first_to_the_last_row(client: FlaskClient) -> None:
    question = "indicator=folkmangd&region=norra-sverige"
    wanted = plain(client, question)
    assert len(wanted) > 2000
    content = io.BytesIO(got(client, question, "xlsx"))
    sheet = openpyxl.load_workbook(content)["Data"]
    assert sheet.dimensions == sheet.auto_filter.ref == f"A1:J{len(wanted) + 1}"
    last = [cell.value or "" for cell in sheet[sheet.max_row]]
    assert last == wanted.iloc[-1].tolist()


@pytest.mark.parametrize(("form", "bound"), [("xlsx", "SHEET_ROWS"), ("json-stat", "CELLS")])
def test_more_than_a_form_holds_is_refused_with_the_count_and_the_forms_that_hold_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, form: str, bound: str
) -> None:
    monkeypatch.setattr(limits, bound, 7)
    answer = client.get(f"{API}?indicator=medelalder&region=24&format={form}&period=2000..2019")
    problem = json.loads(answer.text)
    assert answer.status_code == 400
    assert re.search(r"That is \d+ (rows|cells), and the format \S+ holds 7", problem["detail"])
    ways = [each for each in problem["allowed"] if each.startswith("http")]
    assert [re.search("format=(.*)", each)[1] for each in ways] == ["csv", "parquet"]


def test_an_interval_stands_beside_each_figure_that_has_one(client: FlaskClient) -> None:
    each = next(
        each
        for each in data.indicators().values()
        if each.uncertainty and each.uncertainty.method == "share"
    )
    frame = pd.read_csv(
        f_(client.get(f"{API}?indicator={each.id}&region=norra-sverige&interval=true")),
        dtype={"region": str, "period": str},
    )
    assert [*frame.columns] == [*observed.COLUMNS, *observed.BOUNDS]
    known = frame.dropna(subset=["low"])
    assert len(known)
    assert set(known["interval_method"]) == {"share"}
    assert (known["low"] <= known["high"]).all()
    assert frame[frame["low"].isna()]["interval_method"].isna().all()
    row = known.iloc[-1]
    tables = many.Tables(data.release().indicators, data.observations)
    at = str(row["sex"]), str(row["age"]), str(row["period"])
    low, high = many.intervals(tables, each.id, *at, [row["region"]])
    np.testing.assert_allclose([row["low"], row["high"]], [low[0], high[0]])


def f_(answer) -> io.BytesIO:
    assert answer.status_code == 200, answer.text
    return io.BytesIO(answer.data)


@pytest.mark.parametrize("form", ["xlsx", "json-stat", "parquet", "zip", "csvw"])
def test_intervals_are_in_every_form(client: FlaskClient, form: str) -> None:
    each = next(
        e for e in data.indicators().values() if e.uncertainty and e.uncertainty.method == "share"
    )
    body = got(client, f"indicator={each.id}&region=2480&interval=true", form)
    if form == "json-stat":
        cube = json.loads(body)
        validate_jsonstat(cube)
        assert cube["dimension"]["measure"]["category"]["index"] == ["value", "low", "high"]
    elif form == "zip":
        body = zipfile.ZipFile(io.BytesIO(body)).read("data.csv")
        assert b"low,high,interval_method" in body
    elif form == "csvw":
        assert [c["name"] for c in json.loads(body)["tableSchema"]["columns"]][-3:] == [
            *observed.BOUNDS
        ]
    elif form == "parquet":
        assert {"low", "high"} <= set(pd.read_parquet(io.BytesIO(body)))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(body))["Data"]
        assert [cell.value for cell in sheet[1]][-3:] == [*observed.BOUNDS]


def test_a_package_has_the_figures_and_all_that_tells_of_them(client: FlaskClient) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/data/medelalder.zip?region=24").data))
    assert archive.namelist() == [
        "data.csv", "data.csv-metadata.json", "datapackage.json", "README.txt", "CITATION.cff",
    ]  # fmt: skip
    csv = archive.read("data.csv")
    assert csv == client.get("/data/medelalder.csv?region=24").data
    (resource,) = json.loads(archive.read("datapackage.json"))["resources"]
    assert (resource["bytes"], resource["hash"]) == (
        len(csv), f"sha256:{sha256(csv).hexdigest()}",
    )  # fmt: skip
    header = csv.decode().splitlines()[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    told = json.loads(archive.read("data.csv-metadata.json"))
    assert told["url"] == "data.csv"
    assert data.release().id in archive.read("README.txt").decode()
    assert json.loads(archive.read("CITATION.cff"))["cff-version"] == "1.2.0"


def test_a_package_of_the_same_figures_is_the_same_bytes(client: FlaskClient) -> None:
    fresh = create_app().server.test_client()
    path = "/data/medelalder.zip?region=24"
    assert client.get(path).data == fresh.get(path).data


def test_what_csv_on_the_web_tells_of_a_csv_is_so(client: FlaskClient) -> None:
    answer = client.get("/data/medelalder.csv-metadata.json?region=24")
    told = json.loads(answer.text)
    assert answer.mimetype == "application/csvm+json"
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    path = told["url"].removeprefix("http://127.0.0.1:8050")
    frame = pd.read_csv(f_(client.get(path)), dtype=str, keep_default_na=False)
    schema = told["tableSchema"]
    assert [each["name"] for each in schema["columns"]] == [*frame.columns]
    assert not frame.duplicated(schema["primaryKey"]).any()
    for each in schema["columns"]:
        cells = frame[each["name"]]
        assert not each["required"] or (cells != "").all()
        if each["datatype"] == "number":
            pd.to_numeric(cells[cells != ""])


def test_a_csv_says_where_it_is_described(client: FlaskClient) -> None:
    link = client.get("/data/medelalder.csv?region=24").headers["Link"]
    path = re.fullmatch('<http://[^/]+(/[^>]+)>; rel="describedby"; type=".*"', link)[1]
    assert client.get(path).mimetype == "application/csvm+json"


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_says_how_many_rows_it_has_and_none_is_no_fault(
    client: FlaskClient, form: str
) -> None:
    some = client.get(f"{API}?indicator=medelalder&region=24&period=latest&format={form}")
    assert int(some.headers["X-Rows"]) == 3
    none = client.get(f"{API}?indicator=medelalder&region=24&period=latest&age=&format={form}")
    assert none.status_code == 400
    nowhere = next(
        (each for each in data.indicators().values() if "municipality" not in each.levels), None
    )
    empty = client.get(f"{API}?indicator={nowhere.id}&region=2480&format={form}")
    assert (empty.status_code, empty.headers["X-Rows"]) == (200, "0")
    if form == "csv":
        assert len(empty.text.splitlines()) == 1
    if form == "json-stat":
        assert json.loads(empty.text)["value"] in ([], {})


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_there_to_be_asked_about_and_not_sent_twice(
    client: FlaskClient, form: str
) -> None:
    path = f"{API}?indicator=medelalder&region=24&format={form}"
    for packed in ("gzip", "br", "identity"):
        answer = client.get(path, headers={"Accept-Encoding": packed})
        head = client.head(path, headers={"Accept-Encoding": packed})
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == answer.headers["Content-Length"]
        again = {"Accept-Encoding": packed, "If-None-Match": answer.headers["ETag"]}
        assert client.get(path, headers=again).status_code == 304


@pytest.mark.parametrize(
    "path", [f"{API}?indicator=medelalder&format=parquet", "/data/medelalder.parquet"]
)
def test_a_part_of_a_parquet_file_can_be_asked_for(client: FlaskClient, path: str) -> None:
    whole = client.get(path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    tail = client.get(path, headers={"Range": "bytes=-8"})
    assert (tail.status_code, tail.data) == (206, whole.data[-8:])
    assert tail.headers["Content-Range"].endswith(f"/{len(whole.data)}")
    middle = client.get(path, headers={"Range": "bytes=100-199"})
    assert middle.data == whole.data[100:200]
    old = client.get(path, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (old.status_code, old.data) == (200, whole.data)
    beyond = client.get(path, headers={"Range": f"bytes={len(whole.data)}-"})
    assert (beyond.status_code, beyond.mimetype) == (416, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("indicator=folkmangd&region=2480&period=2020..2023", "folkmangd_2480-umea_2020-2023_"),
        ("indicator=folkmangd&region=2480,2482", "folkmangd_2-omraden_"),
        (
            "indicator=folkmangd,medelalder&region=24&period=2023",
            "norrlaget_24-vasterbottens-lan_2023_",
        ),
    ],
)
def test_a_file_is_named_after_what_where_and_when(
    client: FlaskClient, query: str, name: str
) -> None:
    for form, of in files.FORMATS.items():
        said = client.get(f"{API}?{query}&format={form}").headers["Content-Disposition"]
        assert re.search(rf'filename="{name}\d{{4}}-\d\d-\d\d\.{of.extension}"', said)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "parquet", "zip"])
def test_a_pages_address_with_an_ending_leads_to_what_its_chart_shows(
    client: FlaskClient, kind: str
) -> None:
    page = client.get("/indikatorer/medelalder?region=2480&period=2020").text
    path = f"/indikatorer/medelalder.{kind}?region=2480&period=2020"
    leads = client.get(path)
    assert leads.status_code == 303
    form = "json-stat" if kind == "json" else kind
    told = leads.headers["Location"]
    assert f"format={form}" in told
    assert told.replace(f"format={form}", "format=xlsx").replace("&", "&amp;") in page
    assert client.get(told).status_code == 200


def test_figures_of_a_release_are_asked_for_by_its_name(client: FlaskClient) -> None:
    path = f"{API}?indicator=medelalder&region=24"
    kept = client.get(f"{path}&release={data.release().id}")
    assert kept.data == client.get(path).data
    gone = client.get(f"{path}&release=2020-01-01-00000000")
    assert gone.status_code == 404
    assert data.release().id in json.loads(gone.text)["allowed"]
