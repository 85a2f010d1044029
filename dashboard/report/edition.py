"""An edition: a report as an issue that is kept, as it stands now, or as a draft."""

from dataclasses import dataclass
from typing import Literal

from dashboard.report.model import Report
from dashboard.report.news import News, news


@dataclass(frozen=True)
class Edition:
    """A report, what kind of edition it is, and what is new since the issue before it."""

    report: Report
    kind: Literal["issue", "now", "draft"]
    news: News | None


def edition(report: Report, kind: Literal["issue", "now", "draft"]) -> Edition:
    """The edition of a report, compared with the last issue that is kept."""
    return Edition(report, kind, news(report))
