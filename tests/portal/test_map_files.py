"""Maps as files: what a picture and a layer hold is what the API's CSV holds, and nothing else."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from html import unescape
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pytest
import resvg_py
import shapely
from flask.testing import FlaskClient

from dashboard import choices, data, text
from dashboard.indicator.view import View, laid
from dashboard.map import drawing, png
from dashboard.map import picture as picture_module
from dashboard.map.drawing import panels_of
from dashboard.map.scale import limits
from dashboard.markup import plain
from dashboard.web import create_app
from etl.model import PublishedIndicator
from etl.store import prune, releases
from maps.geometry import shapes
from tests.sample import apart, meanings, observations

SVG = "{http://www.w3.org/2000/svg}"
RATES = ["medelalder", "eftergymnasial-utbildning", "trangboddhet", "behoriga-larare", "gastnatter"]

NORTH = data.municipalities_of(*data.NORRLAND)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def rows(client: FlaskClient, indicator: str, **query: str) -> list[dict[str, str]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = client.get(f"/api/v1/observations?indicator={indicator}&{asked}")
    return list(csv.DictReader(io.StringIO(answer.text)))


def picture(client: FlaskClient, path: str) -> ElementTree.Element:
    answer = client.get(f"/karta/{path}")
    assert answer.status_code == 200, answer.text
    return ElementTree.fromstring(answer.text)  # noqa: S314  # our own


def words(root: ElementTree.Element) -> str:
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("indicator", RATES)
@pytest.mark.parametrize("method", ["natural", "quantile", "equal"])
def test_a_pictures_classes_are_those_of_the_files_values(
    client: FlaskClient, indicator: str, method: str
) -> None:
    meaning = data.indicators()[indicator]
    root = picture(client, f"{indicator}.svg?method={method}&show=sweden-municipality")
    drawn = {
        path.get("data-code"): str(path.get("data-class"))
        for path in root.iter(f"{SVG}path")
        if path.get("data-code")
    }
    period = re.search(r", (\d{4})", words(root))
    assert period is not None
    held = rows(client, indicator, period=period[1])
    pool = [
        float(row["value"])
        for row in held
        if row["value"] and row["region"] in drawn and row["sex"] == meaning.sexes[0]
    ]
    found = limits(np.array(pool), meaning.decimals, method, ())  # type: ignore[arg-type]
    value = {row["region"]: row["value"] for row in held if row["sex"] == meaning.sexes[0]}
    assert len(drawn) == 290
    for code, look in drawn.items():
        given = value.get(str(code), "")
        if not given:
            assert look in ("hatch", "dots", "empty")
            continue
        number = round(float(given), meaning.decimals)
        shade = sum(number >= limit for limit in found)
        expected = {1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}
        assert look == f"c{expected[len(found) + 1][shade]}", code


def test_a_picture_says_what_where_when_from_whom(client: FlaskClient) -> None:
    root = picture(client, "medelalder.svg?caption=Var+norr+%C3%A4r+%C3%A4ldst&region=2480")
    said = words(root)
    assert "Var norr är äldst" in said
    assert "Medelålder. Kommuner i norra Sverige, år, 2022" in said
    assert "Källa: Kolada, N00959. Bearbetning: Norrläget. Uppgifterna hämtade 2024-08-30." in said
    assert "uppgift saknas (0)" in said
    assert root.findtext(f"{SVG}title") == "Var norr är äldst"
    assert root.findtext(f"{SVG}desc") == "Högst Övertorneå 51,3, lägst Umeå 39,4."
    assert root.get("role") == "img"


def test_a_legends_counts_add_up_to_the_regions(client: FlaskClient) -> None:
    said = words(picture(client, "trangboddhet.svg?show=sweden-municipality"))
    assert sum(int(count) for count in re.findall(r"\((\d+)\)", said)) == 290


def test_panels_stand_side_by_side_on_one_scale(client: FlaskClient) -> None:
    root = picture(client, "eftergymnasial-utbildning.svg?panels=K,M")
    assert len([p for p in root.iter(f"{SVG}path") if p.get("data-code") == "2480"]) == 2
    told = "Klasserna är gjorda av kvinnors och mäns värden tillsammans för alla år."
    assert told in words(root)


def test_a_count_is_drawn_as_circles_and_never_coloured(client: FlaskClient) -> None:
    root = picture(client, "folkmangd.svg")
    assert {p.get("data-class") for p in root.iter(f"{SVG}path") if p.get("data-code")} == {"land"}
    said = words(root).replace("\u00a0", " ")
    (period,) = re.findall(r"norra Sverige, personer, (\d{4}) ", said)
    held = rows(client, "folkmangd", period=period, sex="T")
    most = max(int(row["value"]) for row in held if row["region"] in NORTH)
    assert f"den största cirkeln: {text.number(most, 0)} personer".replace("\u00a0", " ") in said


def test_a_png_is_twice_as_sharp_and_not_blank(client: FlaskClient) -> None:
    body = client.get("/karta/medelalder.png").data
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(body[16:20]) == 1800
    assert len(set(body)) == 256


def test_a_png_has_the_pictures_words_or_the_machine_is_said_to_lack_a_font(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, titled = (
        client.get(f"/karta/medelalder.png{query}").data for query in ("", "?caption=iii")
    )
    assert plain != titled
    without = {"skip_system_fonts": True}
    monkeypatch.setattr(png, "_drawn", lambda svg: resvg_py.svg_to_bytes(svg_string=svg, **without))
    png.available.cache_clear()
    answer = client.get("/karta/medelalder.png?caption=jjj")
    png.available.cache_clear()
    assert answer.status_code == 501
    assert answer.json is not None
    assert "fonts-liberation" in answer.json["detail"]
    assert client.get("/karta/medelalder.svg?caption=jjj").status_code == 200


@pytest.mark.parametrize("show", ["norra-sverige-municipality", "sweden-county"])
def test_a_geopackage_holds_the_files_values_on_the_drawn_borders(
    client: FlaskClient, tmp_path: Path, show: str
) -> None:
    path = tmp_path / "map.gpkg"
    path.write_bytes(client.get(f"/karta/medelalder.gpkg?show={show}&sex=K&period=2010").data)
    frame = gpd.read_file(path).set_index("code")
    assert frame.crs.to_epsg() == 3006
    held = rows(client, "medelalder", sex="K", period="2010")
    value = {row["region"]: float(row["value"]) for row in held if row["value"]}
    assert frame["value"].to_dict() == {code: value[code] for code in frame.index}
    assert set(frame["period"]) == {"2010"}
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()


def test_geojson_is_in_degrees_and_null_stays_null(client: FlaskClient) -> None:
    layer = json.loads(client.get("/karta/behoriga-larare.geojson?show=sweden-municipality").data)
    sweden = shapely.box(10, 55, 25, 70)
    for feature in layer["features"]:
        assert sweden.contains(shapely.geometry.shape(feature["geometry"]))
    held = rows(client, "behoriga-larare", period=layer["features"][0]["properties"]["period"])
    missing = {row["region"] for row in held if not row["value"]} | {
        code for code in data.regions() if code not in {row["region"] for row in held}
    }
    for feature in layer["features"]:
        told = feature["properties"]
        assert (told["value"] is None) == (told["code"] in missing)


def test_geometry_is_the_coverage_that_is_drawn() -> None:
    both = shapes("municipality"), shapes("county")
    assert [len(each) for each in both] == [290, 21]
    assert shapely.coverage_is_valid(both[0].to_numpy())
    assert both[0].area.sum() == pytest.approx(both[1].area.sum())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("finns-inte.svg", 404),
        ("barometerindikatorn.svg", 404),
        ("framskrivning-folkmangd.svg", 404),
        ("medelalder.pdf", 404),
        ("medelalder.svg?form=x", 400),
        ("medelalder.svg?method=own&limits=3,2", 400),
        ("medelalder.svg?limits=40", 400),
        ("medelalder.svg?panels=2010", 400),
        ("medelalder.svg?period=1890", 400),
        ("medelalder.svg?region=9999", 404),
        ("medelalder.svg?utm_source=x", 400),
        ("folkmangd.svg?method=quantile", 400),
        ("medelalder.svg?method=own&limits=abc", 400),
        ("medelalder.svg?method=own&limits=1,2,3,4,5,6", 400),
        ("medelalder.svg?around=zero", 400),
        ("inrikes-flyttnetto.svg?around=zero", 200),
        ("medelalder.png?caption=" + "x" * 5000, 200),
        ("medelalder.svg?caption=%3Cscript%3E&sex=&age=", 200),
    ],
)
def test_another_map_than_asked_for_is_never_given(
    client: FlaskClient, path: str, status: int
) -> None:
    answer = client.get(f"/karta/{path}")
    assert answer.status_code == status
    if status != 200:
        assert answer.json is not None
        assert answer.json["detail"].endswith(".")
    assert b"<script" not in answer.data


@cache
def empty_maps() -> list[tuple[str, str]]:
    """Every map of the release, with a period that the indicator has but the map has not."""
    found = []
    for indicator in data.indicators().values():
        for show in choices.shows(indicator)[:2]:
            laid_ = laid(indicator.id, choices.defaults(indicator).age, show)
            for sex, grid in laid_.grids.items():
                shown = ~np.isnan(grid.values[:, : len(laid_.scope.codes)])
                there = dict(zip(laid_.periods, shown.any(axis=1), strict=True))
                lacking = [p for p in data.periods(indicator.id) if not there.get(p)]
                path = f"{indicator.id}.{{}}?show={show}&sex={sex}&period="
                found += [(path, period) for period in lacking[-1:]]
    return found


@pytest.mark.parametrize("kind", ["svg", "png", "geojson", "gpkg"])
def test_a_file_of_a_period_without_figures_is_refused_and_told_those_that_have(
    client: FlaskClient, kind: str
) -> None:
    lacking = empty_maps()
    assert len(lacking) > 50
    for path, period in lacking[:: 5 if kind == "svg" else 20]:
        answer = client.get(f"/karta/{path.format(kind)}{period}")
        assert answer.status_code == 400, path
        assert answer.json is not None
        assert f"for {period}" in answer.json["detail"]
        assert period not in answer.json["allowed"]


@pytest.mark.parametrize("indicator", ["fodda", "arbetslosa"])
def test_a_page_and_an_embedded_map_show_the_period_asked_for_though_it_is_empty(
    client: FlaskClient, indicator: str
) -> None:
    query = {"fodda": "sex=K&period=2018", "arbetslosa": "sex=K&period=2010"}[indicator]
    for path in ("/kartbank/karta", "/embed/karta"):
        page = client.get(f"{path}?indicator={indicator}&{query}").text
        title = re.search(r'id="map-title"[^>]*>(.*?)</h', page)
        assert title is not None
        assert re.sub("<[^>]*>", "", title[1]).endswith(query[-4:])
        assert "Inga uppgifter att visa här" in page


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("arbetslosa.svg?around=riket&sex=K&period=2012", "2016"),
        ("arbetslosa.geojson?around=riket&sex=M&period=2015", "2022"),
    ],
)
def test_a_file_compared_with_riket_says_where_riket_has_no_figure(
    client: FlaskClient, query: str, allowed: str
) -> None:
    answer = client.get(f"/karta/{query}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["detail"].startswith("Sweden has no figure")
    assert allowed in answer.json["allowed"]


WRONG = {
    "abc": "”abc” är inget tal.",
    "30; x": "”x” är inget tal.",
    "1; 2; 3; 4; 5; 6": "6 gränser är för många, högst fyra kan skiljas åt.",
    "30; 20": "Talen stiger inte.",
    "nan": "”nan” är inget tal.",
    "": "Skriv ett till fyra",
}


@pytest.mark.parametrize("written", WRONG)
def test_limits_that_cannot_be_used_are_told_and_stay_in_their_box(
    client: FlaskClient, written: str
) -> None:
    query = urlencode({"indicator": "medelalder", "method": "own", "numbers": written})
    page = unescape(client.get(f"/kartbank/karta?{query}").text)
    told = re.search(r'id="m-wrong"[^>]*>([^<]*)', page)
    assert told is not None
    assert told[1].startswith(WRONG[written])
    assert "högst fyra" in told[1] or "ett till fyra stigande tal" in told[1]
    box = re.search(r'<input[^>]*id="numbers"[^>]*>', page)
    assert box is not None
    assert not written or f'value="{written}"' in box[0]


@pytest.mark.parametrize("limits", ["abc", "1,2,3,4,5", "5,4"])
@pytest.mark.parametrize("method", ["&method=own", ""])
def test_limits_of_an_address_that_are_not_used_are_told(
    client: FlaskClient, limits: str, method: str
) -> None:
    page = client.get(f"/kartbank/karta?indicator=medelalder&limits={limits}{method}").text
    assert "ett till fyra stigande tal" in page
    assert f'value="{limits}"' in page


SHARED = re.compile(
    r"(\d+) (?:kommuner|län|municipalities|counties) "
    r"(?:med|har|at|have) (.*?)(?:, lägst|, lowest|\.(?: |$))"
)


def told(indicator: PublishedIndicator, lang: str) -> tuple[str, list[tuple[str, str]]]:
    """What a map says of its ends, and each region's name with its figure as it is written."""
    query = {"show": choices.shows(indicator)[0], "lang": lang}
    drawn = View(indicator, choices.parse(query, indicator)).map
    (panel,) = panels_of(drawn)
    written = [
        (name, text.number(value, drawn.decimals, drawn.lang))
        for name, value in zip(drawn.names, drawn.values[panel.at], strict=True)
        if value is not None
    ]
    return drawing.told([panel]), written


