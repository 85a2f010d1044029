"""What a reader chooses of women and men, and the address that holds it."""

from dataclasses import dataclass, replace
from typing import Literal

from dashboard import address, data
from dashboard.gap.model import Row, Story
from dashboard.parameters import Parameters
from dashboard.plan.model import Plan
from dashboard.text import Lang
from etl.model import level_of

View = Literal["rader", "karta", "tabell"]
Order = Literal["bok", "skillnad", "forandring"]
Against = Literal["riket", "lan"]

VIEWS: dict[View, tuple[str, str]] = {
    "rader": ("Rader", "Rows"),
    "karta": ("Karta", "Map"),
    "tabell": ("Tabell", "Table"),
}
ORDERS: dict[Order, tuple[str, str]] = {
    "bok": ("Bokens ordning", "The book’s order"),
    "skillnad": ("Störst skillnad", "Largest difference"),
    "forandring": ("Störst förändring", "Most changed"),
}
QUERY = ("region", "kapitel", "mot", "sortera", "vy", "indikator")


@dataclass(frozen=True)
class Choices:
    """What is shown: every field is valid for the plan."""

    region: str
    chapter: str = ""  # all of them
    against: Against = "riket"
    order: Order = "bok"
    view: View = "rader"
    indicator: str = ""  # of the map and the table
    lang: Lang = "sv"

    def query(self, plan: Plan) -> dict[str, str]:
        """The choices as an address has them, those that are the usual left out."""
        names = ("region", "chapter", "against", "order", "view", "indicator")
        usual = Choices(plan.region)
        own = {name: getattr(self, name) for name in names}
        pairs = zip(QUERY, own.items(), strict=True)
        return {asked: value for asked, (name, value) in pairs if value != getattr(usual, name)}

    def address(self, plan: Plan, **other: str) -> str:
        """The address of the page under these choices, or under others of them."""
        return address.link(plan.path, self.lang, **replace(self, **other).query(plan))  # type: ignore[arg-type]  # texts, as these fields are


def parse(plan: Plan, asked: Parameters) -> Choices:
    """The choices of a query; a word that means nothing is misread (`Parameters.misread`)."""
    region = asked.pick("region", data.regions(), plan.region)
    ways: list[Against] = ["riket", "lan"] if level_of(region) == "municipality" else ["riket"]
    return Choices(
        region=region,
        chapter=asked.pick("kapitel", [each.id for each in plan.chapter], ""),
        against=asked.pick("mot", ways, "riket"),
        order=asked.pick("sortera", list(ORDERS), "bok"),
        view=asked.pick("vy", list(VIEWS), "rader"),
        indicator=asked.pick("indikator", list(plan.ids()), ""),
        lang=asked.lang,
    )


def chosen(story: Story, choices: Choices) -> Row | None:
    """The row that the map and the table are of: that asked for, else the largest difference."""
    asked = next((row for row in story.pairs if row.pair.id == choices.indicator), None)
    within = inside(story, choices) or story.pairs
    return asked or max(within, key=lambda row: (row.sure, abs(row.spreads or 0)), default=None)


def inside(story: Story, choices: Choices) -> list[Row]:
    """Women beside men in the chapter that is chosen, or in all."""
    chosen_ = (each for each in story.chapters if choices.chapter in ("", each.chapter.id))
    return [row for each in chosen_ for row in each.pairs]
