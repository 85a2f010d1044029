"""A reader's choices on the page and the address that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import address, data
from dashboard.demography.area import HOME
from dashboard.parameters import Parameters
from dashboard.text import Lang
from dashboard.trends.contents import Group, contents

PATH = "/trender"
QUERY = ("region", "grupp", "sex")


@dataclass(frozen=True)
class Choices:
    """A region, a group of people, their sex, and the language."""

    region: str
    group: Group
    sex: str
    lang: Lang

    @property
    def said(self) -> dict[str, str]:
        """What was chosen, by its name in the address, without what is the default."""
        default = parse({})
        pairs = {
            "region": (self.region, default.region),
            "grupp": (self.group.id, default.group.id),
            "sex": (self.sex, default.sex),
        }
        return {name: own for name, (own, usual) in pairs.items() if own != usual}

    @property
    def address(self) -> str:
        """The page's address under these choices."""
        return address.link(PATH, self.lang, **self.said)


def parse(query: Parameters | Mapping[str, Any]) -> Choices:
    """The choices that a query string asks for; what means nothing here gives the default."""
    asked = Parameters.of(query)
    groups = {each.id: each for each in contents().drawn}
    chosen = asked.pick("grupp", groups, next(iter(groups)))
    return Choices(
        region=asked.pick("region", data.regions(), HOME),
        group=groups[chosen],
        sex=asked.pick("sex", ("K", "M", "T"), "T"),
        lang=asked.lang,
    )
