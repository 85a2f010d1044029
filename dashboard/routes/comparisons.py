"""A comparison as a file: exactly what its page shows, in the same order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard import address, data, limits, origin, text
from dashboard.compare import grammar, records, words, wrong
from dashboard.compare.figures import compared
from dashboard.compare.grammar import Choices
from dashboard.compare.model import Compared, own
from dashboard.routes import parquet, spreadsheet, tables
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.routes.spreadsheet import Sheet
from dashboard.text import Lang, fold, say

KINDS = ["csv", "xlsx", "parquet"]
FLAVOURS = ["csv", "csv-sv"]
TEXTS = ("indicator", "title", "region", "region_name", "sex", "age", "period", "unit", "status",
         "verdict", "direction", "direction_first", "direction_last", "source")  # fmt: skip

Written = Callable[[Compared], Iterable[bytes]]


def export(kind: str, arguments: MultiDict[str, str]) -> Export:
    """The file of a kind; raises Refused where what is asked for cannot be compared."""
    if kind not in KINDS:
        raise Refused(404, f"There is no comparison as {kind[:20]!r}.", KINDS)
    names = [*grammar.QUERY, "lang", "release", *(["format"] if kind == "csv" else [])]
    asked = Strict(arguments, names)
    asked.demand_words()
    flavour = asked.pick("format", FLAVOURS, "csv") if kind == "csv" else kind
    choices = _choices(asked)
    write, mimetype = _forms(choices.lang)[flavour]
    return Export(write(compared(choices)), mimetype, f"{_name(choices)}.{kind}")


def _choices(asked: Strict) -> Choices:
    """What is asked for, where every word of it means something and it is not too much."""
    choices = grammar.parse(asked)
    for fault in choices.faults:
        status = 404 if fault.name in ("region", "indikator") else 400
        near = [f"{each} (nearest)" for each in fault.nearest]
        raise Refused(
            status,
            f"The {fault.name} cannot be {fault.word[: limits.SAID_BACK]!r}.",
            [*near, *fault.allowed],
        )
    if choices.excess:
        most = f"at most {grammar.PLACES} regions and {grammar.FIGURES} indicators"
        raise Refused(400, wrong.excess(choices, "en"), [most])
    if not (choices.codes and (choices.ids or choices.awaited)):
        needed = ["region=2480,2482", "indikator=sysselsattningsgrad"]
        raise Refused(400, "A comparison needs at least one region and one indikator.", needed)
    return choices


def _name(choices: Choices) -> str:
    """What a file is called: what is compared, of which, and the day of the newest figures."""
    mine = own(choices) or choices.codes[0]
    more = f"-och-{len(choices.codes) - 1}-till" if len(choices.codes) > 1 else ""
    place = f"{mine}-{fold(data.region_name(mine)).replace(' ', '-')}{more}"
    figures = choices.ids[0] if len(choices.ids) == 1 else f"{len(choices.ids)}-indikatorer"
    return "_".join(["jamfor", place, figures, data.release().id[:10]])


def _forms(lang: Lang) -> dict[str, tuple[Written, str]]:
    return {
        "csv": (partial(_csv, flavour="csv"), "text/csv"),
        "csv-sv": (partial(_csv, flavour="csv-sv"), "text/csv"),
        "parquet": (lambda found: parquet.written(_frames(found)), parquet.MIMETYPE),
        "xlsx": (partial(_workbook, lang=lang), spreadsheet.MIMETYPE),
    }


def _csv(found: Compared, flavour: str) -> Iterator[bytes]:
    return tables.FLAVOURS[flavour].write(_frames(found))


def _frames(found: Compared) -> list[pd.DataFrame]:
    """A first frame without rows tells the columns and their kinds, as of any file."""
    frame = pd.DataFrame(records.rows(found), columns=records.columns(found))
    numbers = [name for name in frame.columns if name not in TEXTS]
    frame = frame.astype(dict.fromkeys(numbers, "float64"))
    frame = frame.astype({name: "str" for name in frame.columns if name in TEXTS})
    return [frame.iloc[:0], frame]


def _workbook(found: Compared, lang: Lang) -> Iterator[bytes]:
    rows = records.rows(found)
    heads = [
        f"{text.title(each.indicator, lang)} ({words.unit(each, lang)})" for each in found.columns
    ]
    columns = records.columns(found)
    taken = max((each.indicator.taken for each in found.columns), default=_day())
    place = say(lang, "Område", "Place")
    sheets = [
        Sheet(say(lang, "Uppgifter", "Figures"), columns, [[*row.values()] for row in rows]),
        Sheet(say(lang, "Tabell", "Table"), [place, *heads], records.grid(found, found.columns)),
        Sheet(say(lang, "Om", "About"), ("", ""), _about(found, lang), wrapped=True),
    ]
    return spreadsheet.written(sheets, taken)


def _day() -> date:
    return date.fromisoformat(data.release().id[:10])


def _about(found: Compared, lang: Lang) -> list[tuple[str, str]]:
    """What the workbook is of, and what its columns mean."""
    choices = found.choices
    page = address.link(grammar.PATH, lang, **choices.query())
    every = {each.indicator.id: each.indicator for each in found.columns}.values()
    return [
        (say(lang, "Jämförelse", "Comparison"), words.heading(choices, lang)),
        (say(lang, "Period", "Period"), words.time(found, lang)),
        (say(lang, "Dataversion", "Data version"), data.release().id),
        (say(lang, "Adress", "Address"), origin.address() + page),
        ("low, high", _ends(lang)),
        ("verdict", _verdict(lang)),
        *((text.title(each, lang), text.source_line(each, lang)) for each in every),
    ]


def _ends(lang: Lang) -> str:
    return say(
        lang,
        "Hur långt slumpen kan ha flyttat siffran, med 95 procents säkerhet; tomt: kan inte "
        "bedömas.",
        "How far chance may have moved the figure, at 95 per cent certainty; empty: cannot be "
        "judged.",
    )


def _verdict(lang: Lang) -> str:
    return say(
        lang,
        "Mot riket samma period. higher, lower: en skillnad utöver slumpen; about: ungefär som; "
        "tomt: "
        "kan inte bedömas.",
        "Beside Sweden in the same period. higher, lower: a difference beyond chance; about: "
        "about the "
        "same; empty: cannot be judged.",
    )
