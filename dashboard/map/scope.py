"""What a map shows: which regions, of which level, within which extent, and how that is said."""

from typing import NamedTuple

from dashboard import data
from dashboard.text import Lang, say

COUNTRY = "00"


class Scope(NamedTuple):
    """What a map shows: regions of one level within an extent of `maps/*.json`."""

    extent: str  # `00`, `norra-sverige` or a county
    level: str  # `municipality` or `county`
    codes: list[str]


def scope_of(show: str) -> Scope:
    """Read `norra-sverige-municipality`, `sweden-county`, …; empty has no codes."""
    area, _, level = show.rpartition("-")
    if not level:  # an indicator without map
        return Scope(COUNTRY, "county", [])
    counties = {data.NORTH: list(data.NORRLAND), "sweden": _counties()}.get(area, [area])
    codes = counties if level == "county" else data.municipalities_of(*counties)
    return Scope(COUNTRY if area == "sweden" else area, level, codes)


def _counties() -> list[str]:
    return [code for code, each in data.regions().items() if each.level == "county"]


def place(scope: Scope, lang: Lang) -> str:
    """Say what a map is of: `kommuner i norra Sverige`, `counties in Sweden`."""
    areas = {COUNTRY: say(lang, "Sverige", "Sweden"), data.NORTH: say(lang, *data.NORTH_NAME)}
    area = areas.get(scope.extent) or data.region_name(scope.extent, lang)
    if scope.level == "county":
        return say(lang, f"län i {area}", f"counties in {area}")
    return say(lang, f"kommuner i {area}", f"municipalities in {area}")
