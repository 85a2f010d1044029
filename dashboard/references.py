"""What a place is compared with: those like it, its county's, its group's, or a reader's own."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from dashboard import data
from dashboard.parameters import Parameters
from dashboard.similar import choices, figures
from dashboard.similar.choices import COUNTS, Choices
from dashboard.similar.peers import FEWEST, likeness
from dashboard.text import Lang, listed, say
from etl.model import level_of
from maps import regions as geography

Kind = Literal["liknande", "kolada", "lan", "skr", "norra-sverige", "riket", "egna"]

MOST = 12  # places of a reader's own choice
NAME = "mot"  # under which an address says it
WEIGHTS = "vikt"  # how those like it are weighed
COUNT = "antal"  # and how many they are
QUERY = (NAME, WEIGHTS, COUNT)
OWN = "egna:"


@dataclass(frozen=True)
class Reference:
    """A way to choose places, and the codes of those that it gives: never the place itself.

    Of riket there are none: it has figures of its own.
    """

    kind: Kind
    codes: tuple[str, ...]

    @property
    def word(self) -> str:
        """It as an address writes it."""
        return f"{OWN}{','.join(self.codes)}" if self.kind == "egna" else self.kind


class Likes(NamedTuple):
    """Whom Kolada counts as like a municipality, and of which year."""

    year: str
    codes: tuple[str, ...]


def parse(asked: Parameters, code: str) -> Reference:
    """What an address compares a place with; where it says nothing, the usual.

    Words that mean nothing here are misread (`Parameters.misread`), as everywhere.
    """
    given = asked.each(NAME)
    if given and given[0].startswith(OWN):
        return _own(asked, given, code)
    kind = asked.pick(NAME, offered(code), usual(code))
    return Reference(kind, members(kind, code, asked))


def _own(asked: Parameters, given: list[str], code: str) -> Reference:
    """Places of the same level that a reader names, each once."""
    level = level_of(code)
    words = [given[0].removeprefix(OWN), *given[1:]]
    there = [each for each, of in data.regions().items() if of.level == level and each != code]
    if len(words) > MOST:
        asked.too_many(NAME, MOST)
    if any(each not in there for each in words):
        asked.misread(NAME, [f"{OWN}{','.join(there[:2])} (codes of places of the same level)"])
    known = tuple(each for each in dict.fromkeys(words) if each in there)[:MOST]
    return Reference("egna", known) if known else Reference(usual(code), members(usual(code), code))


def offered(code: str) -> list[Kind]:
    """The ways there are for a place, in the order of a menu; a reader's own beside them."""
    ways: list[Kind] = ["liknande", "kolada", "lan", "skr", "norra-sverige"]
    return [*(each for each in ways if members(each, code)), "riket"]


def usual(code: str) -> Kind:
    """What a place is compared with unless a reader says otherwise: those like it, if enough are.

    Else its group, where that is large enough for a median, or riket alone.
    """
    level = level_of(code)
    found = likeness(figures.model(level), code, Choices(COUNTS[level]))
    if found.peers and not found.few:
        return "liknande"
    return "skr" if len(members("skr", code)) >= FEWEST else "riket"


def members(kind: Kind, code: str, asked: Parameters | None = None) -> tuple[str, ...]:
    """The places that a way gives beside a place; none where it is no way for such a place."""
    return tuple(each for each in _among(kind, code, asked) if each != code)


def _among(kind: Kind, code: str, asked: Parameters | None) -> Collection[str]:
    match kind:
        case "liknande":
            return _like(code, asked)
        case "kolada":
            return likes(code).codes
        case "lan":
            return data.municipalities_of(code[:2]) if level_of(code) == "municipality" else ()
        case "skr":
            return skr_groups().get(group(code), ())
        case "norra-sverige":
            return data.NORRLAND if code in data.NORRLAND else ()
    return ()


def _like(code: str, asked: Parameters | None) -> tuple[str, ...]:
    """Those that are like enough, by the weights asked for."""
    model = figures.model(level_of(code))
    given = choices.parse(asked or Parameters({}), model, WEIGHTS, COUNT)
    return likeness(model, code, Choices(given.count) if given.nothing(model) else given).group


def likes(code: str) -> Likes:
    """Whom Kolada counts as like a municipality; nobody of a county."""
    return _kolada().get(code, Likes("", ()))


@cache
def _kolada() -> dict[str, Likes]:
    rows = geography.similar().itertuples(index=False, name=None)
    return {code: Likes(year, tuple(codes.split())) for code, year, codes in rows}


def group(code: str) -> str:
    """A municipality's group by Sveriges Kommuner och Regioner: `C8`; empty of a county."""
    return next((name for name, codes in skr_groups().items() if code in codes), "")


@cache
def skr_groups() -> dict[str, tuple[str, ...]]:
    """The members of each of the nine groups, in the order of codes."""
    found: dict[str, list[str]] = {each: [] for each in geography.SKR_GROUPS}
    grouped = geography.read()[["code", "skr"]].itertuples(index=False, name=None)
    for code, name in grouped:
        if name:
            found[name].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def group_name(code: str, lang: Lang) -> str:
    """The name of a municipality's group: `Landsbygdskommuner`; empty of a county."""
    return say(lang, *geography.SKR_GROUPS[group(code)]) if group(code) else ""


# --- in words ---


def title(kind: Kind, code: str, lang: Lang) -> str:
    """A way in a menu: `Liknande kommuner`."""
    of = _counties if level_of(code) == "county" else _municipalities
    return say(lang, *of(code)[kind])


def _municipalities(code: str) -> dict[Kind, tuple[str, str]]:
    county = data.region_name(code[:2]), data.region_name(code[:2], "en")
    year, (skr, skr_en) = likes(code).year, geography.SKR_GROUPS[group(code)]
    return {
        "liknande": ("Liknande kommuner", "Similar municipalities"),
        "kolada": (f"Kolada: liknande kommuner {year}", f"Kolada’s similar municipalities {year}"),
        "lan": (f"Övriga kommuner i {county[0]}", f"Other municipalities of {county[1]}"),
        "skr": (f"SKR: {skr.lower()}", f"SKR: {skr_en.lower()}"),
        "riket": ("Bara riket", "Sweden only"),
        "egna": ("Egna val", "My own choice"),
    }


def _counties(_code: str) -> dict[Kind, tuple[str, str]]:
    return {
        "liknande": ("Liknande län", "Similar counties"),
        "norra-sverige": ("Övriga län i norra Sverige", "The other counties of northern Sweden"),
        "riket": ("Bara riket", "Sweden only"),
        "egna": ("Egna val", "My own choice"),
    }


def called(reference: Reference, code: str, lang: Lang) -> str:
    """The places in a sentence: `sju liknande kommuner`, `övriga kommuner i Västerbottens län`."""
    kind, n = reference.kind, len(reference.codes)
    if kind == "egna":
        return listed((data.region_name(each, lang) for each in reference.codes), lang)
    if kind == "kolada":
        return say(
            lang,
            f"{n} kommuner som Kolada räknar som liknande",
            f"{n} municipalities that Kolada counts as similar",
        )
    words = title(kind, code, lang)
    return words[:1].lower() + words[1:] if kind != "skr" else words.removeprefix("SKR: ")
