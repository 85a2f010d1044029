"""Read `regions.csv`: every region's code, name and level, and where it belongs; and the retired.

`retired.csv` has codes that are no more and that tables or older files still come with; only those
that are surely known, so that a code that is in neither may be one or none. `kolada.csv` has the
seven municipalities that Kolada counts as like each.
"""

from functools import cache
from pathlib import Path

import pandas as pd

NORRLAND = ("22", "23", "24", "25")  # Västernorrland, Jämtland, Västerbotten, Norrbotten
FILES = [Path(__file__).with_name(name) for name in ("regions.csv", "retired.csv", "kolada.csv")]


# What each of the nine groups of municipalities is called, in Swedish and English.
SKR_GROUPS = {
    "A1": ("Storstäder", "Large cities"),
    "A2": ("Pendlingskommuner nära storstad", "Commuting municipalities near a large city"),
    "B3": ("Större städer", "Medium-sized towns"),
    "B4": ("Pendlingskommuner nära större stad", "Commuting municipalities near such a town"),
    "B5": (
        "Lågpendlingskommuner nära större stad",
        "Municipalities near such a town, with little commuting",
    ),
    "C6": ("Mindre städer och tätorter", "Smaller towns"),
    "C7": ("Pendlingskommuner nära mindre tätort", "Commuting municipalities near a smaller town"),
    "C8": ("Landsbygdskommuner", "Rural municipalities"),
    "C9": ("Landsbygdskommuner med besöksnäring", "Rural municipalities with tourism"),
}


@cache
def read() -> pd.DataFrame:
    """Read all 312 regions in SCB's order, a county before its municipalities; all is text.

    - `code`: `00` the country, two digits a county, four a municipality; never a number.
    - `name`: as SCB writes it (`Västerbottens län`, `Umeå`).
    - `level`: `country`, `county` or `municipality`.
    - `county`: the county a municipality lies in; empty for counties and the country, so that
      `county == "24"` is the municipalities of county 24 and nothing else.
    - `valid_from`: the year the region came into being as it is now, where SCB's notes to its
      population table (TAB638, which begins in 1968 with the municipalities of 1983) name a later
      one; else empty. It explains a hole in a series and is no filter: the agencies also publish
      earlier years, above all for Heby, which was 1917 until 2006 and is shown as 0331 throughout.
      SCB's series carry the codes of 1998, so the county mergers of 1997 and 1998 leave no mark.
    - `valid_to`: the last year of a code that is no more; empty for all of today's.
    - `skr`: a municipality's group by Sveriges Kommuner och Regioner, as Kolada had its members on
      23 March 2026; `SKR_GROUPS` names them. Tillväxtanalys's six kommuntyper by remoteness are
      awaited: no list of them was at hand.

    The frame is read once and shared: copy it before changing it.
    """
    return _texts(FILES[0])


@cache
def retired() -> pd.DataFrame:
    """Read the codes that are no more; all is text.

    - `code`, `name`: as they were.
    - `until`: the last year of the code.
    - `successor`: the code of today that has all of it, or the county that has most of it.

    The frame is read once and shared: copy it before changing it.
    """
    return _texts(FILES[1])


@cache
def similar() -> pd.DataFrame:
    """Read whom Kolada counts as like each municipality in all (“övergripande”); all is text.

    - `code`: the municipality.
    - `year`: of Kolada's groups, as their titles have it.
    - `similar`: seven codes with a space between, in the order of codes: Kolada ranks none.

    As Kolada had its groups on 23 March 2026. The frame is read once and shared: copy it before
    changing it.
    """
    return _texts(FILES[2])


def _texts(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)
