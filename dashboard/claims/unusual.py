"""What of a figure is news: reasons that hold now and did not hold before; never what always is.

A record, a place outside its own ten-year band, a turn of direction, or a difference from the
place it lies in that is certain at 99.8 per cent. Where the same is so of riket it is `national`.
"""

from dataclasses import replace

from dashboard.claims import judge
from dashboard.claims.claim import Claim
from dashboard.claims.find import FINDERS, claims
from dashboard.claims.series import Case
from etl.periods import before, year

SURE = 0.998  # where many figures are looked through
AGAIN = 2  # years in a row before this one: what held in each of them is no news
NEW = 3  # years before this one in which a difference was not there
FAR = 10  # years that a record reaches back, or to the beginning of its series
WIDE = 8  # years that a band is of, at least, or being outside it says little
PLAIN = {"since": ("highest", "lowest"), "band": ("above", "below"), "turn": ("higher", "lower")}


def unusual(case: Case) -> list[Claim]:
    """The claims of a figure that are news, the most unusual first."""
    found = [claim for claim in claims(case) if _is_news(case, claim)]
    return [replace(claim, national=_is_national(case, claim)) for claim in found]


def _is_news(case: Case, claim: Claim) -> bool:
    if claim.comparator in ("riket", "county"):
        return _is_sure(case, claim) and not any(_held(case, claim, n) for n in range(1, NEW + 1))
    if claim.relation not in PLAIN.get(claim.comparator, ()) or not _reaches_far(claim):
        return False
    return not all(_held(case, claim, n) for n in range(1, AGAIN + 1))


def _reaches_far(claim: Claim) -> bool:
    """Whether it says something of about ten years."""
    if claim.band:
        return claim.band.years >= WIDE
    years = year(claim.cell.period) - year(claim.evidence[1].period)
    return claim.comparator == "turn" or claim.whole or years >= FAR


def _is_sure(case: Case, claim: Claim) -> bool:
    """Whether it differs by more than chance does once in five hundred."""
    here, whole = claim.evidence
    return judge.beyond(case.figures, here, whole, SURE).certain is True


def _held(case: Case, claim: Claim, years: int) -> bool:
    """Whether the same could be said so many years before, or it is not known that it could not."""
    earlier, then = None, before(case.period, years)
    if then in case.series:
        earlier = FINDERS[claim.comparator](replace(case, period=then))
    if earlier is None:
        return claim.comparator in ("riket", "county")
    return earlier.relation == claim.relation and earlier.certain is not False


def _is_national(case: Case, claim: Claim) -> bool:
    """Whether the same holds of riket: a place's record is then one of the whole country."""
    indicator, region, sex, age = case.key
    riket = replace(case, key=(indicator, "00", sex, age))
    if claim.comparator not in PLAIN or region == "00" or case.period not in riket.series:
        return False
    found = FINDERS[claim.comparator](riket)
    if found is None or found.relation != claim.relation or not _reaches_far(found):
        return False
    return claim.comparator != "since" or found.evidence[1].period <= claim.evidence[1].period
