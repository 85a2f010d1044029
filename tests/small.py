"""A small catalogue of what the emulator's sample can answer, for the tests of the pipeline."""

import json
from pathlib import Path

from etl.catalogue import load, units
from etl.model import Indicator

TOPIC = """\
topic = "Påhittat"
topic_en = "Made up"
order = 1
"""

ENTRY = """
[{id}]
title = "Påhittad"
title_en = "Made up"
subject = "det påhittade"
subject_en = "the made-up figure"
description = "Påhittade siffror."
description_en = "Made-up figures."
unit = "personer"
decimals = 0
kind = "count"
levels = ["country", "county", "municipality"]
frequency = "year"
range = [0, 1000000]
"""

POPULATION = ENTRY.format(id="invanare") + (
    """source = "kolada"
table = "N01951"
by_sex = true
source_unit = "antal"
[invanare.query]
kpi = "N01951"
first = 2015
"""
)

SHARE = ENTRY.format(id="andel") + (
    """source = "kolada"
table = "N90001"
by_sex = false
source_unit = "(%)"
[andel.query]
kpi = "N90001"
first = 2015
"""
)

BY_AGE = ENTRY.format(id="alder") + (
    """source = "scb"
table = "TAB9001"
by_sex = true
source_unit = "antal personer"
[alder.query]
contents = "00000001"
region = "Region"
sex = "Kon"
age = "Alder"
sexes = { T = "TotSa", K = "2", M = "1" }
ages = { total = "TotSA", "0-99" = "0-99", "100+" = "100+" }
"""
)

# In no catalogue but those that name them.
LEVELS = '["country", "county", "municipality"]'

MONTHLY = ENTRY.format(id="sektor").replace('"year"', '"month"').replace(LEVELS, '["country"]') + (
    """source = "scb"
table = "TAB9002"
by_sex = false
source_unit = "antal"
[sektor.query]
contents = "00000002"
fixed = { Sektor = "A" }
"""
)

# Of PxWeb v1.

MOOD = ENTRY.format(id="lage").replace('"year"', '"month"').replace(LEVELS, '["country"]') + (
    """source = "konj"
table = "Pahittat/manad/Lage.px"
by_sex = false
source_unit = "index"
[lage.query]
period = "Period"
fixed = { Indikator = "LAGE" }
"""
)
FIRMS = MOOD.replace("[lage", "[firmor").replace('"LAGE"', '"FIRM"')
NEW = ENTRY.format(id="nya").replace('"year"', '"quarter"').replace(LEVELS, '["county"]') + (
    """source = "tillvaxtanalys"
table = "Påhittad databas/Företag/kvartal_lan.px"
by_sex = false
source_unit = "antal nya företag"
[nya.query]
period = "Tid"
region = "Län"
fixed = { variabel = "antal nya företag" }
texts = ["Tid", "Län", "variabel"]
"""
)
HARVEST = ENTRY.format(id="skord").replace(LEVELS, '["country", "county"]') + (
    """source = "sjv"
table = "Påhittad databas/skord.px"
by_sex = false
source_unit = "ton"
[skord.query]
period = "År"
region = "Län"
fixed = { "Gröda" = "Spannmål totalt" }
texts = ["År", "Län", "Gröda"]
"""
)
HEALTH = ENTRY.format(id="halsa") + (
    """source = "fohm"
table = "Pahittat/halsa.px"
by_sex = true
source_unit = "procent"
[halsa.query]
period = "År"
region = "Region"
sex = "Kön"
sexes = { T = "1+2", K = "2", M = "1" }
fixed = { "Andel och konfidensintervall" = "01" }
"""
)

RATE = (
    MONTHLY.split("source =")[0]
    .replace("[sektor]", "[ranta]")
    .replace("decimals = 0", "decimals = 2")
)
RATE += """source = "riksbank"
table = "SEPAHITT"
by_sex = false
source_unit = "%"
[ranta.query]
series = "SEPAHITT"
first = "2023M10"
month = "last"
"""
NIGHTS = ENTRY.format(id="natter").replace('"year"', '"month"') + (
    """source = "tillvaxtverket"
table = "GuestNights_Capacity_Revenue_Month"
by_sex = false
source_unit = "ANTAL_GASTNATTER"
[natter.query]
measure = "ANTAL_GASTNATTER"
fixed = { ANLAGGNINGSTYP_NAMN = "Hotell" }
"""
)
NOTICES = ENTRY.format(id="varsel").replace('"year"', '"month"') + (
    """source = "inbox"
agency = "Arbetsförmedlingen"
table = "varsel.csv"
by_sex = true
source_unit = "personer"
"""
)

EVERY = [POPULATION, SHARE, BY_AGE]
OF_EACH_SOURCE = [POPULATION, BY_AGE, MOOD, NEW, HEALTH, RATE, NIGHTS, NOTICES]


def entry(id_: str, how: str, of: list[str], *, by_sex: bool = False, **more: float) -> str:
    """A derived indicator's TOML table."""
    query = {"how": how, "of": of, **more}
    lines = [f"{name} = {json.dumps(value)}" for name, value in query.items()]
    head = ENTRY.format(id=id_).replace("[0, 1000000]", "[-1000000, 1000000]")
    head += f'source = "derived"\nby_sex = {str(by_sex).lower()}\n'
    return f"{head}[{id_}.query]\n" + "\n".join(lines) + "\n"


def small(folder: Path, *entries: str) -> dict[str, Indicator]:
    """A catalogue of these entries, or of all above, written in `folder` and loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pahittat.toml").write_text(TOPIC + "".join(entries or EVERY), encoding="utf-8")
    return load(folder)


def instead(folder: Path) -> None:
    """The small catalogue in place of the one that lies in `folder`, of which the units stay."""
    for path in folder.glob("*.toml"):
        if path.name != units.NAME:
            path.unlink()
    small(folder)


def messages(log: str) -> str:
    """What a run told a log, as a person at a terminal would read it."""
    return "".join(f"{json.loads(line)['message']}\n" for line in log.splitlines())
