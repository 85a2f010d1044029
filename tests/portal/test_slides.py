"""Månadsläge as slides: opened again, they hold its figures, words and alternative texts."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from pptx import Presentation

from dashboard import data, sentences, text
from dashboard.charts import labels
from dashboard.charts.chart import Chart
from dashboard.report import charts, model, slides
from dashboard.report import words as report_words
from dashboard.report.edition import edition
from dashboard.report.model import NEWS, Card, Report, age
from dashboard.report.slides import chart as slide_chart
from dashboard.report.slides import ends, message, method, still
from dashboard.report.slides import sheet as slide_sheet
from dashboard.report.slides.chosen import LEAST, MOST, chosen
from dashboard.report.slides.lettering import Box
from dashboard.report.words import (
    about,
    band_note,
    dated,
    figures_of,
    missing_title,
    nothing_unusual,
    own_period,
    place_note,
    summary_line,
    summary_title,
    value,
    when,
)
from dashboard.text import Lang, say
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
    assert len(packages) > LEAST


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text).replace(text.SPACE, " ")


def of_cards(region: str, lang: Lang) -> Iterator[tuple[Card, Any]]:
    """Each card that the deck tells with its slide: between the summary and the method."""
    told = [card for _, card in chosen(report(region))]
    yield from zip(told, list(deck(region, lang).slides)[2:-1], strict=True)


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


@pytest.mark.parametrize("region", model.regions())
def test_a_deck_has_six_to_eight_messages_and_no_card_that_says_nothing(region: str) -> None:
    """With title, summary and method nine to eleven slides, whatever the region."""
    told = [card for _, card in chosen(report(region))]
    assert LEAST <= len(told) <= MOST
    assert len({card.indicator.id for card in told}) == len(told)
    assert all(figures_of(card, lang) for card in told for lang in LANGS)
    leading = [any(claim in card.unusual for card in told[: n + 1])
               for n, claim in enumerate(report(region).summary)]  # fmt: skip
    assert all(leading)


@pytest.mark.parametrize("region", model.regions())
def test_after_what_stands_out_fresh_figures_are_told_before_old_ones(region: str) -> None:
    told = [card for _, card in chosen(report(region))][len(report(region).summary) :]
    ages = [age(card.cell.period, report(region).issue) > NEWS for card in told]
    assert ages == sorted(ages)
    assert not any(ages[LEAST:])


@pytest.mark.parametrize("region", model.regions())
def test_what_others_have_is_no_headline(region: str) -> None:
    """`Motsvarande siffra i riket var …` says nothing without a sentence before it."""
    for _, card in chosen(report(region)):
        beside = [each for each in card.claims if each.comparator in ("county", "riket")]
        if len(card.figures) == 1:
            others = sentences.others(beside, card.indicator, "sv")
            assert figures_of(card, "sv")[0] != others


@every_deck
def test_a_deck_is_title_summary_messages_and_method(region: str, lang: Lang) -> None:
    titles = [title(slide) for slide in deck(region, lang).slides]
    claims = [figures_of(card, lang)[0] for _, card in chosen(report(region))]
    expected = [
        report_words.title(report(region), lang),
        summary_title(lang),
        *claims,
        method.title(lang),
    ]
    assert titles == [each.replace(text.SPACE, " ") for each in expected]
    assert len(set(titles)) == len(titles)
    assert 8 <= len(titles) <= 12


@every_deck
def test_what_a_slide_is_about_stands_small_over_what_it_says(region: str, lang: Lang) -> None:
    for (section, card), (_, slide) in zip(
        chosen(report(region)), of_cards(region, lang), strict=True
    ):
        topic = f"{model.section_title(section, lang)} · {text.title(card.indicator, lang)}"
        over = next(
            each for each in slide.shapes if each.has_text_frame and not each.is_placeholder
        )
        assert over.text_frame.text.endswith(topic)
        assert sized(over) < sized(slide.shapes.title)
        assert over.top + over.height <= slide.shapes.title.top


def sized(shape: Any) -> float:
    return float(shape.text_frame.paragraphs[0].runs[0].font.size.pt)


@every_deck
def test_a_message_has_one_chart_and_it_is_most_of_the_slide(region: str, lang: Lang) -> None:
    """Beside the counties' table it is the larger part."""
    page = deck(region, lang).slide_width * deck(region, lang).slide_height
    for card, slide in of_cards(region, lang):
        (frame,) = natives(slide)
        assert frame.width * frame.height / page >= (0.55 if len(card.figures) == 1 else 0.4)


