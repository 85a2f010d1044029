"""The report of one region: sections of cards, and a summary of what is most unusual in them."""

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from dashboard import data
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.find import claims
from dashboard.claims.series import Case, Figures, Key
from dashboard.claims.unusual import unusual
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator
from etl.periods import after, year

SUMMARY = 5  # claims of what stands out, one of a section
OLD = 2  # years that a region's figure may lie behind the source's newest and not be old
NEWS = 24  # months after which a figure is no news
AGED = 12  # months that a figure's period may have ended before the issue's


@dataclass(frozen=True)
class Figure:
    """A figure with its own period; women's, men's and riket's of the same time beside it."""

    cell: Cell
    women: float | None
    men: float | None
    riket: float | None
    later: tuple[str, str] | None = None  # a newer period without a value, and the source's symbol

    @property
    def key(self) -> Key:
        """The series that the figure is the newest of."""
        return self.cell.indicator, self.cell.region, self.cell.sex, self.cell.age


@dataclass(frozen=True)
class Card:
    """What an indicator says of the region; of the north each county has its figure, none a sum."""

    indicator: PublishedIndicator
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]  # the most unusual first; of the north those of each county
    unusual: tuple[Claim, ...]  # those that are news
    own: bool  # of the region itself; else of what it lies in, since the source has no finer

    @property
    def cell(self) -> Cell:
        """The figure itself; of the north that of its first county."""
        return self.figures[0].cell

    @property
    def old(self) -> bool:
        """Whether the source has gone on for years without the region: no news of this month."""
        return year(self.indicator.last_period) - year(self.cell.period) >= OLD


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
    figures: Figures = field(compare=False, repr=False)  # what its charts are drawn of

    @property
    def cards(self) -> list[Card]:
        """The cards of all sections."""
        return [card for section in self.sections for card in section.cards]

    @property
    def told(self) -> list[Section]:
        """The sections that have a card: what the others wait for is told at the end."""
        return [each for each in self.sections if each.cards]

    @property
    def newest(self) -> str:
        """The period of the newest figure, by the day it ends; empty without any."""
        periods = (card.cell.period for card in self.cards)
        return max(periods, key=lambda each: (after(each), each), default="")

    @property
    def aged(self) -> list[Card]:
        """The cards whose figure is more than a year older than the issue."""
        return [card for card in self.cards if age(card.cell.period, self.issue) > AGED]

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
        "figures": [asdict(figure) for figure in card.figures],
        "source": f"{card.indicator.agency} {card.indicator.table}",
        "taken": card.indicator.taken.isoformat(),
        "claims": [claim.record() for claim in card.claims],
        "unusual": [claim.record() for claim in card.unusual],
    }


