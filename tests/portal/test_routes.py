"""Figures as files and as an API: what is given, what is refused, and that nothing breaks it."""

import io
import json
import re
from urllib.parse import urlencode

import flask
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data, routes
from dashboard.web import create_app
from etl.model import PublishedIndicator
from etl.store import releases, status
from tests.sample import EDUCATION, apart, indicator, meanings, observations, sample_release

API = "/api/v1/observations"
HEADER = "indicator,region,region_name,sex,age,period,value,unit,status,source"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    sample_release(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(folder))
        yield _server().test_client()


def _server():
    server = flask.Flask("test")
    routes.register(server)
    return server


def _rows(response):
    """The answer as a program reads it, every cell as text."""
    assert response.status_code == 200, response.text
    return pd.read_csv(io.BytesIO(response.data), dtype=str, keep_default_na=False)


def _values(response):
    return _rows(response)["value"].tolist()


def test_a_whole_indicator_is_one_file_with_the_columns_of_the_contract(client):
    answer = client.get("/data/folkmangd.csv")
    assert answer.text.splitlines()[0] == HEADER
    assert "folkmangd,2480,Umeå,T,total,2022,132235,personer,,Kolada N01951" in answer.text
    assert len(_rows(answer)) == 7
    assert answer.mimetype == "text/csv"
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="folkmangd_2024-08-30.csv"'
    )


def test_values_are_the_sources_own_and_a_null_is_empty_beside_its_status(client):
    rows = _rows(client.get("/data/utbildning.csv")).set_index(["region", "sex"])
    assert rows.loc[("2480", "K"), "value"] == "65.612345"
    assert tuple(rows.loc[("2480", "M"), ["value", "status"]]) == ("", "..")
    assert tuple(rows.loc[("2421", "T"), ["value", "status"]]) == ("", "-")
    assert rows.loc[("2480", "T"), "value"] == "0"
    assert rows.loc[("00", "T"), "value"] == "0.00001"


def test_a_symbol_beside_a_value_is_kept(client):
    rows = _rows(client.get(f"{API}?indicator=folkmangd&region=00"))
    assert rows[["value", "status"]].to_numpy().tolist() == [["10521556", "p"]]


def test_a_field_with_a_comma_is_quoted(client):
    assert ',"%, andel",' in client.get("/data/utbildning.csv").text
    assert _rows(client.get("/data/utbildning.csv"))["unit"].unique().tolist() == ["%, andel"]


def test_the_swedish_csv_has_semicolons_decimal_commas_and_a_byte_order_mark(client):
    answer = client.get("/data/utbildning.csv?format=csv-sv")
    assert answer.data.startswith(b"\xef\xbb\xbfindicator;region;")
    line = "utbildning;2480;Umeå;K;total;2022;65,612345;%, andel;;Kolada N01982"
    assert line in answer.text.splitlines()
    plain = _rows(client.get("/data/utbildning.csv"))["value"]
    swedish = pd.read_csv(io.BytesIO(answer.data), sep=";", dtype=str, keep_default_na=False)
    assert swedish["value"].str.replace(",", ".").tolist() == plain.tolist()


def test_parquet_holds_the_same_rows(client):
    frame = pd.read_parquet(
        io.BytesIO(client.get(f"{API}?indicator=folkmangd&format=parquet").data)
    )
    assert list(frame.columns) == HEADER.split(",")
    assert frame["value"].isna().sum() == 1
    assert frame.query("region == '2480' and sex == 'K'")["value"].tolist() == [65992]


def test_the_file_is_named_after_its_place_and_the_day_the_figures_were_taken(client):
    answer = client.get(f"{API}?indicator=folkmangd&region=2480")
    assert 'filename="folkmangd_2480-umea_2024-08-30.csv"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("region=2480&sex=K", ["65992"]),
        ("region=2480&sex=K,M", ["65992", "66243"]),
        ("region=2480&sex=K&sex=M", ["65992", "66243"]),
        ("region=2480&sex=T&period=latest", ["132235"]),
        ("region=2480&sex=T&period=2021..2022", ["130997", "132235"]),
        ("region=2480&sex=T&period=..2021", ["130997"]),
        ("region=county:24&sex=T&period=2022", ["132235"]),
        ("region=norra-sverige&sex=T&period=2022..", ["132235"]),
        ("region=24,%20county:24&sex=T&period=2022", ["276295", "132235"]),
        ("region=2480&region=&sex=K", ["65992"]),
        ("region=2580", []),
    ],
)
def test_parameters_limit_what_comes(client, query, values):
    assert _values(client.get(f"{API}?indicator=folkmangd&{query}")) == values
    assert _values(client.get(f"/data/folkmangd.csv?{query}")) == values


