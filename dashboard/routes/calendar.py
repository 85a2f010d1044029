"""When the agencies are expected to publish, as a calendar to subscribe to (iCalendar)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from werkzeug.datastructures import MultiDict

from dashboard import address, data, origin, text
from dashboard.parts import shell
from dashboard.routes import ask
from dashboard.routes.ask import Strict
from dashboard.status import standing
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

MIMETYPE = "text/calendar"
FOLDED = 73  # bytes of a line, and its end
TOLD = 20  # indicators that an event names
Expected = dict[tuple[date, str], list[PublishedIndicator]]


def written(arguments: MultiDict[str, str]) -> bytes:
    """An event for each day and agency from today on; `indicator` limits them."""
    asked = Strict(arguments, ["indicator", "lang"])
    asked.demand_words()
    wanted = [ask.meaning(each).id for each in asked.each("indicator")]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{shell.NAME}//data//SV"]
    lines.append(f"X-WR-CALNAME:{_escaped(_title(asked.lang))}")
    for (day, agency), those in sorted(_expected(wanted).items()):
        lines += _event(day, agency, those, asked.lang)
    folded = "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))
    return folded.encode()


def today() -> date:
    """What the calendar begins with."""
    return datetime.now(UTC).date()


def _title(lang: Lang) -> str:
    words = say(lang, "väntade publiceringar", "expected publications")
    return f"{shell.NAME}: {words}"


def _expected(wanted: Iterable[str]) -> Expected:
    """By day and agency what is expected of it then."""
    found: Expected = {}
    limit = set(wanted)
    for each in standing.standings(data.noted()):
        if each.expected and each.expected >= today() and (not limit or each.indicator.id in limit):
            key = each.expected, text.agency(each.indicator)
            found.setdefault(key, []).append(each.indicator)
    return found


def _event(day: date, agency: str, those: list[PublishedIndicator], lang: Lang) -> Iterator[str]:
    titles = [text.title(each, lang) for each in those[:TOLD]]
    rest = len(those) - TOLD
    titles += [say(lang, f"och {rest} till", f"and {rest} more")] if rest > 0 else []
    expected = say(lang, "nya siffror väntas", "new figures expected")
    count = text.number(len(those), 0, lang)
    if len(those) == 1:
        of = say(lang, "indikator", "indicator")
    else:
        of = say(lang, "indikatorer", "indicators")
    link = those[0].id if len(those) == 1 else ""
    page = address.link(f"/indikatorer/{link}" if link else "/status", lang)
    yield "BEGIN:VEVENT"
    yield f"UID:{day:%Y%m%d}-{text.fold(agency).replace(' ', '-')}@norrlaget"
    yield f"DTSTAMP:{max(each.taken for each in those):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{agency}: {expected} ({count} {of})')}"
    yield "DESCRIPTION:" + _escaped("\n".join(titles))
    yield f"URL:{origin.address()}{page}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts that are short enough, each after the first begun by a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > FOLDED:
            yield part
            part = " "
        part += letter
    yield part
