"""A small release with known figures, nulls and symbols, for the tests of the portal."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.catalogue import FOLDER, units
from etl.model import COLUMNS, Meaning, PublishedIndicator
from etl.store import releases

TAKEN = date(2024, 8, 30)
UNITS = units.load(FOLDER)

POPULATION: dict[str, Any] = {
    "id": "folkmangd", "title": "Folkmängd", "title_en": "Population",
    "description": "Antal invånare den 31 december.", "description_en": "People on 31 December.",
    "unit": "personer", "unit_en": "people", "decimals": 0, "better": "neutral", "kind": "count",
    "topic": "befolkning", "topic_title": "Befolkning", "topic_title_en": "Population",
    "source": "kolada", "agency": "Kolada", "table": "N01951", "by_sex": True,
    "levels": ["country", "county", "municipality"], "frequency": "year",
    "sexes": ["T", "K", "M"], "ages": ["total"], "first_period": "2021", "last_period": "2022",
    "taken": TAKEN,
}  # fmt: skip
EDUCATION = POPULATION | {
    "id": "utbildning", "title": "Eftergymnasialt utbildade", "title_en": "Higher education",
    "description": "Andel, 25–64 år.", "description_en": "Share, ages 25–64.", "unit": "%, andel",
    "unit_en": "%", "decimals": 1, "better": "higher", "kind": "rate", "topic": "utbildning",
    "topic_title": "Utbildning", "topic_title_en": "Education", "table": "N01982",
}  # fmt: skip
MONTHLY = POPULATION | {
    "id": "folkmangd-manad", "title": "Folkmängd per månad", "title_en": "Population by month",
    "source": "scb", "agency": "SCB", "table": "TAB6471", "levels": ["county"],
    "frequency": "month",
    "sexes": ["T"], "ages": ["0-9", "100+"], "first_period": "2026M01", "last_period": "2026M02",
    "taken": date(2026, 6, 15),
}  # fmt: skip

WITHOUT_FIGURES = {
    "id": "varsel", "title": "Varslade personer", "title_en": "People given notice",
    "description": "Personer i varsel.", "description_en": "People in notices.",
    "agency": "Arbetsförmedlingen", "table": "varsel", "levels": ["country", "county"],
    "by_sex": False, "topic": "arbete", "topic_title": "Arbete", "topic_title_en": "Work",
}  # fmt: skip

ROWS = [
    *(("folkmangd", "2480", sex, "total", "2022", value, "") for sex, value in
      {"T": 132235, "K": 65992, "M": 66243}.items()),
    ("folkmangd", "2480", "T", "total", "2021", 130997, "r"),
    ("folkmangd", "24", "T", "total", "2022", 276295, ""),
    ("folkmangd", "00", "T", "total", "2022", 10521556, "p"),
    ("folkmangd", "0180", "T", "total", "2022", None, "Missing"),
    ("utbildning", "2480", "K", "total", "2022", 65.612345, ""),
    ("utbildning", "2480", "M", "total", "2022", None, ".."),
    ("utbildning", "2480", "T", "total", "2022", 0.0, ""),
    ("utbildning", "2421", "T", "total", "2022", None, "-"),
    ("utbildning", "00", "T", "total", "2022", 0.00001, ""),
    ("folkmangd-manad", "24", "T", "0-9", "2026M01", 29000, ""),
    ("folkmangd-manad", "24", "T", "0-9", "2026M02", 28950, ""),
    ("folkmangd-manad", "24", "T", "100+", "2026M02", 104, "p"),
]  # fmt: skip


def indicator(**changed: Any) -> PublishedIndicator:
    """The population indicator with other fields where given; its unit is the catalogue's."""
    unit = UNITS.get(changed.get("unit", POPULATION["unit"]))
    known = {"measure": unit, "unit_en": unit.en[1]} if unit else {}
    return PublishedIndicator.model_validate(POPULATION | known | changed)


def without_figures(**changed: object) -> Meaning:
    """An indicator without figures yet, with other fields where given."""
    fields = {name: POPULATION[name] for name in Meaning.model_fields if name in POPULATION}
    return Meaning.model_validate({**fields, **WITHOUT_FIGURES, **changed})


def wrong_ones(words: str) -> list[str]:
    """Every `1 personer`, `1 percentage points` in some words: a 1 beside a unit's plural."""
    forms = {form for each in UNITS.values() for form in (each.sv, each.en) if form[0] != form[1]}
    many = "|".join(sorted((re.escape(form[1]) for form in forms), key=len, reverse=True))
    return re.findall(rf"(?<![\d.,\u00a0])1[ \u00a0](?:{many})\b", words)


def apart(meanings: Iterable[PublishedIndicator], frame: pd.DataFrame) -> list[releases.Part]:
    """Each indicator with its own rows of a frame of several."""
    return [(each, frame[frame["indicator"] == each.id]) for each in meanings]


def meanings() -> list[PublishedIndicator]:
    return [PublishedIndicator.model_validate(each) for each in (POPULATION, EDUCATION, MONTHLY)]


def observations() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=COLUMNS).astype({"value": "float64"})


def sample_release(folder: Path) -> str:
    """Publish the sample under a data folder; its release id."""
    release = releases.publish(folder, apart(meanings(), observations()))
    assert release is not None
    return release