def test_each_row_of_a_split_series_names_its_own_table(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    seamed = indicator(agency="SCB", table="TAB2", earlier=["TAB1"], seam="2021")
    releases.publish(tmp_path, apart([seamed], observations().query("indicator == 'folkmangd'")))
    rows = _rows(_server().test_client().get("/data/folkmangd.csv"))
    assert set(zip(rows["period"], rows["source"], strict=True)) == {
        ("2021", "SCB TAB1"), ("2022", "SCB TAB2"),
    }  # fmt: skip


def test_a_year_means_its_months_and_a_typed_plus_an_open_age_class(client):
    assert _values(client.get(f"{API}?indicator=folkmangd-manad&period=2026&age=100+")) == ["104"]
    assert _values(client.get(f"{API}?indicator=folkmangd-manad&age=100%2B")) == ["104"]
    assert len(_rows(client.get(f"{API}?indicator=folkmangd-manad&period=2026M02"))) == 2


def test_indicators_of_several_frequencies_come_in_one_file(client):
    rows = _rows(client.get(f"{API}?indicator=folkmangd,folkmangd-manad&region=24&period=latest"))
    assert rows[["indicator", "period"]].to_numpy().tolist() == [
        ["folkmangd", "2022"], ["folkmangd-manad", "2026M02"], ["folkmangd-manad", "2026M02"],
    ]  # fmt: skip
    assert rows["source"].unique().tolist() == ["Kolada N01951", "SCB TAB6471"]


@pytest.mark.parametrize(
    ("query", "status", "named", "allowed"),
    [
        ("", 400, "indicator", "folkmangd"),
        ("indicator=", 400, "indicator", "folkmangd"),
        ("indicator=nope", 404, "nope", "folkmangd"),
        ("indicator=folkmangd,nope", 404, "nope", "folkmangd"),
        ("indicator=folkmangd&region=9999", 404, "9999", "county:24 (its municipalities)"),
        ("indicator=folkmangd&region=county:2480", 404, "county:2480", "00"),
        ("indicator=folkmangd&region=:24", 404, ":24", "00"),
        ("indicator=folkmangd&region=", 400, "region", "county:24 (its municipalities)"),
        ("indicator=folkmangd&region=%20,&sex=K", 400, "region", "00"),
        ("indicator=folkmangd&region=&region=", 400, "region", "without region"),
        ("indicator=folkmangd&region", 400, "region", "00"),
        ("indicator=folkmangd&sex=", 400, "sex", "K"),
        ("indicator=folkmangd&age=,", 400, "age", "without age"),
        ("indicator=folkmangd&period=", 400, "period", "latest"),
        ("indicator=folkmangd&format=", 400, "format", "without format"),
        ("indicator=folkmangd&sex=F", 400, "F", "K"),
        ("indicator=folkmangd-manad&sex=K", 400, "K", "T"),
        ("indicator=folkmangd&age=65%2B", 400, "65+", "total"),
        ("indicator=folkmangd&period=1900", 400, "1900", "2021..2022"),
        ("indicator=folkmangd&period=0204..2022", 400, "0204..2022", "latest"),
        ("indicator=folkmangd&period=1024M10", 400, "1024M10", "latest"),
        ("indicator=folkmangd&period=2022..2021", 400, "2022..2021", "2021..2022"),
        ("indicator=folkmangd&period=igår", 400, "igår", "latest"),
        ("indicator=folkmangd&period=..", 400, "..", "latest"),
        ("indicator=folkmangd&format=xls", 400, "xls", "csv-sv"),
        ("indicator=folkmangd&format=csv,csv-sv", 400, "csv,csv-sv", "csv"),
        ("indicator=folkmangd&year=2022", 400, "year", "period"),
    ],
)
def test_a_wrong_question_is_told_in_one_sentence_what_is_allowed(
    client, query, status, named, allowed
):
    answer = client.get(f"{API}?{query}")
    problem = json.loads(answer.text)
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.mimetype == "application/problem+json"
    assert named in problem["detail"]
    assert re.fullmatch(r"[^\n]+\.", problem["detail"])
    assert allowed in problem["allowed"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/data/nope.csv", 404),
        ("/data/folkmangd.csv?indicator=utbildning", 400),
        ("/data/folkmangd.csv?format=parquet", 400),
        ("/data/folkmangd.csv?region=", 400),
        ("/revideringar.csv?region=", 400),
        ("/revideringar.atom?indicator=&region=2480", 400),
        ("/api/v1/indicators/nope", 404),
        ("/api/v1/", 404),
        ("/api/v2/observations", 404),
    ],
)
def test_wrong_addresses_are_problems_too(client, path, status):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_long_wrong_word_is_not_said_back_whole(client):
    answer = client.get(f"{API}?indicator={'x' * 5000}")
    assert len(json.loads(answer.text)["detail"]) < 120


def test_more_rows_than_an_answer_holds_are_refused(client, monkeypatch):
    monkeypatch.setattr("dashboard.limits.ROWS", 10)
    assert client.get(f"{API}?indicator=folkmangd,utbildning").status_code == 400
    assert client.get(f"{API}?indicator=folkmangd,utbildning&sex=K").status_code == 200


def test_the_list_of_indicators_has_the_fields_of_the_contract(client):
    records = json.loads(client.get("/api/v1/indicators").text)
    needed = (
        "id title title_en description unit decimals topic by_sex levels frequency first_period "
        "last_period source table taken"
    )
    assert [each["id"] for each in records] == ["folkmangd", "utbildning", "folkmangd-manad"]
    assert all(set(needed.split()) <= set(each) for each in records)
    assert records[0]["taken"] == "2024-08-30"
    assert json.loads(client.get("/api/v1/indicators/folkmangd").text) == records[0]


