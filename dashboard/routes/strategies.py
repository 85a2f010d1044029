"""A strategy's page as files: what it shows as data, and a workbook that can be reckoned anew."""

import json
from collections.abc import Iterator
from datetime import date

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard import data, measured, origin
from dashboard.plan.model import Plan
from dashboard.routes import spreadsheet, tables
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.routes.spreadsheet import Sheet
from dashboard.strategy import choices, method, record, words
from dashboard.strategy.choices import Choices
from dashboard.strategy.model import Story
from dashboard.strategy.story import story
from dashboard.text import Lang, fold, say

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
    place = fold(data.region_name(chosen.region)).replace(" ", "-")
    named = f"{plan.id}_{chosen.region}-{place}_{data.release().id[:10]}.{kind}"
    return Export(_written(plan, told, chosen, kind, flavour), MIMETYPES[kind], named)


def _written(plan: Plan, told: Story, chosen: Choices, kind: str, flavour: str) -> Iterator[bytes]:
    if kind == "json":
        whole = record.record(plan, told, chosen)
        return iter([json.dumps(whole, ensure_ascii=False).encode()])
    if kind == "csv":
        frame = pd.DataFrame(record.rows(plan, told, chosen))
        return iter(tables.FLAVOURS[flavour].write([frame]))
    return spreadsheet.written(_sheets(plan, told, chosen), _day(told))


def _day(told: Story) -> date:
    """The newest day that a figure was taken on; else that of the release."""
    release = date.fromisoformat(data.release().id[:10])
    return max((row.indicator.taken for row in told.rows), default=release)


# --- the workbook ---


def _sheets(plan: Plan, told: Story, chosen: Choices) -> Iterator[Sheet]:
    """All that the page rests on, whichever view is asked for."""
    lang = chosen.lang
    by_indicator = Choices(chosen.region, chosen.chapter, "delar", lang)
    yield _sheet(say(lang, "Översikt", "Overview"), record.counts(plan, told))
    yield _sheet(say(lang, "Indikatorer", "Indicators"), record.rows(plan, told, by_indicator))
    if towns := record.towns(told, chosen):
        yield _sheet(say(lang, "Kommuner", "Municipalities"), towns)
    yield _sheet(say(lang, "Inte med", "Left out"), record.lacking(told, chosen))
    yield Sheet(say(lang, "Metod", "Method"), ("", "", ""), _method(plan, lang), wrapped=True)
    yield Sheet(say(lang, "Om", "About"), ("", ""), _about(plan, chosen), wrapped=True)


def _sheet(name: str, rows: list[record.Cells]) -> Sheet:
    return Sheet(name, record.columns(rows), [[*row.values()] for row in rows])


def _method(plan: Plan, lang: Lang) -> list[list[str]]:
    """The rules, and how often each has been wrong."""
    return [[name, told, ""] for name, told in method.rules(plan, lang)] + measured.rows(lang)


def _about(plan: Plan, chosen: Choices) -> list[tuple[str, str]]:
    """What the workbook is of, and what its columns mean."""
    lang, of = chosen.lang, words.strategy(plan)
    return [
        (say(lang, "Sida", "Page"), say(lang, plan.title, plan.title_en)),
        (say(lang, "Dataversion", "Data version"), data.release().id),
        (say(lang, "Adress", "Address"), origin.address() + chosen.address(plan)),
        (say(lang, "Källor", "Sources"), say(lang, of.source, of.source_en)),
        *((each["name"], say(lang, each["sv"], each["en"])) for each in method.written()["column"]),
    ]
