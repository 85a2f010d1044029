"""The one list of forms in which observations are given, and what their files are called."""

from collections.abc import Iterator

from dashboard import data
from dashboard.routes import csvw, jsonstat, package, parquet, tables, workbook
from dashboard.routes.ask import Question
from dashboard.routes.exports import Export
from dashboard.routes.observed import Observed
from dashboard.routes.tables import Format
from dashboard.text import fold


def export(question: Question) -> Export:
    """The file asked for; raises Refused when it would have more than a file of its form may."""
    observed, form = Observed(question), FORMATS[question.format]
    headers = {"X-Rows": str(observed.rows), **_description(observed)}
    named = f"{name(question)}.{form.extension}"
    return Export(written(observed), form.mimetype, named, headers=headers)


def written(observed: Observed) -> Iterator[bytes]:
    """The same in pieces."""
    return FORMATS[observed.question.format].write(observed)


def _description(observed: Observed) -> dict[str, str]:
    """Of a CSV where programs find what is in it."""
    if not observed.question.format.startswith("csv") or observed.question.format == "csvw":
        return {}
    described = observed.address(format="csvw")
    return {"Link": f'<{described}>; rel="describedby"; type="{csvw.MIMETYPE}"'}


def name(question: Question) -> str:
    """The file's name without extension, in ASCII: what, where, when, and the day it was taken."""
    asked = [*(each.id for each in question.indicators), *question.awaited]
    single = asked[0] if len(asked) == 1 else "norrlaget"
    days = [each.taken.isoformat() for each in question.indicators]
    parts = [single, _place(question.regions or []), _span(question), max(days, default="")]
    return "_".join(filter(None, parts))


def _place(regions: list[str]) -> str:
    """The region by code and name; of several how many."""
    if len(regions) != 1:
        return f"{len(regions)}-omraden" if regions else ""
    return f"{regions[0]}-{fold(data.region_name(regions[0])).replace(' ', '-')}"


def _span(question: Question) -> str:
    """The first and the last period that were asked for; of all of a series nothing."""
    asked = sorted({each for those in (question.periods or {}).values() for each in those})
    return "-".join(dict.fromkeys([asked[0], asked[-1]])) if asked else ""


FORMATS: dict[str, Format[Observed]] = {
    "csv": Format(tables.FLAVOURS["csv"].write, "csv", "text/csv"),
    "csv-sv": Format(tables.FLAVOURS["csv-sv"].write, "csv", "text/csv"),
    "xlsx": Format(workbook.written, "xlsx", workbook.MIMETYPE),
    "json-stat": Format(jsonstat.written, "json", "application/json"),
    "parquet": Format(parquet.written, "parquet", parquet.MIMETYPE),
    "csvw": Format(csvw.written, "csv-metadata.json", csvw.MIMETYPE),
    "zip": Format(package.written, "zip", "application/zip"),
}
