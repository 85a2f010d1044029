"""Who lives here by age and sex: the finest division of each year that the release has."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from dashboard import data
from dashboard.charts.pyramid import AgeClass, Pyramid, Slice, age_class
from dashboard.charts.ratio import Step, Steps
from dashboard.claims.claim import FEW, Cell, Claim, Computed, Relation, compared
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.numbers import rounded
from dashboard.text import Lang, period, say
from etl.model import Meaning, PublishedIndicator, Role
from etl.periods import last_month, year

# From the finest division to the coarsest; of several of a kind, the first with figures.
DIVISIONS: tuple[Role, ...] = ("single-ages", "age-groups", "age-class")
OLD = 80

Known = Mapping[tuple[str, str], Mapping[str, float]]  # by sex and age, then by period


def classes() -> list[Meaning]:
    """One indicator a class, the youngest first: the source has no ages within an indicator."""
    return data.roles("age-class")


def alone() -> dict[str, str]:
    """The age class of each of those that has figures, by its id; none unless they are all ages."""
    found = {each.id: each.age_class for each in data.serving("age-class")}
    spans = [age_class(code) for code in found.values()]
    follows = all(before.end == after.start for before, after in pairwise(spans))
    return found if spans and follows and spans[0].start == 0 and spans[-1].open else {}


def pyramid(place: Area, lang: Lang) -> Pyramid:
    """Every period that has kvinnor and män by age, each in its finest division."""
    found: dict[str, Slice] = {}
    for slices in (_divided(place), _aged("age-groups", place), _aged("single-ages", place)):
        for each in slices:
            found[last_month(each.period)] = each
    return Pyramid(place.name(lang), tuple(found[end] for end in sorted(found)), lang)


def _aged(role: Role, place: Area) -> Iterator[Slice]:
    indicator = area.first(data.roles(role), place)
    if indicator is None or not {"K", "M"} <= set(indicator.sexes):
        return
    ages = [age for age in indicator.ages if age != "total"]
    known = {
        (sex, age): area.known(area.values(indicator.id, place, sex, age))
        for sex in "KM"
        for age in ages
    }
    divided = tuple(sorted(map(age_class, ages), key=lambda each: each.start))
    yield from _slices(known, divided, indicator.id, _totals(place, indicator))


def _shown(periods: Iterable[str]) -> list[str]:
    """Of months the last of each year: a pyramid changes with the years."""
    return list({year(each): each for each in sorted(periods)}.values())


def _divided(place: Area) -> Iterator[Slice]:
    """The classes that are an indicator each."""
    found = alone()
    if not found or not all(area.has(each, place) for each in found):
        return
    known = {
        (sex, age): area.known(area.values(id_, place, sex))
        for sex in "KM"
        for id_, age in found.items()
    }
    divided = tuple(map(age_class, found.values()))
    yield from _slices(known, divided, next(iter(found)), _totals(place))


def _totals(place: Area, of: PublishedIndicator | None = None) -> dict[str, float]:
    """How many the people of all ages are, by period: as published, of the same table first."""
    found: dict[str, float] = {}
    for each in data.roles("population-series"):
        found = area.known(area.values(each.id, place, "T")) | found
    own = area.known(area.values(of.id, place, "T")) if of else {}
    return found | own


def _slices(
    known: Known, divided: tuple[AgeClass, ...], source: str, totals: Mapping[str, float]
) -> Iterator[Slice]:
    for when in _shown(set().union(*known.values())):
        women, men = (
            tuple(known[sex, each.code].get(when) for each in divided) for sex in ("K", "M")
        )
        yield Slice(when, divided, women, men, source, totals.get(when))


def indicators(shown: Pyramid) -> list[PublishedIndicator]:
    """What a pyramid's figures are of, for its source lines and its files."""
    sources = dict.fromkeys(each.source for each in shown.slices)
    own = alone()
    ids = [id_ for source in sources for id_ in (own if source in own else [source])]
    return [found for id_ in ids if (found := data.indicator(id_))]


def age_of(cell: Cell) -> str:
    """The age class of a figure, which may be an indicator of its own."""
    of = data.indicator(cell.indicator) if cell.age == "total" else None
    return of.age_class if of and of.age_class else cell.age


def claims(each: Slice, place: Area) -> list[Claim]:
    """Which age is the most common (of equal classes), and which sex is more among the old."""
    found: list[Claim | None] = []
    pairs = list(_pairs(each, place))
    if each.even:
        whole = [pair for pair in pairs if not age_class(age_of(pair[0])).open]
        found.append(_extreme([_both(women, men, place) for women, men in whole], "highest"))
    if not each.single:
        old = (pair for pair in pairs if age_class(age_of(pair[0])).start == OLD)
        found += [compared(women, men, "sexes", 0) for women, men in old]
    return [claim for claim in found if claim]


def ratio_claims(each: Slice, place: Area) -> list[Claim]:
    """The age with most men to a hundred women, and that with fewest."""
    ratios = [ratio for pair in _pairs(each, place) if (ratio := _men_to_women(*pair))]
    found = (_extreme(ratios, "highest"), _extreme(ratios, "lowest"))
    return [claim for claim in found if claim]


def _pairs(each: Slice, place: Area) -> Iterator[tuple[Cell, Cell]]:
    """Women and men of every class that has a figure of both, the youngest first."""
    of, own = area.published(place), {age: id_ for id_, age in alone().items()}
    for age in each.classes:
        apart = each.source in own.values()
        key = (own[age.code], "total") if apart else (each.source, age.code)
        women, men = (
            of.series((key[0], place.code, sex, key[1])).get(each.period) for sex in ("K", "M")
        )
        if women and men:
            yield women, men


def _both(women: Cell, men: Cell, place: Area) -> Computed:
    """Women and men together, as published; the sum of the two where no table has them by age."""
    key = (women.indicator, women.region, "T", women.age)
    total = area.published(place).series(key).get(women.period)
    return _computed(total.value if total else women.value + men.value, women, men)


def _men_to_women(women: Cell, men: Cell) -> Computed | None:
    value = _ratio(women.value, men.value)
    return None if value is None else _computed(float(rounded(value, 0)), women, men)


def _computed(value: float, women: Cell, men: Cell) -> Computed:
    status = women.status or men.status
    key = (women.indicator, women.region, "T", women.age, women.period)
    return Computed(*key, value, status, of=(women, men))


def _extreme(cells: list[Computed], relation: Relation) -> Claim | None:
    """The age whose figure is the highest, or the lowest; None where two have the same."""
    order = sorted(cells, key=lambda cell: cell.value, reverse=relation == "highest")
    if len(order) < 2 or order[0].value == order[1].value:
        return None
    return Claim("ages", relation, tuple(order))


def sexes(each: Slice, name: str, lang: Lang) -> Steps:
    """Men to a hundred women by age; no figure where either are fewer than FEW."""
    rows = zip(each.classes, each.women, each.men, strict=True)
    steps = tuple(
        Step(age.start, age.end, age.code, _ratio(women, men))
        for age, women, men in rows
        if women is not None and men is not None
    )
    return Steps(
        title=say(lang, "Män och kvinnor efter ålder", "Men and women by age"),
        subtitle=f"{name}, {period(each.period, lang)}",
        unit=say(lang, "män per 100 kvinnor", "men per 100 women"),
        lang=lang,
        steps=steps,
        base=100,
    )


def _ratio(women: float, men: float) -> float | None:
    return 100 * men / women if min(women, men) >= FEW else None