def test_health_names_the_release_and_what_is_stale(client):
    state = json.loads(client.get("/health").text)
    assert state == {
        "ok": True, "release": data.release().id, "indicators": 3, "awaited": 0,
        "newest_taken": "2026-06-15", "last_run": None, "awaited_failed": [], "damaged": [],
        "plans": [],
        "stale": ["folkmangd", "utbildning", "folkmangd-manad"],
    }  # fmt: skip


def test_health_tells_the_last_run_and_stays_well_with_torn_notes(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    sample_release(tmp_path)
    client, noted = _server().test_client(), tmp_path / "status.json"
    status.write(tmp_path, {"folkmangd": None}, ["folkmangd"], ())
    state = json.loads(client.get("/health").text)
    assert state["last_run"] == json.loads(noted.read_text())["run"].replace("Z", "+00:00")
    assert state["stale"] == ["utbildning", "folkmangd-manad"]
    noted.write_text("{")
    answer = client.get("/health")
    assert (answer.status_code, json.loads(answer.text)["last_run"]) == (200, None)


def test_without_a_release_health_says_so_and_the_api_is_unavailable(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "default")
    bare = _server().test_client()
    assert (bare.get("/health").status_code, bare.get("/api/v1/indicators").status_code) == (
        503,
        503,
    )
    assert bare.get("/data/folkmangd.csv").mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/data/folkmangd.csv", f"{API}?indicator=folkmangd", "/api/v1/indicators"]
)
def test_an_answer_the_reader_has_is_not_sent_again(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_tag_holds_for_one_question_only(client):
    women, men = (client.get(f"{API}?indicator=folkmangd&sex={sex}") for sex in "KM")
    assert women.headers["ETag"] != men.headers["ETag"]


@pytest.mark.usefixtures("client")
def test_a_tag_survives_compression_and_spares_the_work(monkeypatch):
    server = create_app().server
    packed = server.test_client().get("/data/folkmangd.csv", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    monkeypatch.setattr("dashboard.routes.files.written", lambda _: pytest.fail("made again"))
    sent = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert server.test_client().get("/data/folkmangd.csv", headers=sent).status_code == 304


def test_a_new_release_makes_old_tags_void(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    sample_release(tmp_path)
    client = _server().test_client()
    tag = client.get("/data/folkmangd.csv").headers["ETag"]
    releases.publish(tmp_path, apart(meanings(), observations().iloc[1:]))
    assert client.get("/data/folkmangd.csv", headers={"If-None-Match": tag}).status_code == 200


def test_numbers_keep_every_digit_and_gain_none(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    figures = [0.1, 42.0, 1e16, -3.5, 123456789012.5, 1 / 3]
    codes = list(data.regions())[: len(figures)]
    frame = pd.DataFrame(
        {"indicator": "folkmangd", "region": codes, "sex": "T", "age": "total", "period": "2022",
         "value": figures, "status": ""}
    )  # fmt: skip
    releases.publish(tmp_path, apart([indicator()], frame))
    assert _values(_server().test_client().get("/data/folkmangd.csv")) == [
        "0.1", "42", "10000000000000000", "-3.5", "123456789012.5", "0.3333333333333333",
    ]  # fmt: skip


def test_a_unit_with_quotes_and_line_breaks_comes_back_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    odd = PublishedIndicator.model_validate(EDUCATION | {"unit": 'a "b";\nc'})
    releases.publish(tmp_path, apart([odd], observations().query("indicator == 'utbildning'")))
    client = _server().test_client()
    assert _rows(client.get("/data/utbildning.csv"))["unit"].unique().tolist() == ['a "b";\nc']


WORDS = st.sampled_from(
    ["folkmangd", "utbildning", "folkmangd-manad", "2480", "county:24", "norra-sverige", "K", "T",
     "total", "100+", "2022", "2026M02", "2020..2024", "latest", "csv", "csv-sv", "parquet",
     "", ",", ":", ".."]
)  # fmt: skip
NAMES = st.sampled_from(["indicator", "region", "sex", "age", "period", "format"])
PAIRS = st.lists(st.tuples(NAMES | st.text(max_size=8), WORDS | st.text(max_size=12)), max_size=8)


@given(PAIRS, st.booleans())
def test_no_question_breaks_the_server(client, pairs, asked):
    named = [*pairs, ("indicator", "folkmangd")] if asked else pairs
    query = urlencode(named, errors="surrogatepass")
    for path in (API, "/data/folkmangd.csv", "/api/v1/indicators"):
        assert client.get(f"{path}?{query}").status_code in (200, 400, 404)


@given(st.binary(max_size=60))
def test_no_bytes_in_an_address_break_the_server(client, noise):
    raw = "".join(f"%{byte:02x}" for byte in noise)
    for path in (f"{API}?indicator=folkmangd&region={raw}", f"/data/{raw}.csv", f"/api/{raw}"):
        assert client.get(path).status_code < 500
