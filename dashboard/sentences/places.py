"""A place beside those it lies in: its county first, then riket."""

from collections.abc import Sequence

from dashboard import prose, text
from dashboard.claims.claim import Claim
from dashboard.sentences.unusual import stands
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

ABOUT = 0.25  # of the greater one: what differs by more is not “about the same”


def beside(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Andelen var 7,3 procent 2022, högre än i riket (5,6 procent)`."""
    return stands(claim, indicator, against(claim, indicator, lang), where, lang)


def against(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """`högre än i riket (5,6 procent)`; of what cannot be judged `mot 5,6 procent i riket`."""
    name = prose.place(claim.evidence[1].region, lang)
    if _is_decided(claim, indicator):
        return f"{_verdict(claim, lang)} {_there([claim], indicator, lang)}"
    told = level_of_other(claim, indicator, lang)
    bare = say(lang, f"mot {told} i {name}", f"against {told} in {name}")
    if claim.certain is None:
        return bare + _part(claim, lang)
    chance = "en skillnad inom den vanliga variationen", "a difference within the usual variation"
    return f"{bare}, {say(lang, *chance)}"


def level_of_other(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """The level that a figure stands beside; of a gap who has more only where that is another."""
    here, there = claim.cell.value, claim.evidence[1].value
    alike = here * there > 0
    return (prose.plain if alike else prose.level)(there, indicator, lang)


def others(claims: Sequence[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """All that it lies in, as one sentence; what chance may have done or is not known last."""
    ranked = sorted(claims, key=lambda each: each.evidence[1].region, reverse=True)
    decided = [each for each in ranked if _is_decided(each, indicator)]
    unsure = [each for each in ranked if each not in decided and each.certain is False]
    unknown = [each for each in ranked if each.certain is None]
    told = [
        *([_decided(decided, indicator, lang)] if decided else []),
        *([_unsure(unsure, indicator, lang)] if unsure else []),
        *([_unknown(unknown, indicator, lang)] if unknown else []),
    ]
    return f"{prose.opening('; '.join(told))}." if told else ""


def _is_decided(claim: Claim, indicator: PublishedIndicator) -> bool:
    """Whether it is higher, lower or about the same: not far apart and unsure all the same."""
    here, there = claim.cell.value, claim.evidence[1].value
    if claim.certain is None or (prose.is_gap(indicator) and here * there < 0):
        return False
    near = abs(here - there) <= ABOUT * max(abs(here), abs(there))
    return claim.certain or near


def _verdict(claim: Claim, lang: Lang) -> str:
    if claim.certain is False:
        return say(lang, "ungefär som", "about the same as")
    if not claim.size:
        return say(lang, "samma som", "the same as")
    up = claim.relation == "higher"
    return say(lang, "högre än" if up else "lägre än", "higher than" if up else "lower than")


def _decided(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """`det är högre än i länet (4,9 procent) och ungefär som i riket (5,6 procent)`."""
    by_verdict: dict[str, list[Claim]] = {}
    for each in claims:
        by_verdict.setdefault(_verdict(each, lang), []).append(each)
    told = (f"{verdict} {_there(those, indicator, lang)}" for verdict, those in by_verdict.items())
    return f"{say(lang, 'det är', 'that is')} {text.listed(told, lang)}"


def _there(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """`i länet (4,9 procent) och i riket (5,6 procent)`."""
    told = (f"{say(lang, 'i', 'in')} {_named(each, indicator, lang)}" for each in claims)
    return text.listed(told, lang)


def _named(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    other = claim.evidence[1]
    shown = prose.beside(other.value, indicator, lang)
    return f"{prose.place(other.region, lang)} ({shown})"


def _unsure(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """`skillnaden mot riket (5,6 procent) är inom den vanliga variationen`."""
    told = text.listed((_named(each, indicator, lang) for each in claims), lang)
    one = len(claims) == 1
    return say(
        lang,
        f"{'skillnaden' if one else 'skillnaderna'} mot {told} är inom den vanliga variationen",
        f"the {'difference' if one else 'differences'} from {told} {'is' if one else 'are'} within "
        "the usual variation",
    )


def _unknown(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """The numbers alone: `motsvarande siffra var 4,9 procent i länet och 5,6 i riket`."""
    first, *rest = (each.evidence[1] for each in claims)
    levels = [prose.level(first.value, indicator, lang)]
    levels += [prose.beside(each.value, indicator, lang) for each in rest]
    places = [f"{say(lang, 'i', 'in')} {prose.place(each.region, lang)}" for each in (first, *rest)]
    parts = [_part(each, lang) for each in claims]
    parts[:-1] = [f"{each}," if each else "" for each in parts[:-1]]
    told = (
        f"{level} {place}{part}" for level, place, part in zip(levels, places, parts, strict=True)
    )
    head = say(lang, "motsvarande siffra var", "the same figure was")
    return f"{head} {text.listed(told, lang)}"


def _part(claim: Claim, lang: Lang) -> str:
    """That a place is not judged against what it is itself much of."""
    if claim.why != "part":
        return ""
    return say(
        lang,
        ", som kommunen är en stor del av",
        ", which the municipality is a large part of",
    )
