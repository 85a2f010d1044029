"""What a reader chooses with, and in which order choices stand."""

from collections.abc import Collection, Iterable

from dashboard import data
from dashboard.text import Lang
from etl.model import level_of

Option = dict[str, str]


def region_options(
    lang: Lang, levels: Collection[str] = ("country", "county", "municipality")
) -> list[Option]:
    """What a select of regions offers: riket, the north's counties and municipalities, the rest."""
    counties = [code for code in data.regions() if level_of(code) == "county"]
    everyone = alphabetical(data.regions())
    north = [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]
    ordered = dict.fromkeys(["00", *north, *alphabetical(counties), *everyone])
    return [
        {"value": code, "label": data.region_name(code, lang)}
        for code in ordered
        if level_of(code) in levels
    ]


def _by_name(code: str) -> str:
    """Å, ä and ö come last in Swedish; code points put å after ä, and Ä after å."""
    return data.region_name(code).lower().translate(str.maketrans("åäö", "{|}"))


def alphabetical(codes: Iterable[str]) -> list[str]:
    """Regions in the order of the Swedish alphabet."""
    return sorted(codes, key=_by_name)
