"""The report of one region: sections of cards, and a summary of what is most unusual in them."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from dashboard import data
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.find import claims
from dashboard.claims.series import Case, Figures, Key
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator
from etl.periods import year

SUMMARY, OF_ONE = 8, 2  # claims of the summary, and of one section among them
SHOWN = 3  # claims on a card, besides women and men
OLD = 2  # years that a region's figure may lie behind the source's newest and not be old
WEAK = 0.25  # less unusual than this is not worth a place in the summary


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
    claims: tuple[Claim, ...]  # the most unusual first; of the north one for each county
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
        unusual = [claim for county in counties for claim in county.summary]
    else:
        sections = tuple(_section(each, figures, region) for each in planned)
        unusual = [
            card.claims[0]
            for section in sections
            for card in section.cards
            if card.own and card.claims and not card.old
        ]
    return Report(
        region, release[:7], release, sections, tuple(_summary(sections, unusual)), figures
    )


def _section(each: dict[str, Any], figures: Figures, region: str) -> Section:
    found = [_card(group, figures, region) for group in each["cards"]]
    firsts = [group[0] for group in each["cards"] if group[0] not in figures.indicators]
    missing = tuple(meaning for id_ in firsts if (meaning := data.meaning(id_)))
    cards = tuple(card for card in found if card)
    return Section(each["id"], each["title"], each["title_en"], cards, missing)


def _card(group: list[str], figures: Figures, region: str) -> Card | None:
    """The first indicator of the group that has figures: of the region, its county, or riket."""
    for indicator in (figures.indicators[id_] for id_ in group if id_ in figures.indicators):
        sex, age = indicator.sexes[0], indicator.ages[0]
        for code in dict.fromkeys((region, region[:2], "00")):
            series = figures.series((indicator.id, code, sex, age))
            if series:
                found = case(figures, (indicator.id, code, sex, age), max(series))
                return Card(indicator, (_figure(found),), tuple(claims(found)), code == region)
    return None


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
    """Each county's figure and the most unusual of what is said of it; riket's only once."""
    own = [card for card in cards if card.own]
    if not own:
        return cards[0]
    figures = tuple(figure for card in own for figure in card.figures)
    first = (next((c for c in card.claims if c.comparator != "sexes"), None) for card in own)
    return replace(own[0], figures=figures, claims=tuple(claim for claim in first if claim))


def _summary(sections: tuple[Section, ...], unusual: list[Claim]) -> Iterator[Claim]:
    """The most unusual claims of the region's own figures: few of a section or a county."""
    section_of = {card.indicator.id: section.id for section in sections for card in section.cards}
    fair = SUMMARY // len({claim.cell.region for claim in unusual} or {""})
    sections_taken: Counter[str] = Counter()
    regions_taken: Counter[str] = Counter()
    told: set[str] = set()
    for claim in sorted(unusual, key=lambda each: -each.strength):
        indicator, region = claim.cell.indicator, claim.cell.region
        section = section_of[indicator]
        room = sections_taken[section] < OF_ONE and regions_taken[region] < fair
        if room and claim.strength >= WEAK and indicator not in told:
            sections_taken[section] += 1
            regions_taken[region] += 1
            told.add(indicator)
            yield claim


def section_title(section: Section, lang: Lang) -> str:
    """A section's title in the reader's language."""
    return say(lang, section.title, section.title_en)