@cache
def plan() -> dict[str, Any]:
    """The sections as sections.toml has them."""
    path = Path(__file__).with_name("sections.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def regions() -> list[str]:
    """Every region there is a report for: the counties, the north, their municipalities, riket."""
    return [*data.NORRLAND, data.NORTH, *data.municipalities_of(*data.NORRLAND), "00"]


def figures() -> Figures:
    """The current release's figures of the regions that reports are about: a sixth of all."""
    release, wanted = data.release(), regions()

    return Figures(release.indicators, lambda indicator: release.rows(indicator, wanted))


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
    release, planned = data.release().id, plan()["section"]
    if region == data.NORTH:
        counties = [build(figures, county) for county in data.NORRLAND]
        sections = tuple(
            _side_by_side(each) for each in zip(*(c.sections for c in counties), strict=True)
        )
    else:
        sections = tuple(_section(each, figures, region) for each in planned)
    summary = tuple(_summary(sections, release[:7]))
    return Report(region, release[:7], release, sections, summary, figures)


def _section(each: dict[str, Any], figures: Figures, region: str) -> Section:
    found = [_card(group, figures, region) for group in each["cards"]]
    firsts = [group[0] for group in each["cards"] if group[0] not in figures.indicators]
    missing = tuple(meaning for id_ in firsts if (meaning := data.meaning(id_)))
    cards = tuple(card for card in found if card)
    return Section(each["id"], each["title"], each["title_en"], cards, missing)


def _card(group: list[str], figures: Figures, region: str) -> Card | None:
    """The figure of a group that says most of the region now.

    Its own, of the first indicator of which it is no more than a year old; else the first
    indicator's that has any: the region's, its county's, or riket's.
    """
    known = [figures.indicators[id_] for id_ in group if id_ in figures.indicators]
    codes = dict.fromkeys((region, region[:2], "00"))
    every = [(each, code) for each in known for code in codes]
    fresh = [one for one in every if one[1] == region and _is_fresh(figures, *one)]
    for indicator, code in [*fresh, *every]:
        if series := _whole(figures, indicator, code):
            found = case(figures, (indicator.id, code, *_people(indicator)), max(series))
            told = tuple(claims(found)), tuple(unusual(found))
            return Card(indicator, (_figure(found),), *told, code == region)
    return None


def _is_fresh(figures: Figures, indicator: PublishedIndicator, code: str) -> bool:
    series = _whole(figures, indicator, code)
    return bool(series) and age(max(series), data.release().id[:7]) <= AGED


def _whole(figures: Figures, indicator: PublishedIndicator, code: str) -> dict[str, Cell]:
    """A region's series of all people."""
    return figures.series((indicator.id, code, *_people(indicator)))


def _people(indicator: PublishedIndicator) -> tuple[str, str]:
    return indicator.sexes[0], indicator.ages[0]


def _figure(found: Case) -> Figure:
    others = (found.of(sex="K"), found.of(sex="M"), found.of(region="00"))
    women, men, riket = (cell.value if cell else None for cell in others)
    nulls = found.figures.nulls(found.key)
    newest = max(nulls, default="")
    later = (newest, nulls[newest]) if newest > found.period else None
    return Figure(found.now, women, men, riket, later)


def case(figures: Figures, key: Key, period: str) -> Case:
    """A figure as the finders look at it."""
    of = figures.indicators[key[0]]
    return Case(figures, key, period, of.steady)


def _side_by_side(counties: tuple[Section, ...]) -> Section:
    """The same section of each county as one: a card of all its counties' figures, unsummed."""
    by_indicator: dict[str, list[Card]] = {}
    for card in (card for county in counties for card in county.cards):
        by_indicator.setdefault(card.indicator.id, []).append(card)
    cards = tuple(_together(each) for each in by_indicator.values())
    return replace(counties[0], cards=cards)


def _together(cards: list[Card]) -> Card:
    """Each county's figure, and what is said of each; riket's only once."""
    own = [card for card in cards if card.own]
    if not own:
        return cards[0]
    figures = tuple(figure for card in own for figure in card.figures)
    told, unusual = (_all(own, name) for name in ("claims", "unusual"))
    return replace(own[0], figures=figures, claims=told, unusual=unusual)


def _all(cards: list[Card], name: str) -> tuple[Claim, ...]:
    """What several counties' cards say, the most unusual first."""
    found = [claim for card in cards for claim in getattr(card, name)]
    return tuple(sorted(found, key=lambda claim: -claim.strength))


def _summary(sections: tuple[Section, ...], issue: str) -> Iterator[Claim]:
    """What stands out: of each section the most unusual, the region's own before the country's."""
    firsts = [claim for section in sections for claim in islice(_unusual(section, issue), 1)]
    own = [claim for claim in firsts if not claim.national]
    national = [claim for claim in firsts if claim.national]
    yield from [*_ranked(own), *_ranked(national)[:1]][:SUMMARY]


def _unusual(section: Section, issue: str) -> Iterator[Claim]:
    """What is news among a section's cards of the region's own newest figures."""
    cards = (card for card in section.cards if card.own and not card.old)
    found = [claim for card in cards for claim in card.unusual]
    fresh = [claim for claim in found if age(claim.cell.period, issue) <= NEWS]
    yield from sorted(_ranked(fresh), key=lambda claim: claim.national)


def striking(report: Report) -> list[Claim]:
    """All that is news in a report, the most unusual first; what is so in riket too is left out."""
    found = (claim for section in report.sections for claim in _unusual(section, report.issue))
    return _ranked([claim for claim in found if not claim.national])


def _ranked(found: list[Claim]) -> list[Claim]:
    return sorted(found, key=lambda claim: -claim.strength)


def age(period: str, issue: str) -> int:
    """How many whole months a period had ended when the month of an issue (`2026-10`) began."""
    ended, begun = after(period), date.fromisoformat(f"{issue}-01")
    return (begun.year - ended.year) * 12 + begun.month - ended.month


def section_title(section: Section, lang: Lang) -> str:
    """A section's title in the reader's language."""
    return say(lang, section.title, section.title_en)
