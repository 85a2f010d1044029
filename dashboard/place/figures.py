"""The profile of a place: each figure of it that is listed, judged beside others."""

from collections.abc import Iterator
from pathlib import Path

from dashboard import data
from dashboard.claims.series import Figures
from dashboard.place import rows, sections, standing
from dashboard.place.model import Profile, Row, Section, Unjudged
from dashboard.place.sections import Listed
from dashboard.references import Reference
from etl.model import PublishedIndicator, level_of


def profile(code: str, reference: Reference, path: Path = sections.LIST) -> Profile:
    """All that a page knows of a place, of the release that is shown; `path` lists what it tells.

    `code` is a municipality's or a county's; raises KeyError of another.
    """
    around = dict.fromkeys([code, *([code[:2]] if len(code) > len("00") else []), "00"])
    figures = Figures(data.release().indicators, lambda id_: data.rows(id_, [*around]))
    found = [_section(each, figures, code, reference) for each in sections.sections(path)]
    every = [row for section, _ in found for row in section.rows]
    ahead, behind = standing.apart(every, figures)
    unjudged = [each for _, without in found for each in without]
    return Profile(
        code,
        reference,
        tuple(section for section, _ in found),
        ahead,
        behind,
        (*unjudged, *_unsure(every)),
    )


def _section(
    listed: Listed, figures: Figures, code: str, reference: Reference
) -> tuple[Section, list[Unjudged]]:
    """A section's rows, and those of its indicators that there is no figure of."""
    told: list[Row] = []
    without: list[Unjudged] = []
    for ids in listed.rows:
        row = _row(ids, figures, code, reference)
        if row:
            told.append(row)
        else:
            without += _without(ids, code)
    return Section(listed.id, listed.title, listed.title_en, tuple(told)), without


def _row(ids: tuple[str, ...], figures: Figures, code: str, reference: Reference) -> Row | None:
    """The row of the first indicator that the place has a figure of."""
    subjects = (
        rows.Subject(figures, indicator, code, reference)
        for id_ in ids
        if (indicator := _published(id_, code))
    )
    return next((row for each in subjects if (row := rows.row(each))), None)


def _published(id_: str, code: str) -> PublishedIndicator | None:
    indicator = data.indicator(id_)
    return indicator if indicator and level_of(code) in indicator.levels else None


def _without(ids: tuple[str, ...], code: str) -> Iterator[Unjudged]:
    """Why there is no figure, of the indicator that comes nearest to having one.

    One that is never of such places is no lack.
    """
    known = [each for id_ in ids if (each := data.meaning(id_))]
    mine = [each for each in known if level_of(code) in each.levels]
    if mine:
        yield Unjudged(mine[0], "awaited" if mine[0].id in data.awaited() else "missing")


def _unsure(every: list[Row]) -> Iterator[Unjudged]:
    """What is shown, and of which the direction or the distance to others cannot be judged."""
    for row in every:
        if row.direction.outcome == "overlap":
            yield Unjudged(row.indicator, "overlap", row.direction.overlap)
        if row.direction.outcome in ("short", "broken"):
            yield Unjudged(row.indicator, "short", row.direction.n)
        uncertainty = row.indicator.uncertainty
        fact = uncertainty is not None and uncertainty.method == "none"
        if row.against and row.interval is None and not fact:
            yield Unjudged(row.indicator, "interval")
