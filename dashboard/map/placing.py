"""The places of a map's regions in every period, in words: what its tip and the ranking tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import data, laid, limits, prose, sentences
from dashboard.choices import Choices
from dashboard.claims import many
from dashboard.claims.rank import Place, Places, Untold
from dashboard.map.model import Payload, Placing
from dashboard.map.scale import BESIDE
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.store.kept import Kept

NONE = "–"  # stands for the place of a region whose difference from too many may be chance


@dataclass(frozen=True)
class _Ranked:
    """The places of all regions by period."""

    rows: list[Places]

    @property
    def size(self) -> int:
        """Bytes in memory, nearly."""
        return sum(72 * len(row) for row in self.rows)


_ranked = Kept[_Ranked](limits.KEPT_LAID)


def placed(payload: Payload, indicator: PublishedIndicator, choices: Choices) -> Payload:
    """A map's payload with the places of its regions; as it is where neither end is better."""
    if indicator.better == "neutral":
        return payload

    def of(sex: str) -> list[Placing]:
        rows = _rows(payload, indicator, choices, sex)
        return [placing(row, indicator, payload.lang) for row in rows]

    panels = payload.panels
    if choices.panels == BESIDE:
        sexes = [sex for sex in BESIDE if sex in indicator.sexes]
        panels = [replace(each, placings=of(sex)) for each, sex in zip(panels, sexes, strict=True)]
    return replace(payload, placings=of(choices.sex), panels=panels)


def _rows(
    payload: Payload, indicator: PublishedIndicator, choices: Choices, sex: str
) -> list[Places]:
    release, asked = data.release(), (indicator.id, sex, choices.age)

    def rank() -> _Ranked:
        tables = laid.Tables()
        return _Ranked(
            [many.places(tables, *asked, each, payload.codes) for each in payload.periods]
        )

    return _ranked.get((release.path, *asked, choices.show), rank).rows


def placing(places: Places, indicator: PublishedIndicator, lang: Lang) -> Placing:
    """One period's places in words, or why there are none."""
    known = [each for each in places if isinstance(each, Place)]
    if not known:
        why = _why("wide" if "wide" in places else _of_all(places), lang)
        return Placing(0, [], why, why)
    told = [_written(each) for each in places]
    why = _why("wide", lang) if "wide" in places else ""
    return Placing(known[0].of, told, why, _note(known, why, indicator, lang))


def _of_all(places: Places) -> Untold:
    return next((each for each in places if not isinstance(each, Place)), "few")


def _written(place: Place | Untold) -> str:
    """`12–41`, `3`, a dash where it is not told, nothing where there is nothing to rank."""
    if isinstance(place, Place):
        return sentences.span(place)
    return NONE if place == "wide" else ""


def _note(known: Sequence[Place], why: str, indicator: PublishedIndicator, lang: Lang) -> str:
    """How the places are to be read, and why some are not told."""
    spans = say(
        lang,
        "Platser som 12–41: slumpen kan ha avgjort ordningen inom dem.",
        "Places such as 12–41: chance may have settled the order within them.",
    )
    first = say(lang, *_FIRST[indicator.better == "lower"])
    said = [first, *[spans] * any(not each.certain for each in known)]
    return " ".join([*said, *([f"{NONE} {why}"] if why else [])])


_FIRST = (
    ("Plats 1 har högst värde.", "Place 1 has the highest value."),
    ("Plats 1 har lägst värde.", "Place 1 has the lowest value."),
)


def _why(untold: Untold, lang: Lang) -> str:
    return f"{prose.opening(sentences.unranked(untold, lang))}."
