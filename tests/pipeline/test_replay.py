"""The emulator itself: it speaks as the agencies' servers do, and fails as they fail."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests

from tests import PROJECT
from tests.replay import SAMPLE, Emulator, serve
from tests.replay.faults import FAULTS
from tests.replay.switches import Fault

REAL = PROJECT.parent / "shared" / "replay"
real_folder = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/replay is not here")

TAB9001 = {
    "Region": ["2480"],
    "Alder": ["TotSA"],
    "Kon": ["TotSa"],
    "ContentsCode": ["00000001"],
    "Tid": ["2024"],
}


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    with serve(limits=False) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Iterator[Emulator]:
    """The sample, served without limits, with no fault on and an empty log."""
    served.requests.clear()
    yield served
    served.heal()


@pytest.fixture(scope="module")
def real() -> Iterator[Emulator]:
    with serve(REAL, limits=False) as emulator:
        yield emulator


def body(**wanted: list[str] | tuple[str, list[str]]) -> dict[str, Any]:
    """A POST body; a variable with a code list is written (code list, codes)."""
    parts = [(v, *c) if isinstance(c, tuple) else (v, None, c) for v, c in wanted.items()]
    return {
        "selection": [
            {"variableCode": v, "codelist": codelist, "valueCodes": codes}
            for v, codelist, codes in parts
        ]
    }


def data(emulator: Emulator, table: str = "TAB9001", **wanted: Any) -> requests.Response:
    url = f"{emulator.scb_url}/tables/{table}/data"
    return requests.post(url, json=body(**wanted), timeout=5)


def scb(emulator: Emulator, path: str, **params: Any) -> requests.Response:
    return requests.get(f"{emulator.scb_url}/{path}", params=params, timeout=5)


def kolada(emulator: Emulator, path: str, **params: Any) -> requests.Response:
    return requests.get(f"{emulator.kolada_url}/{path}", params=params, timeout=5)


def codes(answer: requests.Response, variable: str) -> list[str]:
    return list(answer.json()["dimension"][variable]["category"]["index"])


# --- SCB: config, catalogue, metadata, code lists


def test_config_tells_the_limits_that_are_enforced(emulator: Emulator) -> None:
    config = scb(emulator, "config").json()
    assert (config["maxCallsPerTimeWindow"], config["timeWindow"]) == (3, 1)
    assert config["maxDataCells"] == 100


def test_tables_come_in_pages_with_links(emulator: Emulator) -> None:
    first = scb(emulator, "tables", pageSize=1).json()
    assert first["page"] | {"links": []} == {
        "pageNumber": 1,
        "pageSize": 1,
        "totalElements": 2,
        "totalPages": 2,
        "links": [],
    }
    assert [link["rel"] for link in first["page"]["links"]] == ["next", "last"]
    second = requests.get(first["page"]["links"][0]["href"], timeout=5).json()
    assert [t["id"] for t in first["tables"] + second["tables"]] == ["TAB9001", "TAB9002"]


def test_a_page_past_the_end_is_404_but_not_when_there_are_no_hits(emulator: Emulator) -> None:
    past = scb(emulator, "tables", pageNumber=2)
    assert (past.status_code, past.json()["title"]) == (404, "Non-existent page")
    none = scb(emulator, "tables", query="finnsinte", pageNumber=2).json()
    assert (none["tables"], none["page"]["totalPages"]) == ([], 1)


def test_tables_are_found_by_words_and_by_days(emulator: Emulator) -> None:
    found = scb(emulator, "tables", query="anställda sektor").json()["tables"]
    assert [table["id"] for table in found] == ["TAB9002"]
    assert scb(emulator, "tables", pastDays=1).json()["tables"] == []
    assert scb(emulator, "tables", query='"halv').status_code == 500


def test_a_tables_row_agrees_with_its_metadata(emulator: Emulator) -> None:
    row = scb(emulator, "tables/tab9002").json()
    metadata = scb(emulator, "tables/TAB9002/metadata").json()
    assert (row["updated"], row["label"]) == (metadata["updated"], metadata["label"])
    assert (row["firstPeriod"], row["lastPeriod"], row["timeUnit"]) == (
        "2023M01",
        "2023M12",
        "Monthly",
    )


def test_metadata_is_json_stat_without_values(emulator: Emulator) -> None:
    metadata = scb(emulator, "tables/TAB9001/metadata").json()
    assert (metadata["size"], metadata["value"]) == ([5, 4, 3, 1, 4], [])
    flags = {v: d["extension"]["elimination"] for v, d in metadata["dimension"].items()}
    assert [v for v, flag in flags.items() if flag] == ["Region", "Kon"]
    assert "eliminationValueCode" not in metadata["dimension"]["Kon"]["extension"]


def test_metadata_with_a_codelist_shows_its_codes(emulator: Emulator) -> None:
    params = {"codelist[Region]": "vs_PåhittadeLän"}
    metadata = scb(emulator, "tables/TAB9001/metadata", **params)
    assert codes(metadata, "Region") == ["24", "25"]


def test_a_codelist_is_found_by_its_link_in_the_metadata(emulator: Emulator) -> None:
    dimension = scb(emulator, "tables/TAB9001/metadata").json()["dimension"]["Region"]
    links = [ref["links"][0]["href"] for ref in dimension["extension"]["codelists"]]
    assert all(link.startswith(emulator.scb_url) for link in links)
    lists = [requests.get(link, timeout=5).json() for link in links]
    assert [(c["id"], c["type"]) for c in lists] == [
        ("vs_PåhittadeLän", "Valueset"),
        ("agg_PåhittadNorra", "Aggregation"),
    ]


@pytest.mark.parametrize(
    ("path", "params", "status", "title"),
    [
        ("tables/TAB1/metadata", {}, 404, "Non-existent table"),
        ("tables/TAB1", {}, 404, "Non-existent table"),
        ("tables/TAB9001/metadata", {"lang": "en"}, 404, "Non-existent table"),
        ("codelists/vs_ingen", {}, 404, "Non-existent codelist"),
        ("tables", {"lang": "fi"}, 400, "Unsupported language"),
        ("tables/TAB9001/data", {"outputFormat": "px"}, 400, "Unsupported output format"),
        (
            "tables/TAB9001/data",
            {"outputFormatParams": "UseCodes"},
            400,
            "Unsupported output format",
        ),
    ],
)
def test_a_wrong_get_is_refused_as_scb_refuses_it(
    emulator: Emulator, path: str, params: dict[str, str], status: int, title: str
) -> None:
    answer = scb(emulator, path, **params)
    assert (answer.status_code, answer.json()["title"]) == (status, title)


def test_an_unknown_table_in_data_is_400_with_404_in_its_body(emulator: Emulator) -> None:
    answer = data(emulator, "TAB1", **TAB9001)
    assert (answer.status_code, answer.json()["status"]) == (400, 404)


def test_a_url_too_long_is_stopped_with_a_web_page(emulator: Emulator) -> None:
    answer = scb(emulator, "tables/TAB9001/data", x="1" * 2200)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html")


# --- SCB: selecting data


def test_a_cell_is_found_by_its_codes_in_any_case(emulator: Emulator) -> None:
    answer = data(emulator, **{**TAB9001, "Kon": ["totsa"]})
    assert answer.json()["value"] == [3003]
    wanted = {f"valuecodes[{v.lower()}]": ",".join(c) for v, c in TAB9001.items()}
    assert scb(emulator, "tables/TAB9001/data", **wanted).json() == answer.json()


def test_nulls_carry_their_symbol_and_a_value_may_carry_one_too(emulator: Emulator) -> None:
    wanted = {**TAB9001, "Region": ["2580"], "Alder": ["100+"], "Kon": ["*"], "Tid": ["2021"]}
    answer = data(emulator, **wanted).json()
    assert (answer["value"], answer["status"]) == (
        [None, None, None],
        {"0": "..", "1": "-", "2": "."},
    )
    beside = data(emulator, **{**TAB9001, "Kon": ["2"]}).json()
    assert (beside["value"], beside["status"]) == ([1503], {"0": "p"})
    assert "status" not in data(emulator, **TAB9001).json()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["TOP(2)"], ["2023", "2024"]),
        (["TOP(2,1)"], ["2022", "2023"]),
        (["BOTTOM(1)"], ["2021"]),
        (["bottom(1,1)"], ["2022"]),
        (["FROM(2023)"], ["2023", "2024"]),
        (["TO(2022)"], ["2021", "2022"]),
        (["RANGE(2024,2022)"], ["2022", "2023", "2024"]),
        (["202?"], ["2021", "2022", "2023", "2024"]),
        (["*1"], ["2021"]),
        (["*"], ["2021", "2022", "2023", "2024"]),
        (["*02*"], ["2021", "2022", "2023", "2024"]),
        (["2024", "TOP(1)", "BOTTOM(1)"], ["2021", "2024"]),
    ],
)
def test_expressions_mean_what_the_server_takes_them_for(
    emulator: Emulator, written: list[str], meant: list[str]
) -> None:
    assert codes(data(emulator, **{**TAB9001, "Tid": written}), "Tid") == meant


def test_top_counts_from_the_newest_period_but_from_the_first_of_other_codes(
    emulator: Emulator,
) -> None:
    answer = data(emulator, **{**TAB9001, "Region": ["TOP(2)"], "Tid": ["TOP(1)"]})
    assert (codes(answer, "Region"), codes(answer, "Tid")) == (["00", "24"], ["2024"])


def test_a_question_mark_is_tried_before_a_star_so_both_match_nothing(emulator: Emulator) -> None:
    answer = data(emulator, **{**TAB9001, "Tid": ["20?*"]})
    assert answer.json()["title"] == "Missing selection for mandantory variable"


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ({"Planet": ["1"]}, "Non-existent variable"),
        ({"Region": ["9999"]}, "Non-existent value"),
        ({"Tid": ["FROM(1999)"]}, "Non-existent value"),
        ({"Region": ("vs_ingen", ["24"])}, "Non-existent codelist"),
        ({"Region": ("vs_PåhittadeLän", ["2480"])}, "Non-existent value"),
        ({"Tid": []}, "Missing selection for mandantory variable"),
        ({"Tid": ["TOP(0)"]}, "Illegal selection expression"),
        ({"Region": ["2*0"]}, "Illegal selection expression"),
        (
            {"Region": ["*"], "Alder": ["*"], "Kon": ["*"], "Tid": ["*"]},
            "Too many cells selected",
        ),
    ],
)
def test_a_wrong_selection_is_refused_with_the_servers_own_words(
    emulator: Emulator, wanted: dict[str, Any], title: str
) -> None:
    answer = data(emulator, **{**TAB9001, **wanted})
    assert answer.status_code == 400
    assert {k: v for k, v in answer.json().items() if k != "detail"} == {
        "type": "Parameter error",
        "title": title,
        "status": 400,
    }


def test_a_mandatory_variable_left_out_is_refused(emulator: Emulator) -> None:
    answer = data(emulator, Region=["24"], ContentsCode=["*"], Tid=["*"])
    assert answer.json()["title"] == "Missing selection for mandantory variable"


def test_explicit_duplicates_are_500_with_an_empty_body(emulator: Emulator) -> None:
    answer = data(emulator, **{**TAB9001, "Region": ["24", "24"]})
    assert (answer.status_code, answer.content) == (500, b"")


def test_an_eliminated_variable_answers_its_total_code_and_vanishes(emulator: Emulator) -> None:
    with_total = data(emulator, **TAB9001).json()
    without = data(emulator, **{v: c for v, c in TAB9001.items() if v != "Kon"}).json()
    assert without["value"] == with_total["value"]
    assert without["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    assert with_total["dimension"]["Kon"]["extension"]["eliminationValueCode"] == "TotSa"


def test_an_eliminated_variable_without_total_code_answers_the_sum(emulator: Emulator) -> None:
    every = data(emulator, **{**TAB9001, "Region": ["*"]}).json()["value"]
    without = data(emulator, **{v: c for v, c in TAB9001.items() if v != "Region"}).json()
    assert without["value"] == [sum(every)]


def test_a_wildcard_that_matches_nothing_silently_gives_a_total(emulator: Emulator) -> None:
    answer = data(emulator, **{**TAB9001, "Region": ["X*"]})
    assert answer.status_code == 200
    assert "Region" not in answer.json()["id"]


def test_an_aggregation_sums_its_codes(emulator: Emulator) -> None:
    parts = data(emulator, **{**TAB9001, "Region": ["24", "25"]}).json()["value"]
    whole = data(emulator, **{**TAB9001, "Region": ("agg_PåhittadNorra", ["N"])})
    assert (codes(whole, "Region"), whole.json()["value"]) == (["N"], [sum(parts)])


@pytest.mark.parametrize(
    "params",
    [{}, {"valueCode[Tid]": "2021"}, {"values[Region]": "24"}, {"codelist[Region]": "vs_ingen"}],
)
def test_a_misspelt_parameter_silently_gives_the_default_selection(
    emulator: Emulator, params: dict[str, str]
) -> None:
    answer = scb(emulator, "tables/TAB9001/data", **params).json()
    assert (answer["id"], answer["size"]) == (["Alder", "ContentsCode", "Tid", "Kon"], [4, 1, 1, 3])


def test_the_default_selection_tells_what_an_empty_query_answers(emulator: Emulator) -> None:
    told = scb(emulator, "tables/TAB9002/defaultselection").json()
    answer = data(emulator, "TAB9002").json()
    assert answer["id"] == told["placement"]["stub"] + told["placement"]["heading"]
    posted = {k: told[k] for k in ("selection", "placement")}
    url = f"{emulator.scb_url}/tables/TAB9002/data"
    assert requests.post(url, json=posted, timeout=5).json() == answer


def test_placement_orders_the_dimensions(emulator: Emulator) -> None:
    url = f"{emulator.scb_url}/tables/TAB9001/data"
    placement = {"heading": ["Time"], "stub": ["Kon", "Region", "Alder", "ContentsCode"]}
    wanted = body(**{**TAB9001, "Kon": ["1", "2"], "Tid": ["2023", "2024"]})
    answer = requests.post(url, json={**wanted, "placement": placement}, timeout=5).json()
    assert (answer["id"][0], answer["value"]) == ("Kon", [1503, 1504, 1502, 1503])
    wrong = {**wanted, "placement": {"heading": ["Tid"], "stub": ["Kon"]}}
    assert requests.post(url, json=wrong, timeout=5).json()["title"] == "Illegal placment"


def test_malformed_valuecodes_are_refused_by_the_framework(emulator: Emulator) -> None:
    answer = scb(emulator, "tables/TAB9001/data", valuecodes="24")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_brackets_keep_the_commas_of_an_expression_together(emulator: Emulator) -> None:
    wanted = {f"valuecodes[{v}]": ",".join(c) for v, c in TAB9001.items()}
    wanted["valuecodes[Tid]"] = "[RANGE(2022,2023)], 2021"
    answer = scb(emulator, "tables/TAB9001/data", **wanted)
    assert codes(answer, "Tid") == ["2021", "2022", "2023"]


def test_contents_of_different_unit_stand_in_one_table(emulator: Emulator) -> None:
    answer = data(emulator, "TAB9002", Sektor=["A"], ContentsCode=["*"], Tid=["2023M01"]).json()
    units = answer["dimension"]["ContentsCode"]["category"]["unit"]
    assert [unit["decimals"] for unit in units.values()] == [0, 1]
    assert answer["value"] == [100, 10.5]


# --- SCB: the call limit


def test_the_fourth_call_in_a_second_is_refused_and_the_window_is_not_prolonged() -> None:
    with serve() as emulator:
        began = time.monotonic()
        statuses = [scb(emulator, "config").status_code for _ in range(3)]
        refused = scb(emulator, "config")
        time.sleep(max(began + 0.6 - time.monotonic(), 0))
        assert scb(emulator, "config").status_code == 429
        time.sleep(max(began + 1.1 - time.monotonic(), 0))
        assert scb(emulator, "config").status_code == 200
    assert statuses == [200, 200, 200]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.headers["Content-Type"] == "text/plain"
    assert refused.text == "API calls quota exceeded! maximum admitted 3 per 1s."
    assert refused.headers["X-Rate-Limit-Limit"] == "1s"


def test_kolada_has_no_call_limit() -> None:
    with serve() as emulator:
        assert {kolada(emulator, "kpi").status_code for _ in range(8)} == {200}


# --- Kolada


def test_kolada_values_come_as_records_by_sex(emulator: Emulator) -> None:
    answer = kolada(emulator, "data/kpi/N01951/year/2023").json()
    assert len(answer["values"]) == 6
    assert answer["values"][4] == {
        "kpi": "N01951",
        "period": 2023,
        "municipality": "2480",
        "values": [
            {"gender": "K", "value": 653.0, "status": "", "count": 1, "isdeleted": False},
            {"gender": "M", "value": 657.0, "status": "", "count": 1, "isdeleted": False},
            {"gender": "T", "value": 1310.0, "status": "", "count": 1, "isdeleted": False},
        ],
    }


def test_kolada_says_missing_and_keeps_zero(emulator: Emulator) -> None:
    missing = kolada(emulator, "data/kpi/N90001/municipality/2580/year/2021").json()["values"][0]
    assert (missing["values"][0]["value"], missing["values"][0]["status"]) == (None, "Missing")
    zero = kolada(emulator, "data/kpi/N90002/municipality/2480/year/2020").json()["values"][0]
    assert [value["value"] for value in zero["values"]] == [11.0, 0.0, 11.0]


def test_any_two_of_three_filters_and_the_query_form_find_the_same(emulator: Emulator) -> None:
    by_path = kolada(emulator, "data/kpi/N01951/municipality/2480/year/2022,2023").json()
    by_query = kolada(
        emulator, "data/", kpi_id="N01951", municipality_id="2480", year=["2022", "2023"]
    ).json()
    assert by_query["values"] == by_path["values"]
    all_years = kolada(emulator, "data/kpi/N01951/municipality/2480").json()["values"]
    assert [record["period"] for record in all_years] == [2020, 2021, 2022, 2023]
    all_kpis = kolada(emulator, "data/municipality/2480/year/2020").json()["values"]
    assert [record["kpi"] for record in all_kpis] == ["N01951", "N90001", "N90002"]
    assert kolada(emulator, "data/kpi/N01951").status_code == 422


def test_pages_are_walked_by_next_url_to_the_end(emulator: Emulator) -> None:
    whole = kolada(emulator, "data/kpi/N01951/year/2020,2021").json()["values"]
    url, pages = f"{emulator.kolada_url}/data/kpi/N01951/year/2020,2021?per_page=5", []
    while url:
        pages.append(requests.get(url, timeout=5).json())
        url = pages[-1]["next_url"]
    assert [page["count"] for page in pages] == [5, 5, 2]
    assert [record for page in pages for record in page["values"]] == whole
    assert pages[0]["previous_url"] is None
    assert "page=1" in pages[1]["previous_url"]


def test_a_page_holds_at_most_5000(emulator: Emulator) -> None:
    assert kolada(emulator, "kpi", per_page=5001).status_code == 422
    assert kolada(emulator, "kpi", page=0).status_code == 422


@pytest.mark.parametrize("path", ["data/kpi/{}/year/2023", "kpi/{}", "data/kpi/N01951/year/{}"])
def test_more_than_25_ids_are_refused(emulator: Emulator, path: str) -> None:
    ids = [str(1990 + n) for n in range(26)]
    assert kolada(emulator, path.format(",".join(ids[:25]))).status_code == 200
    answer = kolada(emulator, path.format(",".join(ids)))
    assert (answer.status_code, answer.json()["detail"]) == (422, "at most 25 ids, 26 given")


def test_unknown_ids_are_silently_absent(emulator: Emulator) -> None:
    assert [k["id"] for k in kolada(emulator, "kpi/N01951,N00000").json()["values"]] == ["N01951"]
    answer = kolada(emulator, "data/kpi/N00000,N90001/municipality/2480/year/2023").json()
    assert [record["kpi"] for record in answer["values"]] == ["N90001"]


def test_lists_are_filtered_by_title_and_region_type(emulator: Emulator) -> None:
    assert len(kolada(emulator, "kpi", title="påHITTAD").json()["values"]) == 2
    regions = kolada(emulator, "municipality", region_type="L").json()["values"]
    assert [region["id"] for region in regions] == ["0000", "0024", "0025"]
    assert kolada(emulator, "kpi_groups").json()["values"] == []


def test_a_group_answers_the_mean_of_its_members(emulator: Emulator) -> None:
    answer = kolada(emulator, "data/kpi/N90001/municipality/G900001/year/2021,2022").json()
    values = [record["values"][0] for record in answer["values"]]
    assert [(value["value"], value["count"]) for value in values] == [(54.25, 1), (55.0, 2)]


def test_nothing_has_changed_since_the_values_were_taken(emulator: Emulator) -> None:
    path = "data/kpi/N01951/year/2023"
    assert kolada(emulator, path, from_date="2024-01-16").json()["values"] == []
    assert len(kolada(emulator, path, from_date="2024-01-15").json()["values"]) == 6


# --- the Date header


def test_each_answer_is_dated_the_day_its_figures_were_taken(emulator: Emulator) -> None:
    dated = {
        data(emulator, **TAB9001).headers["Date"]: "2024-01-16",
        scb(emulator, "tables/TAB9002/data").headers["Date"]: "2024-01-17",
        kolada(emulator, "data/kpi/N01951/year/2023").headers["Date"]: "2024-01-15",
        kolada(emulator, "municipality").headers["Date"]: "2024-01-15",
    }
    for header, day in dated.items():
        assert parsedate_to_datetime(header).date().isoformat() == day
        assert "," not in header.replace(",", "", 1)  # a second Date header would be joined on


# --- faults


@pytest.mark.parametrize(
    ("fault", "status", "header"),
    [("429-int", 429, "1"), ("429-bare", 429, None), ("500", 500, None), ("503", 503, None)],
)
def test_a_status_fault_strikes_both_sources(
    emulator: Emulator, fault: str, status: int, header: str | None
) -> None:
    emulator.strike(fault)
    for answer in (scb(emulator, "config"), kolada(emulator, "kpi")):
        assert (answer.status_code, answer.headers.get("Retry-After")) == (status, header)


def test_retry_after_may_be_a_date(emulator: Emulator) -> None:
    emulator.strike("429-date")
    answer = scb(emulator, "config")
    then, now = (parsedate_to_datetime(answer.headers[h]) for h in ("Retry-After", "Date"))
    assert 1 <= (then - now).total_seconds() <= 3


def test_a_fault_may_strike_only_some_requests(emulator: Emulator) -> None:
    emulator.strike("500:2+1@TAB9002")
    paths = ["tables/TAB9001", *["tables/TAB9002"] * 4]
    assert [scb(emulator, path).status_code for path in paths] == [200, 200, 500, 500, 200]


def test_a_fault_may_be_for_requests_whose_body_holds_a_code(emulator: Emulator) -> None:
    emulator.strike('503@"2024"')
    years = [data(emulator, **{**TAB9001, "Tid": [year]}) for year in ("2023", "2024")]
    assert [answer.status_code for answer in years] == [200, 503]


@pytest.mark.parametrize("fault", ["reset", "truncated", "truncated-chunks"])
def test_a_broken_connection_is_an_error_to_the_client(emulator: Emulator, fault: str) -> None:
    emulator.strike(f"{fault}:1")
    broken = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
    with pytest.raises(broken):
        data(emulator, **TAB9001)
    assert data(emulator, **TAB9001).status_code == 200


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_slow_answer_is_waited_for_in_vain(emulator: Emulator, fault: str) -> None:
    emulator.strike(f"{fault}:1")
    url = f"{emulator.scb_url}/config"
    with pytest.raises(requests.exceptions.RequestException):
        requests.get(url, timeout=0.2)
    assert requests.get(url, timeout=5).status_code == 200


def test_a_body_cut_short_may_agree_with_its_length(emulator: Emulator) -> None:
    emulator.strike("truncated-json")
    answer = data(emulator, **TAB9001)
    assert answer.headers["Content-Length"] == str(len(answer.content))
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(
    ("fault", "kind"), [("html-200", "text/html"), ("wrong-format", "application/octet-stream")]
)
def test_what_is_not_json_comes_with_200(emulator: Emulator, fault: str, kind: str) -> None:
    emulator.strike(fault)
    answer = data(emulator, **TAB9001)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, kind)


def test_the_default_selection_may_come_whatever_was_asked(emulator: Emulator) -> None:
    default = data(emulator).json()
    emulator.strike("default-selection")
    assert data(emulator, **TAB9001).json() == default


def test_other_codes_may_come_than_those_asked_for(emulator: Emulator) -> None:
    emulator.strike("wrong-codes")
    assert codes(data(emulator, **TAB9001), "Region") == ["2480X"]
    record = kolada(emulator, "data/kpi/N01951/year/2023").json()["values"][0]
    assert record["kpi"] == "N99999"


def test_values_may_come_sparse(emulator: Emulator) -> None:
    wanted = {**TAB9001, "Region": ["2580"], "Alder": ["100+"], "Tid": ["2021", "2022"]}
    emulator.strike("sparse")
    answer = data(emulator, **wanted).json()
    assert (answer["value"], answer["status"]) == ({"1": 21}, {"0": ".."})


def test_a_kpi_may_be_silently_left_out(emulator: Emulator) -> None:
    emulator.strike("missing-id")
    answer = kolada(emulator, "data/kpi/N01951,N90001/year/2023").json()
    assert {record["kpi"] for record in answer["values"]} == {"N90001"}
    assert kolada(emulator, "kpi/N01951,N90001").json()["count"] == 1


def test_next_url_may_run_in_a_circle_or_leave_the_host(emulator: Emulator) -> None:
    url = f"{emulator.kolada_url}/kpi"
    emulator.strike("cycle")
    assert kolada(emulator, "kpi").json()["next_url"] == url
    emulator.heal()
    emulator.strike("other-host")
    assert kolada(emulator, "kpi").json()["next_url"] == url.replace("127.0.0.1", "localhost")


def test_a_table_may_change_while_it_is_read(emulator: Emulator) -> None:
    def updated() -> str:
        return str(data(emulator, **TAB9001).json()["updated"])[:10]

    emulator.strike("updated-later+1")
    assert [updated() for _ in range(3)] == ["2024-01-15", "2024-01-16", "2024-01-16"]
    emulator.heal()
    emulator.strike("updated-flips")
    assert [updated() for _ in range(3)] == ["2024-01-16", "2024-01-15", "2024-01-16"]


def test_an_unknown_fault_is_named_with_those_there_are(emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="no fault 'flood'; there are 429-int"):
        emulator.strike("flood")


def test_every_fault_strikes_and_says_what_it_is() -> None:
    assert all(fault.__doc__ and fault.__doc__.endswith((".", ").")) for fault in FAULTS.values())
    assert all(Fault.parse(f"{name}:1+2@/x").first == 1 for name in FAULTS)


# --- the server and the command


def test_every_request_is_logged(emulator: Emulator) -> None:
    kolada(emulator, "kpi", title="x")
    data(emulator, "TAB1", **TAB9001)
    seen = [(s.source, s.method, s.path, s.status) for s in emulator.requests]
    assert seen == [
        ("kolada", "GET", "/v3/kpi?title=x", 200),
        ("scb", "POST", "/api/v2/tables/TAB1/data", 400),
    ]
    assert json.loads(emulator.requests[1].body) == body(**TAB9001)


def test_a_stopped_emulator_hangs_up_on_connections_kept_alive() -> None:
    with requests.Session() as session:
        with serve(limits=False) as emulator:
            url = f"{emulator.scb_url}/config"
            assert session.get(url, timeout=5).status_code == 200
        with pytest.raises(requests.ConnectionError):
            session.get(url, timeout=5)


def test_the_command_prints_the_addresses_and_stops_on_a_signal(emulator: Emulator) -> None:
    command = [sys.executable, "-m", "tests.replay", "--data", "no-such-folder", "--fault", "503"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in emulator.urls]
        urls = dict(line.split("=", 1) for line in lines)
        assert list(urls) == sorted(emulator.urls)
        assert requests.get(f"{urls['SCB_API_URL']}/config", timeout=5).status_code == 503
        process.terminate()
        assert process.wait(timeout=5) == 0


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 60_000


# --- the real folder


@real_folder
@pytest.mark.parametrize("table", ["TAB5557", "TAB4352"])
def test_a_recorded_answer_comes_back_to_the_letter(real: Emulator, table: str) -> None:
    recorded = json.loads(next((REAL / "scb").glob(f"{table}_*.json")).read_text(encoding="utf-8"))
    answer = data(real, table, **recorded["selection"])
    assert answer.json() == recorded["response"]
    assert parsedate_to_datetime(answer.headers["Date"]).date().isoformat() in recorded["fetchedAt"]


@real_folder
def test_the_recorded_monthly_population_comes_back_to_the_letter(real: Emulator) -> None:
    recorded = json.loads((REAL / "scb/TAB6471_data.json").read_text(encoding="utf-8"))
    answer = data(real, "TAB6471", **{variable: ["*"] for variable in recorded["id"]})
    assert answer.json() == recorded


@real_folder
def test_the_population_of_2015_is_scbs_own_figure(real: Emulator) -> None:
    answer = data(real, "TAB638", ContentsCode=["BE0101N1"], Tid=["2015"])
    assert answer.json()["value"] == [9851017]


@real_folder
def test_ten_year_classes_are_sums_of_single_ages(real: Emulator) -> None:
    wanted = {"ContentsCode": ["BE0101N1"], "Tid": ["2015"]}
    grouped = data(real, "TAB638", **wanted, Alder=("agg_Ålder10årJ", ["-9"])).json()
    single = data(real, "TAB638", **wanted, Alder=[str(age) for age in range(10)]).json()
    assert grouped["value"] == [sum(single["value"])]


@real_folder
@pytest.mark.parametrize(
    ("table", "wanted", "value"),
    [
        ("TAB3656", {"Region": ["00"], "Tid": ["1997M06"]}, 748),
        ("TAB6590", {"Tid": ["2024M03"]}, 2.2),
    ],
)
def test_monthly_files_are_served_as_tables(
    real: Emulator, table: str, wanted: dict[str, list[str]], value: float
) -> None:
    variables = scb(real, f"tables/{table}/metadata").json()["id"]
    answer = data(real, table, **({v: ["*"] for v in variables} | wanted))
    assert answer.json()["value"] == [value]
    assert answer.headers["Date"] == "Tue, 30 Apr 2024 12:00:00 GMT"


@real_folder
def test_a_later_vintage_is_served_in_place_of_an_older(real: Emulator) -> None:
    wanted = {"Region": ["24"], "Tid": ["2020M01"], "Alder": ["20-64"], "Fodelseregion": ["tot"]}
    rate = data(real, "TAB6260", **wanted, ContentsCode=["000006II"], Kon=["1+2", "2"])
    recorded = (REAL / "fresh" / "bas_arbetsloshet_20-64_lan_manad_2020M01-2026M07.csv").read_text()
    assert f"24,2020M01,{rate.json()['value'][0]}" in recorded
    assert rate.headers["Date"] == "Sat, 31 Oct 2026 12:00:00 GMT"
    people = data(real, "TAB6260", **wanted, ContentsCode=["000004YH"], Kon=["2"])
    assert (people.json()["value"], people.json()["status"]) == ([None], {"0": ".."})


@real_folder
def test_the_cell_limit_of_the_real_config_holds(real: Emulator) -> None:
    every = {variable: ["*"] for variable in ("Region", "Alder", "Kon", "ContentsCode")}
    over = data(real, "TAB638", **every, Tid=["TOP(3)"])
    assert (over.status_code, over.json()["title"]) == (400, "Too many cells selected")
    under = data(real, "TAB638", **every, Tid=["TOP(2)"])
    assert len(under.json()["value"]) == 312 * 102 * 2 * 2


@real_folder
def test_umea_has_132_235_inhabitants_in_2022(real: Emulator) -> None:
    answer = kolada(real, "data/kpi/N01951/municipality/2480/year/2022")
    values = answer.json()["values"][0]["values"]
    assert {v["gender"]: v["value"] for v in values} == {"K": 65992, "M": 66243, "T": 132235}
    assert answer.headers["Date"] == "Fri, 30 Aug 2024 12:00:00 GMT"


@real_folder
def test_all_units_and_years_of_a_kpi_take_two_pages_and_little_time(real: Emulator) -> None:
    years = ",".join(str(year) for year in range(2000, 2023))
    began = time.monotonic()
    first = kolada(real, f"data/kpi/N01951/year/{years}").json()
    assert time.monotonic() - began < 2
    second = requests.get(first["next_url"], timeout=5).json()
    assert (first["count"], second["next_url"]) == (5000, None)


@real_folder
def test_the_kpi_list_needs_two_pages(real: Emulator) -> None:
    first = kolada(real, "kpi").json()
    second = requests.get(first["next_url"], timeout=5).json()
    assert len(first["values"]) + len(second["values"]) == 6099


# --- newer figures beside the recorded ones


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The sample with newer files: of a KPI, and of a table by quarter."""
    folder = tmp_path_factory.mktemp("renewed") / "replay"
    shutil.copytree(SAMPLE, folder)
    (folder / "fresh").mkdir()
    heading = "region,measure,sex,period,value\n"
    (folder / "fresh" / "kolada_x_N90001_2023-2024.csv").write_text(
        f"{heading}00,N90001,T,2023,4711\n00,N90001,T,2024,4712\n"
    )
    (folder / "fresh" / "paborjade_bostader_x.csv").write_text(
        f"{heading}24,paborjade_bostader_nybyggnad,T,2026K1,30\n"
        "24,paborjade_bostader_nybyggnad,T,2026K2,50\n"
        "24,paborjade_bostader_nybyggda_flerbostadshus,T,2026K1,20\n"
        "24,paborjade_bostader_nybyggda_smahus,T,2026K1,10\n"
        "24,paborjade_bostader_nybyggda_flerbostadshus,T,2026K2,35\n"
    )
    with serve(folder, limits=False) as emulator:
        yield emulator


