"""Månadsläge: all its reports, each form of them, and the page against a plain Dash app."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import get_args

from dashboard import data
from dashboard.claims.series import Figures
from dashboard.report import forms, making, model
from dashboard.report.edition import Edition
from dashboard.report.model import Report
from dashboard.text import Lang
from tests.bench import report_page
from tests.bench.measure import seconds

FORMS = {
    "json": 1,
    "html": 1,
    "pptx": 10,
    "pdf": 10,
}  # of every so many regions; json is the reference


def run() -> Iterator[str]:
    """The reports in this process; the page under its real server, in the browser."""
    reports = _reports(model.figures())
    yield from _built(reports)
    yield from _written([Edition(report, "now", None) for report in reports])
    yield from _kept()
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


def _written(editions: list[Edition]) -> Iterator[str]:
    spread = f"{'median':>8} {'p90':>7} {'max':>7}"
    yield f"{'one document':16} ms: {spread}   kB: {spread}"
    reference = (0.0, 0.0)
    for kind, every in FORMS.items():
        forms.write(editions[0], kind, "sv")  # what is done once only, such as reading a template
        some = editions[::every]
        documents = (_timed(each, kind, lang) for each in some for lang in get_args(Lang))
        times, sizes = zip(*documents, strict=True)
        here = median(times), median(sizes)
        reference = reference if reference[0] else here
        ratio = f"{here[0] / reference[0]:.1f} × the time, {here[1] / reference[1]:.1f} × the bytes"
        yield f"{kind:16}     {_spread(times)}       {_spread(sizes)}   {ratio}"


def _timed(edition: Edition, kind: str, lang: Lang) -> tuple[float, float]:
    """Milliseconds and kilobytes of one document."""
    start = time.perf_counter()
    size = len(forms.write(edition, kind, lang))
    return (time.perf_counter() - start) * 1e3, size / 1e3


def _kept() -> Iterator[str]:
    """An issue of every region in all its forms, as the refresh makes it."""
    before = os.environ.get("NORRLAGET_DATA")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NORRLAGET_DATA"] = folder  # the processes that make them read it too
        start = time.perf_counter()
        made = list(making.make(model.regions(), data.release(), draft=False))
        took = time.perf_counter() - start
        yield f"an issue of {len(made)} regions in all forms, as kept: {took:.1f} s"
        for kind in FORMS:
            sizes = [path.stat().st_size for path in Path(folder).rglob(f"*.{kind}")]
            whole, most = sum(sizes) / 1e6, max(sizes) / 1e3
            yield f"  {kind:5} {len(sizes):4} files {whole:7.1f} MB, at most {most:.0f} kB"
    os.environ.pop("NORRLAGET_DATA")
    if before is not None:
        os.environ["NORRLAGET_DATA"] = before


def _spread(values: tuple[float, ...]) -> str:
    return f"{median(values):8.1f} {quantiles(values, n=10)[-1]:7.1f} {max(values):7.1f}"
