"""A plan's page as files: exactly what it shows, as data."""

import json
from collections.abc import Iterator
from datetime import date

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard import data, origin, text
from dashboard.gap import choices, record, words
from dashboard.gap.choices import Choices
from dashboard.gap.model import Story
from dashboard.gap.story import story
from dashboard.plan.model import Plan
from dashboard.routes import spreadsheet, tables
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.routes.spreadsheet import Sheet
from dashboard.text import fold, say

MIMETYPES = {"csv": "text/csv", "xlsx": spreadsheet.MIMETYPE, "json": "application/json"}
FLAVOURS = ["csv", "csv-sv"]


def export(plan: Plan, kind: str, arguments: MultiDict[str, str]) -> Export:
    """The file of a kind; raises Refused where it cannot be given."""
    if kind not in MIMETYPES:
        raise Refused(404, f"There is no {plan.id} as {kind[:20]!r}.", list(MIMETYPES))
    more = ["release", *(["format"] if kind == "csv" else [])]
    asked = Strict(arguments, [*choices.QUERY, "lang", *more])
    asked.demand_words()
    chosen = choices.parse(plan, asked)
    told = story(plan, chosen.region)
    flavour = asked.pick("format", FLAVOURS, "csv")
    named = f"{_name(plan, chosen)}.{kind}"
    return Export(_written(plan, told, chosen, kind, flavour), MIMETYPES[kind], named)


def _name(plan: Plan, chosen: Choices) -> str:
    """What a file is called: the plan, the region, and the day of the newest figures."""
    place = fold(data.region_name(chosen.region)).replace(" ", "-")
    return f"{plan.id}_{chosen.region}-{place}_{data.release().id[:10]}"


def _written(plan: Plan, told: Story, chosen: Choices, kind: str, flavour: str) -> Iterator[bytes]:
    if kind == "json":
        whole = record.record(plan, told, chosen)
        return iter([json.dumps(whole, ensure_ascii=False).encode()])
    rows = record.rows(told, chosen)
    if kind == "csv":
        return iter(tables.FLAVOURS[flavour].write([pd.DataFrame(rows)]))
    return _workbook(plan, told, chosen, rows)


def _workbook(
    plan: Plan, told: Story, chosen: Choices, rows: list[record.Cells]
) -> Iterator[bytes]:
    lang = chosen.lang
    columns = list(rows[0]) if rows else ["indicator"]
    taken = max((row.indicator.taken for row in told.rows), default=_day())
    lacking = [
        (text.title(each.indicator, lang), words.reason(each, told.region, lang))
        for each in (*told.lacking, *told.excused)
    ]
    head = say(lang, "Indikator", "Indicator"), say(lang, "Varför", "Why")
    sheets = [
        Sheet(say(lang, "Uppgifter", "Figures"), columns, [[*row.values()] for row in rows]),
        Sheet(say(lang, "Inte med", "Left out"), head, lacking),
        Sheet(say(lang, "Om", "About"), ("", ""), _about(plan, chosen), wrapped=True),
    ]
    return spreadsheet.written(sheets, taken)


def _day() -> date:
    """The day of the release, where no figure is shown that was taken on one."""
    return date.fromisoformat(data.release().id[:10])


def _about(plan: Plan, chosen: Choices) -> list[tuple[str, str]]:
    """What the workbook is of, and what its columns mean."""
    lang = chosen.lang
    return [
        (say(lang, "Sida", "Page"), say(lang, plan.title, plan.title_en)),
        (say(lang, "Dataversion", "Data version"), data.release().id),
        (say(lang, "Adress", "Address"), origin.address() + chosen.address(plan)),
        ("difference", say(lang, "Kvinnors värde minus mäns.", "Women’s value less men’s.")),
        ("low, high", _ends(chosen)),
        ("relation", _relation(chosen)),
        ("sure", say(lang, "Säker på 99,8 procent.", "Certain at 99.8 per cent.")),
    ]


def _ends(chosen: Choices) -> str:
    return say(
        chosen.lang,
        "Mellan dem ligger den sanna skillnaden i 95 fall av 100.",
        "The true difference is between them in 95 cases of 100.",
    )


def _relation(chosen: Choices) -> str:
    return say(
        chosen.lang,
        "higher eller lower: en skillnad utöver slumpen; about: det går inte att säga om de "
        "skiljer sig åt; tomt: kan inte bedömas.",
        "higher or lower: a difference beyond chance; about: it cannot be told whether they "
        "differ; empty: cannot be judged.",
    )
