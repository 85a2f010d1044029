"""Whose clock dates an answer: the agency's, as long as ours agrees to a day; else ours."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

AGREES = timedelta(days=1)  # a cache that gives yesterday's answer, a zone that is not named
REPLAYED = "Norrlaget-Replayed"  # the header of a recorded answer: its Date is the recording's


class Dated(NamedTuple):
    """When an answer was given, UTC; and what its Date said where that is not believed."""

    date: datetime
    doubted: datetime | None = None


def dated(url: str, headers: Mapping[str, str]) -> Dated:
    """The moment of an answer that came just now from `url`.

    An agency's clock that is a day off is broken, and ours dates the answer: it has just come,
    so that ours is right to the seconds it took, whereas the last moment that was believed is
    that of another answer. An answer that was recorded keeps its day, when it comes from this
    machine: the emulator's does. No name can be looked up to that, so that no agency's can; and
    what has not come yet was recorded nowhere.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    said = moment(headers.get("Date", ""))
    if said is None:
        return Dated(now)
    recorded = REPLAYED in headers and _is_this_machine(url) and said <= now
    return Dated(said) if recorded or abs(said - now) <= AGREES else Dated(now, said)


def has_come(then: datetime) -> bool:
    """Whether a moment can be believed to have been: one that was kept may be from a bad clock."""
    return then - datetime.now(UTC) <= AGREES


def moment(text: str) -> datetime | None:
    """An HTTP date in UTC; None where the text is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _is_this_machine(url: str) -> bool:
    try:
        return ip_address(urlsplit(url).hostname or "").is_loopback
    except ValueError:  # a name
        return False
