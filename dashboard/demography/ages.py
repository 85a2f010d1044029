"""Who lives here by age and sex: the finest division of each year that the release has."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dashboard import data
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.demography.claims import FEW, Claim, Seen, compared, extreme
from dashboard.figures.pyramid import AgeClass, Pyramid, Slice, age_class
from dashboard.figures.ratio import Step, Steps
from dashboard.text import Lang, period, say
from etl.model import PublishedIndicator

# From the finest division to the coarsest; of several of a kind, the first with figures.
SINGLE = ("befolkningspyramid", "folkmangd-ettarsklass")
TENS = ("folkmangd-alder-manad", "folkmangd-manad")
# One indicator a class, where the source has no ages within an indicator.
CLASSES = {
    "folkmangd-0-5": "0-5",
    "folkmangd-6-15": "6-15",
    "folkmangd-16-19": "16-19",
    "folkmangd-20-64": "20-64",
    "folkmangd-65-79": "65-79",
    "folkmangd-80-plus": "80+",
}
OLD = 80


def pyramid(place: Area, lang: Lang) -> Pyramid:
    """Every period that has kvinnor and män by age, each in its finest division."""
    found: dict[str, Slice] = {}
    for slices in (_divided(place), _aged(TENS, place), _aged(SINGLE, place)):
        for each in slices:
            found[_end(each.period)] = each
    return Pyramid(place.name(lang), tuple(found[end] for end in sorted(found)), lang)


def _aged(ids: tuple[str, ...], place: Area) -> Iterator[Slice]:
    indicator = area.first(ids, place)
    if indicator is None or not {"K", "M"} <= set(indicator.sexes):
        return
    ages = [age for age in indicator.ages if age != "total"]
    frame = area.figures(indicator.id, place, sexes=["K", "M"], ages=ages)
    classes = tuple(sorted(map(age_class, ages), key=lambda each: each.start))
    yield from _slices(frame, classes, indicator.id)


def _shown(frame: pd.DataFrame) -> list[str]:
    """Of months the last of each year: a pyramid changes with the years."""
    periods = sorted(frame["period"].unique())
    return list({each[:4]: each for each in periods}.values())


def _divided(place: Area) -> Iterator[Slice]:
    """The classes that are an indicator each."""
    if not all(area.has(each, place) for each in CLASSES):
        return
    frames = [
        area.figures(id_, place, sexes=["K", "M"], ages=["total"]).assign(age=age)
        for id_, age in CLASSES.items()
    ]
    frame = pd.concat(frames)
    classes = tuple(age_class(age) for age in CLASSES.values())
    yield from _slices(frame, classes, next(iter(CLASSES)))


def _slices(frame: pd.DataFrame, classes: tuple[AgeClass, ...], source: str) -> Iterator[Slice]:
    rows = frame[frame["value"].notna()]
    keys = zip(rows["period"], rows["sex"], rows["age"], strict=True)
    found = dict(zip(keys, map(float, rows["value"]), strict=True))
    for when in _shown(rows):
        women, men = (
            tuple(found.get((when, sex, each.code)) for each in classes) for sex in ("K", "M")
        )
        yield Slice(when, classes, women, men, source)


def _end(when: str) -> str:
    return when if "M" in when else f"{when}M12"


def indicators(shown: Pyramid) -> list[PublishedIndicator]:
    """What a pyramid's figures are of, for its source lines and its files."""
    sources = dict.fromkeys(each.source for each in shown.slices)
    ids = [id_ for source in sources for id_ in (CLASSES if source in CLASSES else [source])]
    return [found for id_ in ids if (found := data.indicator(id_))]


def claims(each: Slice, code: str) -> list[Claim]:
    """Which age is the most common (of equal classes), and which sex is more among the old."""
    found: list[Claim | None] = []

    def seen(age: AgeClass, sex: str, value: float) -> Seen:
        return Seen(each.source, code, sex, age.code, each.period, value)

    if each.even:
        pairs = zip(each.classes, each.women, each.men, strict=True)
        whole = [
            (seen(age, "K", women), seen(age, "M", men))
            for age, women, men in pairs
            if women is not None and men is not None and not age.open
        ]
        found.append(_most_common(whole))
    if not each.single:
        found.append(_sexes_among_the_old(each, code))
    return [claim for claim in found if claim]


def _most_common(pairs: list[tuple[Seen, Seen]]) -> Claim | None:
    """The class with the most women and men; None where two have as many."""
    both = [women._replace(sex="T", value=women.value + men.value) for women, men in pairs]
    if not both:
        return None
    at = max(range(len(both)), key=lambda i: both[i].value)
    claim = extreme(both[at], [*both[:at], *both[at + 1 :]], "ages")
    return replace(claim, made_of=pairs[at]) if claim else None


def _sexes_among_the_old(each: Slice, code: str) -> Claim | None:
    place = next((i for i, age in enumerate(each.classes) if age.start == OLD), None)
    if place is None:
        return None
    women, men, age = each.women[place], each.men[place], each.classes[place].code
    if women is None or men is None:
        return None
    seen = [
        Seen(each.source, code, sex, age, each.period, v) for sex, v in (("K", women), ("M", men))
    ]
    return compared(seen[0], seen[1], "sex")


def ratio_claims(each: Slice, code: str) -> list[Claim]:
    """The age with most men to a hundred women, and that with fewest."""
    steps = [step for step in sexes(each, "", "sv").steps if step.value is not None]
    seen = [Seen(each.source, code, "T", s.age, each.period, s.value or 0.0) for s in steps]
    found = (extreme(one, [s for s in seen if s is not one], "ages") for one in seen)
    claims = [claim for claim in found if claim]
    return sorted(claims, key=lambda claim: claim.relation, reverse=True)  # most before least


def sexes(each: Slice, name: str, lang: Lang) -> Steps:
    """Men to a hundred women by age; no figure where either are fewer than FEW."""
    rows = zip(each.classes, each.women, each.men, strict=True)
    steps = tuple(
        Step(age.start, age.end, age.code, 100 * men / women if min(women, men) >= FEW else None)
        for age, women, men in rows
        if women is not None and men is not None
    )
    return Steps(
        title=say(lang, "Män per 100 kvinnor efter ålder", "Men per 100 women by age"),
        subtitle=f"{name}, {period(each.period, lang)}",
        unit=say(lang, "män per 100 kvinnor", "men per 100 women"),
        lang=lang,
        steps=steps,
        base=100,
    )
