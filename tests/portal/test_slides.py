"""Månadsläge as slides: opened again, they hold its figures, words and alternative texts."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from pptx import Presentation

from dashboard import data, prose, text
from dashboard.charts import labels
from dashboard.charts.chart import Chart
from dashboard.report import charts, model, slides
from dashboard.report.edition import edition
from dashboard.report.model import Card, Report
from dashboard.report.slides import sheet as slide_sheet
from dashboard.report.slides import still
from dashboard.report.words import (
    about,
    barometer,
    figures_of,
    headline,
    missing_lines,
    place_note,
    summary_line,
    value,
    when,
)
from dashboard.text import Lang
from tests.sample import wrong_ones

REGIONS = ["24", "2480", "norra-sverige", "00"]
LANGS: list[Lang] = ["sv", "en"]
DECKS = list(product(REGIONS, LANGS))
every_deck = pytest.mark.parametrize(("region", "lang"), DECKS)


@cache
def report(region: str) -> Report:
    return model.report(region)


@cache
def made(region: str, lang: Lang) -> bytes:
    return slides.pptx(edition(report(region), "now"), lang)


@cache
def deck(region: str, lang: Lang) -> Any:
    return Presentation(io.BytesIO(made(region, lang)))


def test_the_same_slides_are_the_same_bytes_whenever_they_are_made() -> None:
    """No clock of their making is in them, nor in the sheets behind their charts."""
    day = report("24").release[:10]
    packages = [("slides", made("24", "sv"))]
    for name, package in packages:
        opened = zipfile.ZipFile(io.BytesIO(package))
        assert {each.date_time[0] for each in opened.infolist()} == {1980}, name
        said = opened.read(still.PROPERTIES).decode()
        assert re.findall(r"W3CDTF\">([^<]*)<", said) == [f"{day}T00:00:00Z"] * 2, name
        sheets = [each for each in opened.namelist() if each.endswith(".xlsx")]
        packages += [(each, opened.read(each)) for each in sheets]
    assert len(packages) > 10


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text).replace(text.SPACE, " ")


def titled(card: Card, lang: Lang) -> str:
    where = "" if card.own else f", {prose.place(card.cell.region, lang)}"
    return (text.title(card.indicator, lang) + where).replace(text.SPACE, " ")


def of_cards(region: str, lang: Lang) -> Iterator[tuple[Card, Any]]:
    """Each card with the one slide that has its title."""
    found = {title(slide): slide for slide in deck(region, lang).slides}
    for card in report(region).cards:
        yield card, found[titled(card, lang)]


def words(slide: Any) -> list[str]:
    """The paragraphs of a slide, its table's cells among them."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    frames += [cell.text_frame for table in tables for row in table.rows for cell in row.cells]
    return [paragraph.text for frame in frames for paragraph in frame.paragraphs]


