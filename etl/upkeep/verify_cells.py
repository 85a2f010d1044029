"""Asks the agencies again for some published figures, taken at random, and compares."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from etl import queries
from etl.errors import AnswerUnreadable, EtlError
from etl.formats import jsonstat
from etl.model import PublishedIndicator
from etl.net.session import Session
from etl.queries import Figure
from etl.sources import kolada, scb
from etl.sources.kolada.cells import cells
from etl.store.release import Release
from etl.store.verified import Revised, Verified

NOISE = 1e-9  # relative: the last digits of a number that was written and read


class Cell(NamedTuple):
    """A published figure."""

    indicator: PublishedIndicator
    figure: Figure
    value: float


Ask = Callable[[Cell, Release, Session], float | None]


def verified(release: Release, count: int, session: Session, random: Random) -> Verified:
    """What came of asking for so many figures; one for which no answer came is counted apart."""
    same, revised, unasked = 0, [], 0
    for cell in sample(release, count, random):
        try:
            theirs = ASKED[cell.indicator.source](cell, release, session)
        except EtlError:
            unasked += 1
            continue
        if theirs is not None and math.isclose(cell.value, theirs, rel_tol=NOISE):
            same += 1
        else:
            told = cell.figure._asdict() | {"ours": cell.value, "theirs": theirs}
            revised.append(Revised(indicator=cell.indicator.id, **told))
    now = datetime.now(UTC).replace(microsecond=0)
    return Verified(at=now, release=release.id, same=same, revised=revised, unasked=unasked)


def sample(release: Release, count: int, random: Random) -> Iterator[Cell]:
    """So many figures of agencies that give single ones: any indicator is as likely as another."""
    there = [each for each in release.indicators.values() if each.source in ASKED]
    for _ in range(count if there else 0):
        yield _cell(release, random.choice(there), random)


def _cell(release: Release, indicator: PublishedIndicator, random: Random) -> Cell:
    """One that the newest table gave: it is that one which is asked."""
    frame = release.observations(indicator.id)
    older = [period for period in frame["period"].unique() if indicator.gave(period)]
    valued = frame[frame["value"].notna() & ~frame["period"].isin(older)]
    row = valued.iloc[random.randrange(len(valued))]
    figure = Figure(row["region"], row["sex"], row["age"], row["period"])
    return Cell(indicator, figure, float(row["value"]))


def _of_kolada(cell: Cell, _: Release, session: Session) -> float | None:
    region, sex, _age, year = cell.figure
    by = f"municipality/{region.zfill(4)}/year/{year}"
    rows = kolada.values(session, [cell.indicator.table], by)
    try:
        given = [each for row in rows for each in cells(row)]
    except (KeyError, TypeError) as error:
        raise AnswerUnreadable("Kolada gave no rows of values") from error
    return next((value for _, gender, _, value, _ in given if gender == sex), None)


def _of_scb(cell: Cell, release: Release, session: Session) -> float | None:
    table, known = cell.indicator.table, release.indicators
    codes = queries.codes(cell.indicator, table, cell.figure, known)
    if not codes:
        raise AnswerUnreadable(f"the release does not tell how {table} is asked")
    scb.config_of(session)
    body = {"selection": queries.selection(codes)}
    reply = session.post(f"{scb.base_url()}/tables/{table}/data", body, scb.FORM)
    (value,) = jsonstat.decode(reply.body)["value"]
    return None if math.isnan(value) else float(value)


ASKED: Mapping[str, Ask] = {"kolada": _of_kolada, "scb": _of_scb}
