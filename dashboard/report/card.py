"""A card opened: its charts, everything as a table, files and meaning, as a piece of HTML."""

from typing import Any

from dashboard import text
from dashboard.charts.chart import Chart
from dashboard.parts import cards, figures, prerender
from dashboard.report import charts, words
from dashboard.report.document import templates
from dashboard.report.model import Card, Report
from dashboard.text import Lang, say

HIGH = 270  # of a chart on a wide screen


def html(report: Report, card: Card, lang: Lang) -> str:
    """What stands below a card when a reader opens it."""
    indicator, table = card.indicator, charts.table(report, card, lang)
    header, rows = table.table()
    caption = f"{table.title}, {table.unit}"
    own = [figure.cell.region for figure in card.figures]
    regions = ",".join([*own, *charts.beside(card)])
    ask = f"/api/v1/observations?indicator={indicator.id}&region={regions}"
    page = f"/indikatorer/{indicator.id}?region={card.cell.region}"
    return (
        templates()
        .get_template("card.html")
        .render(
            say=lambda sv, en: say(lang, sv, en),
            pictures=[
                _picture(chart, f"{indicator.id}-{name}", lang)
                for name, chart in _charts(report, card, lang)
            ],
            notes=[words.band_note(lang) if table.band else "", text.seam_note(indicator, lang)],
            table=prerender.markup(cards.table(caption, header, rows[::-1])),
            files=[
                (f"{ask}&format=csv-sv", say(lang, "CSV för Excel", "CSV for Swedish Excel")),
                (f"{ask}&format=csv", "CSV"),
            ],
            page=f"{page}&lang=en" if lang == "en" else page,
            definition=say(lang, indicator.description, indicator.description_en),
            remark=say(lang, indicator.notes, indicator.notes_en),
            source=text.source_line(indicator, lang),
        )
    )


def _charts(report: Report, card: Card, lang: Lang) -> list[tuple[str, Chart]]:
    both = (
        ("usual", charts.whole(report, card, lang)),
        ("sexes", charts.sexes(report, card, lang)),
    )
    return [(name, chart) for name, chart in both if chart and len(chart.periods) > 1]


def _picture(chart: Chart, name: str, lang: Lang) -> dict[str, Any]:
    """Its heading and its drawings; `name` makes their ids unique on the page."""
    by_sex = f", {say(lang, 'kvinnor och män', 'women and men')}" if name.endswith("sexes") else ""
    known = sorted({period for series in chart.series for period, _ in series.points})
    span = "–".join(text.period(each, lang) for each in dict.fromkeys((known[0], known[-1])))
    return {
        "words": f"{chart.title}{by_sex}, {span}",
        "drawings": prerender.markup(figures.drawn(chart, name, HIGH)),
    }