def test_of_equals_at_an_end_none_is_named() -> None:
    """All over the release: a name stands only where it is alone, else how many they are."""
    shared, drawn = 0, list(filter(choices.shows, data.indicators().values()))[::3]
    for indicator, lang in zip(drawn, cycle(["sv", "en"]), strict=False):
        said, written = told(indicator, lang)
        for name, figure in written:
            alone = rf"(Högst|Highest|lägst|lowest) {re.escape(f'{name} {figure}')}[,.]"
            if re.search(alone, said):
                assert [other for other, each in written if each == figure] == [name], said
        for count, figure in SHARED.findall(said):
            assert sum(each == figure for _, each in written) == int(count), said
            shared += 1
    assert shared > 3


SIGNED = ["folkokning-procent", "inrikes-flyttnetto", "fodelsenetto", "skillnad-unga-utanfor"]


@pytest.mark.parametrize("indicator", SIGNED)
@pytest.mark.parametrize(
    "query", ["", "&method=quantile", "&method=own&limits=-1,2", "&panels=2015,2020"]
)
def test_growth_and_decline_are_of_other_colours_in_picture_and_legend(
    client: FlaskClient, indicator: str, query: str
) -> None:
    root = picture(client, f"{indicator}.svg?show=sweden-municipality{query}")
    sides = {"dl": set[str](), "dh": set[str](), "d3": set[str]()}
    for path in root.iter(f"{SVG}path"):
        if path.get("data-code") and str(path.get("data-class")).startswith("d"):
            value = "".join(path.itertext()).rpartition(", ")[2]
            side = (
                "dl" if value.startswith("\u2212") else "dh" if re.search("[1-9]", value) else "d3"
            )
            assert str(path.get("data-class")).startswith(side), value
            sides[side].add(str(path.get("fill")))
    assert sides["dl"]
    assert sides["dh"]
    assert sides["dl"].isdisjoint(sides["dh"])
    swatches = {each.get("fill") for each in root.iter(f"{SVG}rect") if each.get("width") == "22"}
    assert swatches - {"url(#hatch)", "url(#dots)", picture_module.PAPER} == set().union(
        *sides.values()
    )
    assert "Färgen byter vid noll." in words(root)