def natives(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def alternative(frame: Any) -> str:
    return str(frame._element.nvGraphicFramePr.cNvPr.get("descr"))


@every_deck
def test_no_slide_says_one_of_a_plural(region: str, lang: Lang) -> None:
    said = [line for slide in deck(region, lang).slides for line in words(slide)]
    assert said
    assert [line for line in said if wrong_ones(line)] == []


@every_deck
def test_slides_stand_in_the_reports_order_each_with_a_title_of_its_own(
    region: str, lang: Lang
) -> None:
    titles = [title(slide) for slide in deck(region, lang).slides]
    assert titles[0] == headline(report(region), lang)
    expected = []
    for section in report(region).sections:
        expected += [titled(card, lang) for card in section.cards]
        name = model.section_title(section, lang)
        awaited = "not there yet" if lang == "en" else "saknas än"
        expected += [f"{name}: {awaited}"] if section.missing else []
    assert titles[2:] == expected
    assert len(set(titles)) == len(titles)
    assert report(region).cards


@every_deck
def test_every_chart_has_the_reports_values_and_gaps(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        through = charts.whole(report(region), card, lang)
        apart = charts.sexes(report(region), card, lang)
        expected = [through, apart] if apart else [through]
        assert len(natives(slide)) == len(expected)
        for frame, chart in zip(natives(slide), expected, strict=True):
            same(frame.chart, chart)


def same(native: Any, chart: Chart) -> None:
    """The chart shows each period's value, None where there is none, and is drawn with gaps."""
    plot = native.plots[0]
    assert list(plot.categories) == [
        text.period(period, chart.lang) for period in slide_sheet.periods(chart)
    ]
    expected = {each.label: each.values for each in chart.series}
    if chart.band:
        kinds = ["lowest", "mean", "highest"] if chart.lang == "en" else ["lägst", "medel", "högst"]
        names = [f"{chart.band.label}, {kind}" for kind in kinds]
        expected |= dict(zip(names, chart.band.sides, strict=True))
    assert [series.name for series in plot.series] == list(expected)
    for series in plot.series:
        known = dict(zip(chart.periods, expected[series.name], strict=True))
        shown = dict(zip(plot.categories, series.values, strict=True))
        assert {k: v for k, v in shown.items() if v is not None} == {
            text.period(period, chart.lang): v for period, v in known.items() if v is not None
        }
    assert native._chartSpace.chart.find("{*}dispBlanksAs").get("val") == "gap"


@pytest.mark.parametrize("region", ["24", "norra-sverige"])
def test_the_sheet_that_powerpoint_edits_has_the_same_values(region: str) -> None:
    for _, slide in of_cards(region, "sv"):
        for frame in natives(slide):
            columns = [series.values for series in frame.chart.plots[0].series]
            assert sheet(frame.chart.part.chart_workbook.xlsx_part.blob) == {
                (row, column): round(each, 9)
                for column, values in enumerate(columns)
                for row, each in enumerate(values)
                if each is not None
            }


def sheet(blob: bytes) -> dict[tuple[int, int], float]:
    """The numbers of a workbook's first sheet, by row and column of its figures."""
    written = zipfile.ZipFile(io.BytesIO(blob)).read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<c r="([B-Z])(\d+)"(?: s="\d+")?><v>([^<]+)</v>', written)
    return {(int(row) - 2, ord(column) - ord("B")): round(float(v), 9) for column, row, v in cells}


@every_deck
def test_charts_and_tables_say_their_latest_values_to_those_who_do_not_see_them(
    region: str, lang: Lang
) -> None:
    for card, slide in of_cards(region, lang):
        frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert all(text.title(card.indicator, lang) in alternative(frame) for frame in frames)
        of_figures = [natives(slide)[0], *(shape for shape in slide.shapes if shape.has_table)]
        for frame, figure in product(of_figures, card.figures):
            number = text.number(figure.cell.value, card.indicator.decimals, lang)
            period = text.period(figure.cell.period, lang)
            assert f"{number} ({period})" in alternative(frame)
        if len(natives(slide)) > 1:
            indicator, place, _, age = card.figures[0].key
            for sex in ("K", "M"):  # whose newest may be of an earlier period than that of all
                series = report(region).figures.series((indicator, place, sex, age))
                newest = series[max(series)]
                number = text.number(newest.value, card.indicator.decimals, lang)
                said = f"{number} ({text.period(newest.period, lang)})"
                assert said in alternative(natives(slide)[1])
    pictures = [
        s for slide in deck(region, lang).slides for s in slide.shapes if "pic" in s._element.tag
    ]
    assert pictures == []


@every_deck
def test_every_sentence_source_and_period_stands_on_its_slide(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        told = [*barometer(card, lang), *figures_of(card, lang), *place_note(card, lang)]
        assert set(told) <= set(words(slide))
        assert text.source_line(card.indicator, lang) in words(slide)
        if len(card.figures) == 1:
            figure = card.figures[0]
            assert {value(figure, card, lang), when(figure, card, lang)} <= set(words(slide))
        for figure in card.figures:
            period = text.period(figure.cell.period, lang)
            assert any(period in each for each in words(slide))


@every_deck
def test_the_first_slides_say_the_release_and_the_summary(region: str, lang: Lang) -> None:
    first, second = list(deck(region, lang).slides)[:2]
    assert about(edition(report(region), "now"), lang) in words(first)
    body = second.placeholders[1]
    lines = [summary_line(claim, report(region), lang) for claim in report(region).summary]
    assert [paragraph.text for paragraph in body.text_frame.paragraphs] == lines
    assert lines
    assert not body._element.findall(".//{*}buNone")


@every_deck
def test_what_is_missing_is_told_in_the_documents_words(region: str, lang: Lang) -> None:
    found = {title(slide): slide for slide in deck(region, lang).slides}
    sections = [section for section in report(region).sections if section.missing]
    assert sections
    for section in sections:
        name = model.section_title(section, lang)
        slide = next(slide for each, slide in found.items() if each.startswith(f"{name}: "))
        assert set(missing_lines(section, lang)) <= set(words(slide))


@pytest.mark.parametrize("lang", LANGS)
def test_norrlands_counties_stand_in_a_table_and_nothing_is_summed(lang: Lang) -> None:
    for card, slide in of_cards("norra-sverige", lang):
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        assert len(tables) == (len(card.figures) > 1)
        for table in tables:
            head, *rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
            assert head[1].lower() == text.measured(card.indicator, lang).lower()
            assert rows == [
                [
                    data.region_name(figure.cell.region, lang),
                    text.number(figure.cell.value, card.indicator.decimals, lang),
                    text.period(figure.cell.period, lang),
                ]
                for figure in card.figures
            ]


@every_deck
def test_everything_lies_within_its_slide_and_no_words_run_out_of_their_box(
    region: str, lang: Lang
) -> None:
    file = deck(region, lang)
    assert (file.slide_width.inches, file.slide_height.inches) == (pytest.approx(13.333), 7.5)
    for slide in file.slides:
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
            if shape.has_text_frame and shape.text_frame.paragraphs[0].runs:
                assert tall(shape) <= shape.height.pt, (title(slide), shape.text_frame.text)


def tall(shape: Any) -> float:
    """Points that a shape's paragraphs take, their words laid out one after the other."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        (run,) = paragraph.runs
        points, indent = run.font.size.pt, int(paragraph._p.pPr.get("marL")) / 12_700
        rows, room = 1, shape.width.pt - indent
        for word in run.text.split(" "):
            wide = labels.measure(word, points, bool(run.font.bold))
            if wide > room:
                rows, room = rows + 1, shape.width.pt - indent
            assert wide <= room, word
            room -= wide + labels.measure(" ", points, bool(run.font.bold))
        total += rows * points * 1.2 + (paragraph.space_before.pt if paragraph.space_before else 0)
    return total


@every_deck
def test_every_run_says_its_language(region: str, lang: Lang) -> None:
    spoken = {"sv": "sv-SE", "en": "en-GB"}[lang]
    for slide in deck(region, lang).slides:
        runs = [run for each in ("r", "fld") for run in slide._element.iter(f"{{*}}{each}")]
        assert {run.find("{*}rPr").get("lang") for run in runs} == {spoken}
        for frame in natives(slide):
            assert spoken in frame.chart._chartSpace.xml


@every_deck
def test_axes_write_numbers_with_the_indicators_decimals_at_most(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        for frame in natives(slide):
            code = frame.chart.value_axis.tick_labels.number_format
            assert code.startswith({"sv": "[$-41D]", "en": "[$-809]"}[lang])
            places = len(re.findall(r"\.(0*)", code.split(";")[0] + ".")[0])
            assert places <= card.indicator.decimals
            values = [v for series in frame.chart.plots[0].series for v in series.values]
            known = [v for v in values if v is not None]
            axis = frame.chart.value_axis
            assert axis.minimum_scale <= min(known) <= max(known) <= axis.maximum_scale


@every_deck
def test_all_slides_but_the_first_have_their_number(region: str, lang: Lang) -> None:
    for n, slide in enumerate(deck(region, lang).slides, 1):
        fields = [each for each in slide._element.iter("{*}fld") if each.get("type") == "slidenum"]
        assert [each.find("{*}t").text for each in fields] == ([str(n)] if n > 1 else [])
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("lang", "word"), [("sv", "Utkast"), ("en", "Draft")])
def test_a_draft_says_on_every_slide_that_it_is_one(lang: Lang, word: str) -> None:
    draft = Presentation(io.BytesIO(slides.pptx(edition(report("2480"), "draft"), lang)))
    said = [any(word in each for each in words(slide)) for slide in draft.slides]
    assert all(said)
    assert not any(word in each for slide in deck("2480", lang).slides for each in words(slide))


@every_deck
def test_a_deck_is_less_than_a_megabyte(region: str, lang: Lang) -> None:
    assert len(made(region, lang)) < 1_000_000


def test_a_deck_is_the_same_when_it_is_made_again() -> None:
    again = slides.pptx(edition(report("24"), "now"), "sv")
    assert parts(again) == parts(made("24", "sv"))


def parts(file: bytes) -> dict[str, Any]:
    """The parts of a file, workbooks opened; without the moment that a workbook was made."""
    opened = zipfile.ZipFile(io.BytesIO(file))
    found = {name: opened.read(name) for name in opened.namelist()}
    return {
        name: parts(part) if name.endswith(".xlsx") else part
        for name, part in found.items()
        if not (name == "docProps/core.xml" and b"dcterms" in part and "xl/workbook.xml" in found)
    }


@pytest.mark.parametrize("lang", LANGS)
def test_lines_of_a_chart_differ_in_colour_or_dash(lang: Lang) -> None:
    for region in REGIONS:
        for _, slide in of_cards(region, lang):
            for frame in natives(slide):
                lines = [each.format.line for each in frame.chart.plots[0].series]
                looks = [(str(each.color.rgb), each.width, each.dash_style) for each in lines]
                usual = [look for look in looks if look[1].pt == 1]
                assert len(set(looks)) == len(looks) - (len(usual) == 3)  # least, greatest alike
