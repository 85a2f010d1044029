"""Månadsläge: all its reports, each form of them, and the page against a plain Dash app."""

import json
import time
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import get_args

from dashboard.claims.figures import Figures
from dashboard.report import document, model
from dashboard.report.model import Report
from dashboard.text import Lang
from dashboard.web import create_app
from tests.bench import report_page
from tests.bench.measure import seconds

# What a report is written as; the first is the reference. A new form is a new line.
FORMS: dict[str, Callable[[Report, Lang], bytes]] = {
    "JSON record": lambda report, _: json.dumps(report.record(), ensure_ascii=False).encode(),
    "HTML document": lambda report, lang: document.html(report, lang).encode(),
}


def run() -> Iterator[str]:
    """The reports in this process; the page under its real server, in the browser."""
    reports = _reports(model.figures())
    yield from _built(reports)
    with create_app().server.test_request_context("/"):
        yield from _written(reports)
    yield from report_page.run()


def _reports(figures: Figures) -> list[Report]:
    return [model.build(figures, region) for region in model.regions()]


def _built(reports: list[Report]) -> Iterator[str]:
    """Reading is the reference: no report can be quicker than its figures are read."""
    reading = seconds(lambda: _read(model.figures()), 3)
    building = seconds(lambda: _reports(model.figures()), 3)
    count = sum(len(card.claims) for report in reports for card in report.cards)
    yield f"{'their figures read (the reference)':40} {reading:7.2f} s"
    yield f"{f'{len(reports)} reports with {count} claims':40} {building:7.2f} s"
    yield f"{'ratio':40} {building / reading:7.2f} ×"


def _read(figures: Figures) -> None:
    """The figures of every indicator that a card may be of."""
    groups = (group for section in model.plan()["section"] for group in section["cards"])
    for id_ in (id_ for group in groups for id_ in group if id_ in figures.indicators):
        figures.regions(id_)


def _written(reports: list[Report]) -> Iterator[str]:
    spread = f"{'median':>8} {'p90':>7} {'max':>7}"
    yield f"{'one document':16} ms: {spread}   kB: {spread}"
    reference = (0.0, 0.0)
    for name, write in FORMS.items():
        write(reports[0], "sv")  # what a form does once only, such as reading its template
        documents = (_timed(write, each, lang) for each in reports for lang in get_args(Lang))
        times, sizes = zip(*documents, strict=True)
        here = median(times), median(sizes)
        reference = reference if reference[0] else here
        ratio = f"{here[0] / reference[0]:.1f} × the time, {here[1] / reference[1]:.1f} × the bytes"
        yield f"{name:16}     {_spread(times)}       {_spread(sizes)}   {ratio}"
        whole = f"{sum(times) / 1e3:.2f} s, {sum(sizes) / 1e3:.1f} MB"
        yield f"{'':16}     {len(reports)} regions in both languages: {whole}"


def _timed(
    write: Callable[[Report, Lang], bytes], report: Report, lang: Lang
) -> tuple[float, float]:
    """Milliseconds and kilobytes of one document."""
    start = time.perf_counter()
    size = len(write(report, lang))
    return (time.perf_counter() - start) * 1e3, size / 1e3


def _spread(values: tuple[float, ...]) -> str:
    return f"{median(values):8.1f} {quantiles(values, n=10)[-1]:7.1f} {max(values):7.1f}"
