"""Claims in words: one sentence each, in Swedish and English."""

from collections.abc import Callable, Iterable

from dashboard import data, text
from dashboard.claims.claim import Claim, Computed
from dashboard.demography.ages import age_of
from dashboard.demography.area import Area, summed_words
from dashboard.demography.equation import Equation
from dashboard.demography.size import day
from dashboard.text import Lang, say
from etl.model import Role
from etl.periods import per_year


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """A number as the portal writes it."""
    return text.number(value, decimals, lang)


def signed(value: float, lang: Lang, decimals: int = 0) -> str:
    """A change with its sign: `+1 238`, `−23`, `0`."""
    words = number(value, lang, decimals)
    return f"+{words}" if value > 0 and words.strip("0.,") else words


def heading(within: str, lang: Lang) -> str:
    """What stands over the page; `within` is the area's name inside a sentence."""
    return say(lang, f"Befolkningen i {within}", f"The population of {within}")


def size(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """How many, how that changed, whether it is a record, and how many women and men."""
    return _sentences(
        claims, {"before": _changed, "since": _record, "sexes": _women_and_men}, place, lang
    )


def ages(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """The most common age, and which sex is more among the oldest."""
    return _sentences(claims, {"ages": _most_common, "sexes": _among_the_old}, place, lang)


Telling = Callable[[Claim, Area, Lang], str]


def _sentences(
    claims: Iterable[Claim], by: dict[str, Telling], place: Area, lang: Lang
) -> list[str]:
    return [by[claim.comparator](claim, place, lang) for claim in claims if claim.comparator in by]


def _changed(claim: Claim, place: Area, lang: Lang) -> str:
    name, value = place.name(lang), number(claim.cell.value, lang)
    when = day(claim.cell.period, lang)
    note = f" ({summed_words(lang)})" if place.summed else ""
    head = say(
        lang,
        f"{name} hade {value} invånare {when}{note}",
        f"{name} had {value} residents {when}{note}",
    )
    return f"{head}, {_by(claim, lang)}{_over_seam(claim, lang)}."


def _over_seam(claim: Claim, lang: Lang) -> str:
    """That the two figures are not counted alike, where the source changed in between."""
    indicator = data.indicator(claim.cell.indicator)
    seams = text.seams(indicator) if indicator else {}
    then, now = claim.evidence[1].period, claim.cell.period
    told = [what for last, what in seams.items() if then <= last < now]
    if not told:
        return ""
    sv, en = told[-1]
    return say(
        lang,
        f", men källan bytte {sv} däremellan",
        f", but the source changed {en} in between",
    )


def _by(claim: Claim, lang: Lang) -> str:
    """`1 238 fler än ett år tidigare (+0,9 %)`, even of a change that the claim calls none."""
    change, share = claim.size or 0.0, claim.per_cent
    if not change:
        return say(lang, "lika många som ett år tidigare", "as many as a year earlier")
    size = number(abs(change), lang)
    sv, en = ("fler", "more") if change > 0 else ("färre", "fewer")
    words = say(lang, f"{size} {sv} än ett år tidigare", f"{size} {en} than a year earlier")
    sign = "+" if change > 0 else text.MINUS
    return words if share is None else f"{words} ({sign}{text.percent(abs(share), 1, lang)})"


def _record(claim: Claim, _: Area, lang: Lang) -> str:
    since = claim.evidence[1].period
    sv, en = ("största", "largest") if claim.relation == "highest" else ("minsta", "smallest")
    return say(
        lang,
        f"Det är den {sv} folkmängden sedan serien börjar {since}.",
        f"That is the {en} population since the series begins in {since}.",
    )


def _women_and_men(claim: Claim, _: Area, lang: Lang) -> str:
    women, men = (number(cell.value, lang) for cell in claim.evidence[:2])
    head = say(
        lang,
        f"Av dem var {women} kvinnor och {men} män",
        f"Of them {women} were women and {men} men",
    )
    return f"{head}: {_sex_gap(claim, lang)}."


def _sex_gap(claim: Claim, lang: Lang) -> str:
    gap = number(abs(claim.size or 0.0), lang)
    if claim.relation == "unchanged":
        return say(lang, "lika många", "as many of each")
    if claim.relation == "higher":
        return say(lang, f"{gap} fler kvinnor än män", f"{gap} more women than men")
    return say(lang, f"{gap} fler män än kvinnor", f"{gap} more men than women")


def _most_common(claim: Claim, _: Area, lang: Lang) -> str:
    if not isinstance(claim.cell, Computed):
        raise TypeError("the most common age is of women and men together")
    age, when = text.age(age_of(claim.cell), lang), at(claim.cell.period, lang)
    women, men = (number(cell.value, lang) for cell in claim.cell.of)
    return say(
        lang,
        f"Den vanligaste åldern {when} var {age}: {women} kvinnor och {men} män.",
        f"The most common age {when} was {age}: {women} women and {men} men.",
    )


def _among_the_old(claim: Claim, _: Area, lang: Lang) -> str:
    age, when = text.age(age_of(claim.cell), lang), at(claim.cell.period, lang)
    women, men = (number(cell.value, lang) for cell in claim.evidence[:2])
    gap = _sex_gap(claim, lang)
    return say(
        lang,
        f"I åldern {age} fanns {women} kvinnor och {men} män {when}: {gap}.",
        f"At the age of {age} there were {women} women and {men} men {when}: {gap}.",
    )


def ratio(claims: Iterable[Claim], lang: Lang) -> list[str]:
    """At which ages men are most, and fewest, to a hundred women."""
    return [_ratio(claim, lang, dated=not place) for place, claim in enumerate(claims)]


def _ratio(claim: Claim, lang: Lang, dated: bool) -> str:
    """Where men are most, or fewest: `Flest män på 100 kvinnor fanns i åldern 30–39 år: 110`."""
    age, value = text.age(age_of(claim.cell), lang), number(claim.cell.value, lang)
    when = f" {at(claim.cell.period, lang)}" if dated else ""
    most = claim.relation == "highest"
    return say(
        lang,
        f"{'Flest' if most else 'Färst'} män på 100 kvinnor fanns i åldern {age}{when}: {value}.",
        f"{'Most' if most else 'Fewest'} men to 100 women were found at the age of "
        f"{age}{when}: {value}.",
    )


def usual(claim: Claim, place: Area, lang: Lang) -> str:
    """The newest month against the same months of the years before: above, below or within."""
    value, when = number(claim.cell.value, lang), day(claim.cell.period, lang)
    many = len(claim.evidence) - 1
    where = {
        "above": ("fler än", "more than"),
        "below": ("färre än", "fewer than"),
    }.get(claim.relation, ("inom spannet för", "within the range of"))
    head = say(
        lang,
        f"{place.name(lang)} hade {value} invånare {when}",
        f"{place.name(lang)} had {value} residents {when}",
    )
    tail = say(
        lang,
        f"{where[0]} samma månad de {many} åren före",
        f"{where[1]} the same month in the {many} years before",
    )
    return f"{head}, {tail}."


def at(period: str, lang: Lang) -> str:
    """When, within a sentence: `2022`, `i april 2026`; `in 2022`, `in April 2026`."""
    when = text.period(period, lang)
    return say(lang, f"i {when}" if per_year(period) > 1 else when, f"in {when}")


# What a pair of parts is called, by the role of the one that adds.
_PAIRS: dict[Role, tuple[str, str]] = {
    "births": ("födda än döda", "births than deaths"),
    "moved-in": ("inflyttade än utflyttade", "moved in than out"),
    "moved-in-within": (
        "inflyttade från än utflyttade till övriga Sverige",
        "moved in from than out to the rest of Sweden",
    ),
    "immigrated": ("invandrade än utvandrade", "immigrants than emigrants"),
}


def equation(
    claims: dict[Role, Claim], each: Equation, place: Area, sex: str, lang: Lang
) -> list[str]:
    """What came in against what went out, and how much of the change the parts leave."""
    whom = "" if sex == "T" else f", {text.sex(sex, lang)}"
    told = [_pair(role, claim, place, lang) for role, claim in claims.items()]
    head = f"{place.name(lang)}{whom}, {text.period(each.period, lang)}: "
    sentence = [f"{head}{text.listed(told, lang)}."] if told else []
    return [*sentence, remainder(each, lang)]


def _pair(role: Role, claim: Claim, place: Area, lang: Lang) -> str:
    """`343 fler födda än döda`, `12 färre inflyttade än utflyttade`, `lika många …`."""
    abroad = role == "moved-in" and place.level == "country"
    words = say(lang, *_PAIRS["immigrated" if abroad else role])
    size = number(abs(claim.size or 0.0), lang)
    if claim.relation == "unchanged":
        same = words.replace(" än ", " som ").replace(" than ", " as ")
        return say(lang, f"lika många {same}", f"as many {same}")
    more = claim.relation == "higher"
    return f"{size} {say(lang, 'fler' if more else 'färre', 'more' if more else 'fewer')} {words}"


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