@every_deck
def test_nothing_on_a_slide_lies_on_anything_else(region: str, lang: Lang) -> None:
    for slide in deck(region, lang).slides:
        for one, other in combinations(slide.shapes, 2):
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart, (title(slide), one.name, other.name)


@every_deck
def test_the_title_is_read_first_and_the_source_last(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        last = [each for each in slide.shapes if each.has_text_frame][-2]  # before its number
        assert last.text_frame.paragraphs[-1].text == text.source_line(card.indicator, lang)


@every_deck
def test_every_slide_has_a_title_of_its_own_that_is_read_first(region: str, lang: Lang) -> None:
    """Shapes are read in their order, and a reader finds the way among slides by their titles."""
    slides = list(deck(region, lang).slides)
    titles = [title(slide) for slide in slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in slides:
        shapes = list(slide.shapes)
        assert shapes[0].shape_id == slide.shapes.title.shape_id, title(slide)
        empty = [each.name for each in shapes if each.has_text_frame and not each.text_frame.text]
        assert empty == [], title(slide)
        down = [each.top for each in shapes if each.has_text_frame][2:-1]
        assert down == sorted(down), title(slide)  # after what stands over it: from above, down


@every_deck
def test_notes_say_what_the_figure_is(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        definition = say(lang, card.indicator.description, card.indicator.description_en)
        assert definition in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("region", "lang"), DECKS[1:6:4])  # reading a chart back is slow
def test_every_chart_has_the_reports_values_and_gaps(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        (frame,) = natives(slide)
        same(frame.chart, charts.whole(report(region), card, lang))


def same(native: Any, chart: Chart) -> None:
    """The chart shows each period's value, None where there is none, and is drawn with gaps."""
    *ground, plot = native.plots
    assert list(plot.categories) == [
        text.period(period, chart.lang) for period in slide_sheet.periods(chart)
    ]
    expected = {each.label: each.values for each in chart.series}
    if chart.band:
        mean = say(chart.lang, "medel", "mean")
        expected[f"{chart.band.label}, {mean}"] = chart.band.sides[1]
    assert [series.name for series in plot.series] == list(expected)
    for series in plot.series:
        known = dict(zip(chart.periods, expected[series.name], strict=True))
        shown = dict(zip(plot.categories, series.values, strict=True))
        assert {k: v for k, v in shown.items() if v is not None} == {
            text.period(period, chart.lang): v for period, v in known.items() if v is not None
        }
    assert native._chartSpace.chart.find("{*}dispBlanksAs").get("val") == "gap"
    assert len(ground) == (chart.band is not None)
    if chart.band:
        assert reaches(ground[0]) == {
            text.period(period, chart.lang): pytest.approx((band.low, band.high), abs=1e-8)
            for period, band in zip(chart.periods, chart.band.of, strict=True)
            if band
        }


def reaches(ground: Any) -> dict[str, tuple[float, float]]:
    """From where to where the columns of an area are seen, by period; the first is not."""
    unseen, *seen = ground.series
    found = {}
    for n, period in enumerate(ground.categories):
        base, parts = unseen.values[n], [each.values[n] for each in seen]
        if base is None:
            assert not any(each is not None for each in parts)
            continue
        ends = [base, *(base * (base * part > 0) + part for part in parts if part)]
        found[period] = (min(ends), max(ends))
    return found


@pytest.mark.parametrize("region", ["24", "norra-sverige"])
def test_the_sheet_that_powerpoint_edits_has_the_same_values(region: str) -> None:
    for _, slide in of_cards(region, "sv"):
        for frame in natives(slide):
            behind = sheet(frame.chart.part.chart_workbook.xlsx_part.blob)
            for series in (each for plot in frame.chart.plots for each in plot.series):
                refers = series._element.find("{*}val").find("{*}numRef").find("{*}f").text
                column = ord(re.findall(r"\$([B-Z])\$", refers)[0]) - ord("B")
                assert {row: v for (row, at), v in behind.items() if at == column} == {
                    row: round(each, 9)
                    for row, each in enumerate(series.values)
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
    pictures = [
        s for slide in deck(region, lang).slides for s in slide.shapes if "pic" in s._element.tag
    ]
    assert pictures == []


@every_deck
def test_every_sentence_source_and_period_stands_on_its_slide(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        told = [*message.told(card, lang), *place_note(card, lang)]
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
    told = [paragraph.text for paragraph in body.text_frame.paragraphs]
    assert told == (lines or [nothing_unusual(lang)])
    assert not body._element.findall(".//{*}buNone")


@every_deck
def test_the_last_slide_says_how_figures_are_read_and_what_is_missing(
    region: str, lang: Lang
) -> None:
    told = words(list(deck(region, lang).slides)[-1])
    assert {own_period(lang), band_note(lang), f"{dated(report(region), lang)}."} <= set(told)
    missing = [each for section in report(region).sections for each in section.missing]
    assert missing
    (line,) = [each for each in told if each.startswith(f"{missing_title(lang)}: ")]
    assert all(text.title(each, lang) in line for each in missing)
    for _, card in chosen(report(region)):
        assert text.agency(card.indicator) in told[-2]  # before its number


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
        told = [slide._element]
        if slide.has_notes_slide:
            told.append(slide.notes_slide.notes_placeholder._element)
        runs = [run for of in told for each in ("r", "fld") for run in of.iter(f"{{*}}{each}")]
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
            values = [v for series in lines(frame) for v in series.values]
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
                strokes = [each.format.line for each in lines(frame)]
                looks = [(str(each.color.rgb), each.width, each.dash_style) for each in strokes]
                assert len(set(looks)) == len(looks)


def lines(frame: Any) -> list[Any]:
    """The lines of a chart on a slide; what was usual lies behind them as columns."""
    return list(frame.chart.plots[-1].series)


@every_deck
def test_every_line_has_its_name_and_value_at_its_end_and_there_is_no_legend(
    region: str, lang: Lang
) -> None:
    for card, slide in of_cards(region, lang):
        drawn = charts.whole(report(region), card, lang)
        (frame,) = natives(slide)
        assert not frame.chart.has_legend
        along = slide_sheet.periods(drawn)
        for each, line in zip(drawn.series, lines(frame), strict=False):
            (label,) = line._element.iter("{*}dLbl")
            assert int(label.find("{*}idx").get("val")) == along.index(each.points[-1][0])
            assert [label.find(f"{{*}}show{kind}").get("val") for kind in ("SerName", "Val")] == [
                "1", "1"
            ]  # fmt: skip


@every_deck
def test_names_of_lines_lie_apart_and_within_their_chart(region: str, lang: Lang) -> None:
    for card, slide in of_cards(region, lang):
        drawn = charts.whole(report(region), card, lang)
        (frame,) = natives(slide)
        wide, high = frame.width.pt, frame.height.pt
        plot = slide_chart.plotted(drawn, Box(0, 0, wide / 72, high / 72))
        downs = ends.shifts(drawn, plot)
        ending = [each for each in drawn.series if each.points]
        at = sorted(plot.y(s.points[-1][1]) + d for s, d in zip(ending, downs, strict=True))
        assert all(below - above >= 12 * 1.2 for above, below in pairwise(at))
        assert 0 <= at[0] <= at[-1] <= high
        assert plot.right + ends.widest(drawn) <= wide
        assert plot.right - plot.left >= wide / 2