def test_a_newer_recording_of_a_cell_of_kolada_s_goes_before(renewed: Emulator) -> None:
    answer = kolada(renewed, "data/kpi/N90001/year/2022,2023,2024")
    cells = {
        (row["period"], row["municipality"]): value["value"]
        for row in answer.json()["values"]
        for value in row["values"]
        if value["gender"] == "T"
    }
    assert (cells[2023, "0000"], cells[2024, "0000"]) == (4711, 4712)
    assert cells[2022, "0000"] not in (None, 4711)
    assert (2023, "0025") in cells
    assert (2024, "0025") not in cells
    assert parsedate_to_datetime(answer.headers["Date"]).date().isoformat() == "2026-10-31"
    older = kolada(renewed, "data/kpi/N90002/year/2022")
    assert parsedate_to_datetime(older.headers["Date"]).date().isoformat() == "2024-01-15"
    changed = kolada(renewed, "data/kpi/N90001,N90002/year/2023", from_date="2026-01-01")
    assert {row["kpi"] for row in changed.json()["values"]} == {"N90001"}


def test_a_table_of_newer_figures_has_what_lies_there_and_no_more(renewed: Emulator) -> None:
    metadata = scb(renewed, "tables/TAB4572/metadata").json()
    assert list(metadata["dimension"]["Region"]["category"]["index"]) == ["24"]
    assert codes_of(metadata, "Hustyp") == ["FLERBO", "SMÅHUS"]
    wanted = {"Region": ["24"], "ContentsCode": ["BO0101A4"], "Tid": ["2026K1", "2026K2"]}
    every = data(renewed, "TAB4572", **wanted).json()
    assert every["value"] == [30, 50]  # what is told of all, not a sum of parts
    apart = data(renewed, "TAB4572", **wanted, Hustyp=["FLERBO", "SMÅHUS"]).json()
    assert sorted(map(str, apart["value"])) == ["10", "20", "35", "None"]
    assert list(apart["status"].values()) == [".."]
    assert data(renewed, "TAB4572", **wanted | {"Region": ["25"]}).status_code == 400


def codes_of(document: dict[str, Any], variable: str) -> list[str]:
    return list(document["dimension"][variable]["category"]["index"])


@real_folder
def test_totals_of_one_table_recorded_apart_are_of_their_own_day(real: Emulator) -> None:
    asked = {"Region": ["24"], "ContentsCode": ["BE0101N1"], "Kon": ["2"]}
    single = data(real, "TAB638", **asked, Alder=["40"], Tid=["2015"])
    total = data(real, "TAB638", **asked, Alder=["tot"], Tid=["2024"])
    days = [parsedate_to_datetime(each.headers["Date"]).date() for each in (single, total)]
    assert [day.isoformat() for day in days] == ["2017-01-18", "2025-02-21"]
    assert total.json()["value"] == [137908]
