"""Claims in words: one sentence each, in Swedish and English, and none of a claim that fails."""

from collections.abc import Iterable

from dashboard import text
from dashboard.demography.area import Area, summed_words
from dashboard.demography.claims import Claim
from dashboard.demography.equation import Equation, Part
from dashboard.demography.size import day
from dashboard.text import Lang, say


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """A number as the portal writes it."""
    return text.number(value, decimals, lang)


def signed(value: float, lang: Lang, decimals: int = 0) -> str:
    """A change with its sign: `+1 238`, `−23`, `0`."""
    words = number(value, lang, decimals)
    return f"+{words}" if value > 0 and words.strip("0.,") else words


def size(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """How many, how that changed, whether it is a record, and how many women and men."""
    return _told(claims, {"period": _changed, "since": _record, "sex": _women_and_men}, place, lang)


def ages(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """The most common age, and which sex is more among the oldest."""
    return _told(claims, {"ages": _most_common, "sex": _among_the_old}, place, lang)


def _told(claims: Iterable[Claim], by: dict[str, object], place: Area, lang: Lang) -> list[str]:
    holding = [claim for claim in claims if claim.holds and claim.comparator in by]
    return [words for claim in holding if (words := by[claim.comparator](claim, place, lang))]  # type: ignore[operator]


def _changed(claim: Claim, place: Area, lang: Lang) -> str:
    name, value = place.name(lang), number(claim.figure.value, lang)
    when = day(claim.figure.period, lang)
    note = f" ({summed_words(lang)})" if place.summed else ""
    head = say(
        lang, f"{name} hade {value} invånare {when}{note}", f"{name} had {value} residents {when}{note}"
    )
    return f"{head}, {_by(claim, lang)}."


def _by(claim: Claim, lang: Lang) -> str:
    """`1 238 fler än ett år tidigare (+0,9 %)`."""
    if claim.relation == "same":
        return say(lang, "lika många som ett år tidigare", "as many as a year earlier")
    size = number(abs(claim.size), lang)
    share = claim.per_cent
    sign = text.MINUS if share is not None and share < 0 else "+"
    per_cent = f" ({sign}{_percent(abs(share), lang)})" if share is not None else ""
    if claim.relation == "more":
        return say(lang, f"{size} fler än ett år tidigare", f"{size} more than a year earlier") + per_cent
    return say(lang, f"{size} färre än ett år tidigare", f"{size} fewer than a year earlier") + per_cent


def _percent(value: float, lang: Lang) -> str:
    return number(value, lang, 1) + say(lang, f"{text.SPACE}%", "%")


def _record(claim: Claim, _: Area, lang: Lang) -> str:
    since = min(seen.period for seen in claim.evidence)
    if claim.relation == "most":
        return say(
            lang,
            f"Det är den största folkmängden sedan serien börjar {since}.",
            f"That is the largest population since the series begins in {since}.",
        )
    return say(
        lang,
        f"Det är den minsta folkmängden sedan serien börjar {since}.",
        f"That is the smallest population since the series begins in {since}.",
    )


def _women_and_men(claim: Claim, _: Area, lang: Lang) -> str:
    women, men = (number(seen.value, lang) for seen in (claim.figure, claim.evidence[0]))
    head = say(
        lang, f"Av dem var {women} kvinnor och {men} män", f"Of them {women} were women and {men} men"
    )
    return f"{head}: {_sex_gap(claim, lang)}."


def _sex_gap(claim: Claim, lang: Lang) -> str:
    gap = number(abs(claim.size), lang)
    if claim.relation == "same":
        return say(lang, "lika många", "as many of each")
    if claim.relation == "more":
        return say(lang, f"{gap} fler kvinnor än män", f"{gap} more women than men")
    return say(lang, f"{gap} fler män än kvinnor", f"{gap} more men than women")


def _most_common(claim: Claim, _: Area, lang: Lang) -> str:
    if claim.relation != "most":
        return ""
    age, value = text.age(claim.figure.age, lang), number(claim.figure.value, lang)
    when = text.period(claim.figure.period, lang)
    return say(
        lang,
        f"Den vanligaste åldern {when} var {age}, med {value} kvinnor och män tillsammans.",
        f"The most common age in {when} was {age}, with {value} women and men together.",
    )


def _among_the_old(claim: Claim, _: Area, lang: Lang) -> str:
    age, when = text.age(claim.figure.age, lang), text.period(claim.figure.period, lang)
    women, men = (number(seen.value, lang) for seen in (claim.figure, claim.evidence[0]))
    return say(
        lang,
        f"I åldern {age} fanns {when} {women} kvinnor och {men} män: {_sex_gap(claim, lang)}.",
        f"At the age of {age} there were {women} women and {men} men in {when}: {_sex_gap(claim, lang)}.",
    )


def equation(each: Equation, place: Area, sex: str, lang: Lang) -> list[str]:
    """What the period's parts came to, and how much of the change they leave."""
    when, whom = text.period(each.period, lang), "" if sex == "T" else f", {text.sex(sex, lang)}"
    head = f"{place.name(lang)}{whom}, {when}: "
    parts = ", ".join(f"{_part(p, place, lang)} {number(v, lang)}" for p, v in _known(each))
    return [f"{head}{parts}.", remainder(each, lang)]


def _part(part: Part, place: Area, lang: Lang) -> str:
    return part.name(place, lang).lower()


def _known(each: Equation) -> list[tuple[Part, float]]:
    return [(part, value) for part, value in each.parts if value is not None]


def remainder(each: Equation, lang: Lang) -> str:
    """Whether the parts add up to the change, and if not by how much: never more than is known."""
    change = signed(each.change, lang)
    if each.explained is None or each.remainder is None:
        return say(
            lang,
            f"Alla delar är inte redovisade, så de kan inte jämföras med förändringen {change}.",
            f"Not all parts are reported, so they cannot be set against the change of {change}.",
        )
    if not round(each.remainder):
        return say(
            lang,
            f"Delarna ger hela förändringen, {change}.",
            f"The parts make up the whole change, {change}.",
        )
    told, left = signed(each.explained, lang), signed(each.remainder, lang)
    return say(
        lang,
        f"Delarna förklarar {told} av förändringen {change}; {left} är justering och uppgifter "
        "som källan inte delar upp.",
        f"The parts explain {told} of the change of {change}; {left} is adjustment and what the "
        "source does not divide.",
    )
