"""What can be claimed of a figure: each comparator one function of the series, the claim or None.

A difference has been weighed against chance wherever that can be judged (judge.py): what is not
`certain` is no news, and its sentence says so with both figures.

`holds` runs the same function again on any release's figures: a claim is true as long as it comes
out the same. `strength` says how unusual it is, from 0 to 1: a change in shares of twice the
usual one at that distance, a place outside the band in shares of its width, years since the last
such value in shares of twenty, a distance to riket in shares of twice the spread among the
regions of the north.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median, pstdev

from dashboard.claims import judge, usual
from dashboard.claims.claim import Cell, Claim, Comparator, Relation, compared
from dashboard.claims.difference import Verdict
from dashboard.claims.direction import direction
from dashboard.claims.series import Case
from dashboard.claims.usual import FEWEST, YEARS
from dashboard.numbers import shown
from etl.model import level_of
from etl.periods import before as before_by
from etl.periods import ordinal, per_year, step
from etl.periods import year as year_of

LONG = 5  # years that "highest since" must reach back
CLEAR = 1.5  # units in the last decimal: less is as good as equal, one revision could turn it
BENT = 4  # years since a turn: with the year of the turn there are five
RECORD = 10  # values without a hole that a record is one of
USUAL = 0.5  # a change smaller than this share of the usual one is none to speak of


Finder = Callable[[Case], Claim | None]


def claims(case: Case) -> list[Claim]:
    """Everything that can be said of a figure, the most unusual first; no two contradict."""
    found = [claim for finder in FINDERS.values() if (claim := finder(case))]
    return sorted(_agreeing(found), key=lambda claim: -claim.strength)


def holds(claim: Claim, case: Case) -> bool:
    """Whether the claim comes out the same of these figures."""
    if case.period not in case.series:
        return False
    again = (FINDERS | ASKED)[claim.comparator](case)
    if again is None:
        return False
    again = replace(again, strength=claim.strength, national=claim.national)
    alike = replace(again, evidence=claim.evidence) == claim
    return alike and _values(again) == _values(claim)


def _values(claim: Claim) -> list[tuple[str, str, str, float]]:
    return [(cell.region, cell.sex, cell.period, cell.value) for cell in claim.evidence]


def _agreeing(found: list[Claim]) -> Iterator[Claim]:
    """A record needs no band to be unusual; what the year before was takes neither away."""
    extreme = any(c.comparator == "since" for c in found)
    return (c for c in found if not (extreme and c.relation in ("above", "below")))


# --- the comparators ---


def before(case: Case) -> Claim | None:
    """Against the period before: years always, months and quarters only without season.

    Of years that overlap the latest that has none in common.
    """
    if per_year(case.period) > 1 and not case.steady:
        return None
    return _change(case, case.indicator.overlap, "before")


def year(case: Case) -> Claim | None:
    """Against the same month or quarter of the year before."""
    steps = per_year(case.period)
    return _change(case, steps, "year") if steps > 1 else None


def band(case: Case) -> Claim | None:
    """Against the same calendar period of the ten years before; none where it is just beyond."""
    values = {period: cell.value for period, cell in case.series.items()}
    of = usual.band(values, case.period, case.indicator.seams)
    if of is None:
        return None
    beyond = max(case.now.value - of.high, of.low - case.now.value, 0.0)
    if 0 < beyond < CLEAR * case.unit:
        return None
    width = max(of.high - of.low, case.unit)
    relation: Relation = "within"
    if beyond:
        relation = "above" if case.now.value > of.high else "below"
    strength = min(0.4 + 0.6 * beyond / width, 1.0) if beyond else 0.0
    return Claim("band", relation, (case.now, *_same_part(case)), band=of, strength=strength)


def since(case: Case) -> Claim | None:
    """The highest or lowest for long: so clearly that one in the last decimal changes nothing."""
    if case.indicator.nominal or (per_year(case.period) > 1 and not case.steady):
        return None  # money of its time is nearly always the most yet
    before = [cell for cell in case.series.values() if _comparable(case, cell)][::-1]
    if len(before) < RECORD - 1 or _holed([case.now, *before]):
        return None
    return _extreme(case, before, "highest", 1) or _extreme(case, before, "lowest", -1)


def first(case: Case) -> Claim | None:
    """Against the series' first figure, wherever it is comparable."""
    start = next((cell for cell in case.series.values() if _comparable(case, cell)), None)
    return compared(case.now, start, "first", case.indicator.decimals) if start else None


def riket(case: Case) -> Claim | None:
    """A rate against the whole country's at the same time."""
    return _beside(case, "00", "riket") if case.key[1] != "00" else None


def county(case: Case) -> Claim | None:
    """A municipality's rate against its county's."""
    region = case.key[1]
    return _beside(case, region[:2], "county") if level_of(region) == "municipality" else None


def turn(case: Case) -> Claim | None:
    """Five years that certainly go one way after years that certainly went the other."""
    if case.indicator.nominal or case.indicator.overlap > 1:
        return None
    bend = before_by(case.period, BENT)
    values = {period: cell.value for period, cell in case.series.items() if period <= case.period}
    seams = case.indicator.seams
    later = direction(values, seams, since=bend)
    earlier = direction({p: v for p, v in values.items() if p <= bend}, seams)
    if {later.outcome, earlier.outcome} != {"up", "down"} or later.first != bend:
        return None
    relation: Relation = "higher" if later.outcome == "up" else "lower"
    size = shown(case.now.value - values[bend], case.indicator.decimals)
    evidence = case.now, case.series[bend], case.series[earlier.first]
    return Claim("turn", relation, evidence, size, strength=0.7)


