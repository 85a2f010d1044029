"""What a reader chooses of a strategy, and the address that holds it."""

from dataclasses import dataclass, replace
from typing import Literal

from dashboard import address, data
from dashboard.parameters import Parameters
from dashboard.plan.model import Plan
from dashboard.text import Lang

View = Literal["delar", "kommuner"]

VIEWS: dict[View, tuple[str, str]] = {
    "delar": ("Indikatorer", "Indicators"),
    "kommuner": ("Kommuner", "Municipalities"),
}
QUERY = ("region", "kapitel", "vy")


@dataclass(frozen=True)
class Choices:
    """What is shown: every field is valid for the plan."""

    region: str
    chapter: str = ""  # all of them
    view: View = "delar"
    lang: Lang = "sv"

    def query(self, plan: Plan) -> dict[str, str]:
        """The choices as an address has them, those that are the usual left out."""
        own = {"region": self.region, "kapitel": self.chapter, "vy": self.view}
        usual = {"region": plan.region, "kapitel": "", "vy": "delar"}
        return {name: value for name, value in own.items() if value != usual[name]}

    def address(self, plan: Plan, **other: str) -> str:
        """The address of the page under these choices, or under others of them."""
        return address.link(plan.path, self.lang, **replace(self, **other).query(plan))  # type: ignore[arg-type]  # texts, as these fields are


def parse(plan: Plan, asked: Parameters) -> Choices:
    """The choices of a query; a word that means nothing is misread (`Parameters.misread`)."""
    return Choices(
        region=asked.pick("region", data.regions(), plan.region),
        chapter=asked.pick("kapitel", [each.id for each in plan.chapter], ""),
        view=asked.pick("vy", list(VIEWS), "delar"),
        lang=asked.lang,
    )
