"""Then and now: both levels, and whether chance may have done it."""

from dashboard import prose
from dashboard.claims.claim import Claim
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def change(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Antalet ökade från 120 till 131 personer mellan 2021 och 2022`, or only went there."""
    then, now = claim.evidence[1], claim.cell
    subject = prose.subject(indicator, lang)
    if not claim.size:
        level, earlier = prose.level(now.value, indicator, lang), prose.at(then.period, lang)
        same = say(lang, f"samma som {earlier}", f"the same as {earlier}")
        rest = f"{level} {prose.at(now.period, lang)}, {same}"
        return prose.clause(subject, say(lang, "var", "was"), rest, where, lang)
    rest = prose.levels(then.value, now.value, indicator, lang)
    rest = f"{rest} {prose.between(then.period, now.period, lang)}"
    chance = claim.relation == "unchanged" or claim.certain is False
    tail = prose.within_chance(lang) if chance else _share(claim, indicator, lang)
    return prose.clause(subject, _verb(claim, indicator, chance, lang), rest + tail, where, lang)


def _verb(claim: Claim, indicator: PublishedIndicator, chance: bool, lang: Lang) -> str:
    """How a figure moved: what chance may have done, and a balance, only went somewhere."""
    if chance or indicator.kind == "balance":
        return say(lang, "gick", "went")
    up = (claim.size or 0) > 0
    return say(lang, "ökade" if up else "minskade", "rose" if up else "fell")


def _share(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """A count's change in per cent, where there is enough to take a share of."""
    share = claim.per_cent
    if indicator.kind != "count" or share is None:
        return ""
    told, up = prose.share(share, lang), share > 0
    return say(
        lang,
        f", en {'ökning' if up else 'minskning'} med {told}",
        f", {'an increase' if up else 'a decrease'} of {told}",
    )


def really(claim: Claim, lang: Lang) -> str:
    """`1,2 procent högre än 2021 i fasta priser`; empty where that is not known."""
    if claim.real is None:
        return ""
    told, then = prose.share(claim.real, lang), prose.when(claim.evidence[1].period, lang)
    if not told.strip(" procent%0.,"):
        return say(
            lang, f"samma nivå som {then} i fasta priser", f"as in {then} at constant prices"
        )
    word = say(lang, *_MORE[claim.real > 0])
    return say(
        lang,
        f"{told} {word} än {then} i fasta priser",
        f"{told} {word} than in {then} at constant prices",
    )


def briefly(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """`minskning med 0,9 procent sedan juli 2025` of a count; nothing of what chance may do."""
    share = claim.per_cent
    if indicator.kind != "count" or share is None or claim.certain is False:
        return ""
    told, since = prose.share(share, lang), prose.when(claim.evidence[1].period, lang)
    word = say(lang, *_GREW[share > 0])
    return say(lang, f"{word} med {told} sedan {since}", f"{word} of {told} since {since}")


_GREW = {True: ("ökning", "increase"), False: ("minskning", "decrease")}
_MORE = {True: ("högre", "higher"), False: ("lägre", "lower")}


def real(claim: Claim, lang: Lang) -> str:
    """What a change of money is when prices have not changed."""
    if claim.real is None:
        return ""
    told, up = prose.share(claim.real, lang), claim.real > 0
    if not told.strip(" procent%0.,"):
        return say(lang, "I fasta priser är nivån densamma.", "At constant prices it is the same.")
    return say(
        lang,
        f"I fasta priser (KPI) är det en {'ökning' if up else 'minskning'} med {told}.",
        f"At constant prices (CPI) that is {'an increase' if up else 'a decrease'} of {told}.",
    )