def sexes(case: Case) -> Claim | None:
    """Kvinnor against män."""
    women, men = case.of(sex="K"), case.of(sex="M")
    if case.key[2] != "T" or women is None or men is None:
        return None
    claim = compared(women, men, "sexes", case.indicator.decimals)
    if case.indicator.kind == "count":  # the whole, which the two need not add up to
        claim = replace(claim, evidence=(*claim.evidence, case.now))
    base = max(abs(women.value), abs(men.value), case.unit)
    strength = min(abs(claim.size or 0.0) / base, 1.0) * 0.5
    return _weighed(claim, judge.apart(case.figures, women, men), strength)


FINDERS: dict[Comparator, Finder] = {
    "before": before,
    "year": year,
    "band": band,
    "since": since,
    "turn": turn,
    "riket": riket,
    "county": county,
    "sexes": sexes,
}
ASKED: dict[Comparator, Finder] = {"first": first}  # where a page asks for it: always something


# --- what they share ---


def _comparable(case: Case, cell: Cell) -> bool:
    """Earlier, and not from before a change of the agency's table or method that is not told."""
    seams = () if case.seam_told else case.indicator.seams
    return cell.period < case.period and not any(cell.period <= s < case.period for s in seams)


def _change(case: Case, steps: int, comparator: Comparator) -> Claim | None:
    then = case.series.get(step(case.period, -steps))
    if then is None or not _comparable(case, then):
        return None
    claim = _in_fixed_prices(case, compared(case.now, then, comparator, case.indicator.decimals))
    size, typical = claim.size or 0.0, _typical(case, steps)
    if _is_none(size, typical):
        return replace(claim, relation="unchanged", certain=False)
    strength = min(abs(size) / (2 * typical), 1.0) if typical else 0.5
    return _weighed(claim, judge.apart(case.figures, case.now, then), strength)


def _weighed(claim: Claim, verdict: Verdict, strength: float) -> Claim:
    """A difference with what is known of chance: what chance may have done is not unusual."""
    weight = 0.0 if verdict.certain is False else strength
    return replace(
        claim, certain=verdict.certain, why=verdict.why, interval=verdict.of, strength=weight
    )


def _in_fixed_prices(case: Case, claim: Claim) -> Claim:
    """The change of an amount with the prices of its years, where these are known."""
    indexes = (each for each in case.figures.indicators.values() if "price-index" in each.roles)
    index = next(indexes, None) if case.indicator.nominal else None
    if index is None:
        return claim
    prices = case.figures.series((index.id, "00", index.sexes[0], index.ages[0]))
    now, then = (prices.get(each.period) for each in claim.evidence)
    return replace(claim, prices=(now, then)) if now and then else claim


def _typical(case: Case, steps: int) -> float:
    """The middle one of the changes at the same distance in the ten years before."""
    changes = []
    for n in range(1, YEARS * per_year(case.period) + 1):
        later = case.series.get(step(case.period, -n))
        earlier = case.series.get(step(case.period, -n - steps))
        if later and earlier:
            changes.append(abs(later.value - earlier.value))
    return median(changes) if len(changes) >= FEWEST else 0.0


def _is_none(size: float, typical: float) -> bool:
    """Equal as shown, or less than half of what it changes by as a rule."""
    return abs(size) < USUAL * typical or not size


def _same_part(case: Case) -> list[Cell]:
    """The same calendar period of the years before, the latest first."""
    return [
        case.series[each] for each in usual.earlier(case.series, case.period, case.indicator.seams)
    ]


def _extreme(case: Case, earlier: list[Cell], relation: Relation, sign: int) -> Claim | None:
    """`earlier` is the latest first; every one until the last such value must be clearly less."""
    last: Cell | None = None
    for cell in earlier:
        lead = sign * (case.now.value - cell.value)
        if lead < -case.unit / 2:
            last = cell
            break
        if lead < CLEAR * case.unit:
            return None
    if not earlier:
        return None
    start = last or earlier[-1]
    if last is None and start.period > min(case.series):  # there is more, from before a seam
        return None
    years = year_of(case.period) - year_of(start.period)
    if years < LONG:
        return None
    strength = min(years / 20, 1.0)
    return Claim("since", relation, (case.now, start), whole=last is None, strength=strength)


def _holed(cells: list[Cell]) -> bool:
    """Whether the distance between two of them, the latest first, is not that of the others."""
    gaps = {ordinal(a.period) - ordinal(b.period) for a, b in pairwise(cells)}
    return len(gaps) > 1


def _beside(case: Case, region: str, comparator: Comparator) -> Claim | None:
    other = case.of(region=region)
    if case.indicator.absolute or other is None:
        return None
    claim, spread = compared(case.now, other, comparator, case.indicator.decimals), _spread(case)
    strength = min(abs(claim.size or 0.0) / (2 * spread), 1.0) * 0.8 if spread else 0.0
    return _weighed(claim, judge.beyond(case.figures, case.now, other), strength)


def _spread(case: Case) -> float:
    """How far regions of the level lie apart at that time."""
    indicator, region, sex, age = case.key
    level = level_of(region)
    values = [
        cell.value
        for other in sorted(case.figures.regions(indicator))
        if level_of(other) == level
        and (cell := case.figures.series((indicator, other, sex, age)).get(case.period))
    ]
    return pstdev(values) if len(values) > 1 else 0.0