CAPTIONS = [
    "Barn & unga #1",
    "a+b",
    "<script>\"'&amp;",
    "A\x01B\x1b[0m\x7f",
    "p\ufffe\U0001f600",
    "x&lang=en",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_any_caption_makes_a_picture_that_says_it(client: FlaskClient, caption: str) -> None:
    said = " ".join(plain(caption).split())
    query = urlencode({"caption": caption})
    root = picture(client, f"medelalder.svg?{query}")
    assert root.findtext(f"{SVG}title") == said
    assert client.get(f"/karta/medelalder.png?{query}").status_code == 200


@pytest.mark.parametrize("caption", CAPTIONS)
def test_an_embedded_maps_link_leads_to_the_same_choices(client: FlaskClient, caption: str) -> None:
    asked = {"indicator": "medelalder", "caption": caption, "period": "2010", "sex": "K"}
    page = client.get(f"/embed/karta?{urlencode(asked)}").text
    link = re.search(r'href="(/kartbank/karta\?[^"]*)"', page)
    assert link is not None
    assert dict(parse_qsl(urlsplit(unescape(link[1])).query)) == asked


def test_an_embedded_map_is_small_framed_anywhere_and_readable_without_scripts(
    client: FlaskClient,
) -> None:
    answer = client.get(
        "/embed/karta?indicator=medelalder&show=sweden-municipality&lang=en",
        headers={"Accept-Encoding": "gzip"},
    )
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in client.get("/").headers["Content-Security-Policy"]
    assert len(answer.data) < 60_000
    plain = client.get("/embed/karta?indicator=medelalder&lang=en").text
    assert plain.index('id="map-legend"') < plain.index('id="map"') < plain.index("Source: ")
    assert "Source: Kolada, N00959" in plain
    assert plain.count("data-code=") == 44
    assert "http://" not in plain.replace("http://www.w3.org", "")
    for src in re.findall(r'(?:src|href)="(/assets/[^"]+)"', plain):
        with client.get(src) as asset:
            assert asset.status_code == 200


@pytest.mark.parametrize("indicator", ["medelalder", "folkmangd"])
@pytest.mark.parametrize(
    ("query", "marked"), [("", ""), ("&region=2480", "2480"), ("&region=2584&lang=en", "2584")]
)
def test_a_map_marks_the_region_that_was_chosen_and_no_other(
    client: FlaskClient, indicator: str, query: str, marked: str
) -> None:
    for path in ("/embed/karta", "/kartbank/karta"):
        page = client.get(f"{path}?indicator={indicator}{query}").text
        selected = r'data-code="(\d+)"(?=[^>]*aria-selected="true")'
        assert re.findall(selected, page) == [marked] * bool(marked), path
        assert bool(re.search(r'<path class="own" d="M', page)) == bool(marked), path
    files = re.findall(r'href="(/karta/[^"]*\.svg[^"]*)"', unescape(page))
    assert [("region=" in each) for each in files] == [bool(marked)]
    drawing_ = client.get(files[0]).text
    assert (f'stroke="{picture_module.INK}" stroke-width' in drawing_) == bool(marked)


def test_a_frozen_map_keeps_its_figures_and_its_release(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    first = releases.publish(tmp_path, apart(meanings(), observations()))
    assert first is not None
    indicator = next(each for each in meanings() if choices.shows(each))
    frame = observations()
    mine = frame["indicator"] == indicator.id
    changed = frame.assign(value=frame["value"].where(~mine, frame["value"] + 1))
    later = [releases.publish(tmp_path, apart(meanings(), changed))]
    for step in range(2, 5):
        later.append(
            releases.publish(
                tmp_path,
                apart(
                    meanings(),
                    frame.assign(value=frame["value"].where(~mine, frame["value"] + step)),
                ),
            )
        )
    url = f"/embed/karta?indicator={indicator.id}&release={first}"
    live = client.get(f"/embed/karta?indicator={indicator.id}").text
    kept = client.get(url)
    assert kept.status_code == 200
    assert f"dataversion {first}" in kept.text
    assert kept.text.count("data-code=") == live.count("data-code=")
    payload = json.loads(
        kept.text.split('id="map-data"')[1].partition(">")[2].split("</script>")[0]
    )
    now = json.loads(live.split('id="map-data"')[1].partition(">")[2].split("</script>")[0])
    assert payload["values"] != now["values"]
    chart = f"/embed/diagram?indicator={indicator.id}"
    fixed, moving = (client.get(each).text for each in (f"{chart}&release={first}", chart))
    assert f"dataversion {first}" in fixed
    drawings = [each.split('class="figure"')[1].split("</div>")[0] for each in (fixed, moving)]
    assert drawings[0] != drawings[1]
    assert "frozen" not in {path.name for path in tmp_path.iterdir()}
    monkeypatch.setattr(prune, "_today", lambda: date.fromisoformat(first[:10]))
    assert not prune.dispensable(tmp_path, [])


def test_a_file_of_geometry_is_the_same_bytes_whenever_it_is_made(client: FlaskClient) -> None:
    files = [client.get("/karta/medelalder.gpkg").data for _ in range(2)]
    assert files[0] == files[1]


@pytest.mark.parametrize(("lang", "words"), [("sv", "frysta"), ("en", "no longer kept")])
@pytest.mark.parametrize("release", ["2001-01-01-00000000", "../x", "\x00"])
@pytest.mark.parametrize("kind", ["karta", "diagram"])
def test_a_frozen_figure_whose_release_is_gone_says_so_and_leads_to_the_newest_figures(
    client: FlaskClient, kind: str, release: str, lang: str, words: str
) -> None:
    asked = {"indicator": "medelalder", "sex": "K", "lang": lang}
    gone = client.get(f"/embed/{kind}?{urlencode({**asked, 'release': release})}")
    assert (gone.status_code, gone.mimetype) == (404, "text/html")
    assert words in gone.text
    assert "frame-ancestors *" in gone.headers["Content-Security-Policy"]
    link = re.search(r'href="(/[^"]*)" target', gone.text)
    assert link is not None
    newest = urlsplit(unescape(link[1]))
    if kind == "diagram":
        assert newest.path == f"/indikatorer/{asked.pop('indicator')}"
    else:
        assert newest.path == "/kartbank/karta"
    assert dict(parse_qsl(newest.query)) == asked
