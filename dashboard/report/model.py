"""The report of one region: sections of cards, and a summary of what is most unusual in them."""

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.report.claim import Cell, Claim
from dashboard.report.figures import Figures
from dashboard.report.find import Case, claims
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

NORRLAND = "norrland"
SUMMARY, OF_ONE = 8, 2  # claims of the summary, and of one section among them
SHOWN = 3  # claims on a card
WEAK = 0.25  # less unusual than this is not worth a place in the summary


@dataclass(frozen=True)
class Card:
    """One figure with its own period, and what can be said of it; riket's beside it."""

    indicator: PublishedIndicator
    cell: Cell
    claims: tuple[Claim, ...]
    beside: tuple[float | None, ...]  # women's, men's and riket's at the same time
    own: bool  # of the region itself; else of what it lies in, since the source has no finer


@dataclass(frozen=True)
class Section:
    """Cards of one subject, and the indicators that are awaited there."""

    id: str
    title: str
    title_en: str
    cards: tuple[Card, ...]
    missing: tuple[Meaning, ...] = field(default=())


@dataclass(frozen=True)
class Report:
    """Månadsläge for one region, of one release."""

    region: str
    issue: str  # the month of the release's newest day
    release: str
    sections: tuple[Section, ...]
    summary: tuple[Claim, ...]

    def record(self) -> dict[str, Any]:
        """The report as JSON: every claim with its evidence."""
        return {
            "region": self.region,
            "issue": self.issue,
            "release": self.release,
            "summary": [claim.record() for claim in self.summary],
            "sections": [
                {"id": each.id, "cards": [_record(card) for card in each.cards],
                 "missing": [meaning.id for meaning in each.missing]}
                for each in self.sections
            ],
        }  # fmt: skip


def _record(card: Card) -> dict[str, Any]:
    return {
        "indicator": card.indicator.id,
        "figure": asdict(card.cell),
        "source": f"{card.indicator.agency} {card.indicator.table}",
        "taken": card.indicator.taken.isoformat(),
        "claims": [claim.record() for claim in card.claims],
    }


@cache
def plan() -> dict[str, Any]:
    """The sections as sections.toml has them."""
    path = Path(__file__).with_name("sections.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def regions() -> list[str]:
    """Every region there is a report for: the four counties, their municipalities, riket."""
    return [*data.NORRLAND, *data.municipalities_of(*data.NORRLAND), "00"]


def figures() -> Figures:
    """The current release's figures of the regions that reports are about: a sixth of all."""
    release, wanted = data.release(), regions()

    def observations(indicator: str) -> pd.DataFrame:
        frame = release.observations(indicator)
        return frame[frame["region"].isin(wanted)]

    return Figures(release.indicators, observations)


def report(region: str) -> Report:
    """The current release's report of a region of `regions()`, made once."""
    return _made(data.release().id, region)


@lru_cache(maxsize=128)
def _made(release: str, region: str) -> Report:
    return build(_figures(release), region)


@lru_cache(maxsize=1)
def _figures(_release: str) -> Figures:
    return figures()


def build(figures: Figures, region: str) -> Report:
    """The report of a region of `regions()`."""
    sections = tuple(_section(each, figures, region) for each in plan()["section"])
    release = data.release().id
    return Report(region, release[:7], release, sections, tuple(_summary(sections)))


def _section(each: dict[str, Any], figures: Figures, region: str) -> Section:
    cards, missing = [], []
    for group in each["cards"]:
        card = _card(group, figures, region)
        if card:
            cards.append(card)
        first = data.meaning(group[0])
        if first and group[0] not in figures.indicators:
            missing.append(first)
    return Section(each["id"], each["title"], each["title_en"], tuple(cards), tuple(missing))


def _card(group: list[str], figures: Figures, region: str) -> Card | None:
    """The first indicator of the group that has figures: of the region, its county, or riket."""
    for indicator in (figures.indicators[id_] for id_ in group if id_ in figures.indicators):
        sex, age = indicator.sexes[0], indicator.ages[0]
        for code in dict.fromkeys((region, region[:2], "00")):
            series = figures.series((indicator.id, code, sex, age))
            if series:
                return _of(indicator, figures, (indicator.id, code, sex, age), own=code == region)
    return None


def _of(
    indicator: PublishedIndicator, figures: Figures, key: tuple[str, str, str, str], *, own: bool
) -> Card:
    found = case(figures, key, max(figures.series(key)))
    others = (found.of(sex="K"), found.of(sex="M"), found.of(region="00"))
    beside = tuple(cell.value if cell else None for cell in others)
    return Card(indicator, found.now, tuple(claims(found)), beside, own)


def case(figures: Figures, key: tuple[str, str, str, str], period: str) -> Case:
    """A figure as the finders look at it."""
    return Case(figures, key, period, key[0] in plan()["steady"], key[0] in plan()["chance"])


def _summary(sections: tuple[Section, ...]) -> Iterator[Claim]:
    """The most unusual claims of the region's own figures; a few of each section, one of a card."""
    found = [
        (claim, section.id)
        for section in sections
        for card in section.cards
        if card.own
        for claim in card.claims[:1]
        if claim.strength >= WEAK
    ]
    taken: dict[str, int] = {}
    for claim, section in sorted(found, key=lambda pair: -pair[0].strength):
        if taken.get(section, 0) < OF_ONE and sum(taken.values()) < SUMMARY:
            taken[section] = taken.get(section, 0) + 1
            yield claim


def section_title(section: Section, lang: Lang) -> str:
    """A section's title in the reader's language."""
    return say(lang, section.title, section.title_en)
