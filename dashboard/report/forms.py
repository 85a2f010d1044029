"""The forms an edition comes in: document, claims with their evidence, PDF, slides."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from dashboard.report import archive, document, pdf, slides, words
from dashboard.report.edition import Edition
from dashboard.text import Lang

KINDS = {
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
LANGS: list[Lang] = ["sv", "en"]


def write(edition: Edition, kind: str, lang: Lang) -> bytes:
    """An edition in one of KINDS; JSON is the same in both languages.

    Raises pdf.NoPango for a PDF on a machine that cannot make one.
    """
    if kind == "json":
        return json.dumps(record(edition), ensure_ascii=False).encode()
    if kind == "pptx":
        return slides.pptx(edition, lang)
    page = document.html(edition, lang)
    return pdf.pdf(page) if kind == "pdf" else page.encode()


def every(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """All forms by the name they are kept under; no PDF where the machine cannot make one."""
    yield archive.RECORD, write(edition, "json", "sv")
    for kind in KINDS:
        if kind != "json" and (kind != "pdf" or pdf.available()):
            yield from ((f"{lang}.{kind}", write(edition, kind, lang)) for lang in LANGS)


def record(edition: Edition) -> dict[str, Any]:
    """The report as data: claims with their evidence, and what is new since the issue before.

    `title` and `told` are its headline and what stands out, in words of each language.
    """
    report = edition.report
    told = {
        lang: [words.summary_line(claim, report, lang) for claim in report.summary]
        for lang in LANGS
    }
    return {
        **report.record(),
        "edition": edition.kind,
        "news": edition.news and asdict(edition.news),
        "title": {lang: words.title(report, lang) for lang in LANGS},
        "told": told,
    }
