"""The profile of a place as files: exactly what its page shows, as data."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard import address, data, origin, references, text
from dashboard.place import figures
from dashboard.place import lacking as words
from dashboard.place import record as records
from dashboard.place.model import Profile
from dashboard.routes import spreadsheet, tables
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.routes.spreadsheet import Sheet
from dashboard.text import Lang, fold, say
from etl.model import Level

PARAMETERS = {  # by kind: one that changes nothing is refused
    "json": [*references.QUERY, "release"],
    "csv": [*references.QUERY, "format", "release"],
    "xlsx": [*references.QUERY, "lang", "release"],
}
FLAVOURS = ["csv", "csv-sv"]
PLACES: dict[Level, list[str]] = {"municipality": ["2480"], "county": ["24"], "country": []}


def record(code: str, arguments: MultiDict[str, str]) -> dict[str, Any]:
    """The whole profile as one object; raises Refused where it cannot be given."""
    asked = Strict(arguments, PARAMETERS["json"])
    return records.record(_profile(code, ("municipality", "county"), asked))


def export(code: str, level: Level, kind: str, arguments: MultiDict[str, str]) -> Export:
    """The file of a kind; raises Refused where it cannot be given."""
    asked = Strict(arguments, PARAMETERS[kind])
    found = _profile(code, (level,), asked)
    flavour = asked.pick("format", FLAVOURS, "csv")
    write, mimetype = _forms(asked.lang)[flavour if kind == "csv" else kind]
    return Export(write(found), mimetype, f"{name(found)}.{kind}")


def _profile(code: str, levels: Collection[Level], asked: Strict) -> Profile:
    known = data.region(code)
    if known is None or known.level not in levels:
        allowed = [example for each in levels for example in PLACES[each]]
        raise Refused(404, f"There is no {' or '.join(levels)} {code[:20]!r}.", allowed)
    asked.demand_words()
    return figures.profile(code, references.parse(asked, code))


def name(found: Profile) -> str:
    """What a file is called: the place, by code and name, and the day of the newest figures."""
    place = fold(data.region_name(found.code)).replace(" ", "-")
    return f"{found.code}-{place}_profil_{data.release().id[:10]}"


Written = Callable[[Profile], Iterable[bytes]]


def _forms(lang: Lang) -> dict[str, tuple[Written, str]]:
    return {
        "json": (_json, "application/json"),
        "csv": (partial(_csv, flavour="csv"), "text/csv"),
        "csv-sv": (partial(_csv, flavour="csv-sv"), "text/csv"),
        "xlsx": (partial(_workbook, lang=lang), spreadsheet.MIMETYPE),
    }


def _json(found: Profile) -> Iterator[bytes]:
    yield json.dumps(records.record(found), ensure_ascii=False).encode()


def _csv(found: Profile, flavour: str) -> Iterator[bytes]:
    frame = pd.DataFrame(records.rows(found))
    return tables.FLAVOURS[flavour].write([frame])


def _workbook(found: Profile, lang: Lang) -> Iterator[bytes]:
    rows = records.rows(found)
    columns = list(rows[0]) if rows else ["indicator"]
    taken = max(row.indicator.taken for row in found.rows)
    head = say(lang, "Indikator", "Indicator"), say(lang, "Varför", "Why")
    lacking = [
        (text.title(each.indicator, lang), words.reason(each, lang)) for each in found.unjudged
    ]
    sheets = [
        Sheet(say(lang, "Uppgifter", "Figures"), columns, [[*row.values()] for row in rows]),
        Sheet(say(lang, "Kan inte bedömas", "Cannot be judged"), head, lacking),
        Sheet(say(lang, "Om", "About"), ("", ""), _about(found, lang), wrapped=True),
    ]
    return spreadsheet.written(sheets, taken)


def _about(found: Profile, lang: Lang) -> list[tuple[str, str]]:
    """What the workbook is of, and what its columns mean."""
    of = found.reference
    those = text.listed((data.region_name(each, lang) for each in of.codes), lang)
    compared = references.title(of.kind, found.code, lang)
    return [
        (say(lang, "Område", "Place"), f"{found.code} {data.region_name(found.code, lang)}"),
        (say(lang, "Jämförs med", "Compared with"), f"{compared}: {those}" if those else compared),
        (say(lang, "Dataversion", "Data version"), data.release().id),
        (say(lang, "Adress", "Address"), origin.address() + _page(found, lang)),
        ("low, high", _ends(lang)),
        ("…_relation", _relations(lang)),
        ("place_best, place_worst", _places(lang)),
    ]


def _page(found: Profile, lang: Lang) -> str:
    return address.place(found.code, lang, **{references.NAME: found.reference.word})


def _ends(lang: Lang) -> str:
    return say(
        lang,
        "Mellan dem ligger den sanna siffran i 95 fall av 100. Med metoden series säger de bara "
        "hur mycket siffran brukar skifta från år till år.",
        "The true figure is between them in 95 cases of 100. With the method series they only say "
        "how much the figure usually moves from year to year.",
    )


def _relations(lang: Lang) -> str:
    return say(
        lang,
        "higher eller lower: en skillnad utöver slumpen; about: ungefär som; tomt: kan inte "
        "bedömas.",
        "higher or lower: a difference beyond chance; about: about the same; empty: cannot be "
        "judged.",
    )


def _places(lang: Lang) -> str:
    return say(
        lang,
        "Platsen bland områden av samma slag, så långt slumpen låter den sägas.",
        "The place among regions of its kind, as far as chance lets it be told.",
    )
