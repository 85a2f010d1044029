"""Claims as sentences, in Swedish and English; every number is one of the claim's."""

from dashboard import prose, text
from dashboard.claims.claim import Cell, Claim
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.periods import year

_SWEDISH = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"]
_ENGLISH = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def sentence(claim: Claim, indicator: PublishedIndicator, lang: Lang, where: str = "") -> str:
    """One sentence, which says so where a figure in it is provisional.

    `where` is the place as a sentence has it (prose.place), where the reader does not know it.
    """
    words = f"{_TOLD[claim.comparator](claim, indicator, where, lang)}."
    real = _real(claim, lang)
    note = say(lang, "Preliminära uppgifter.", "Provisional figures.") if claim.preliminary else ""
    return " ".join(filter(None, [words, real, note]))


def whole_value(number: float, indicator: PublishedIndicator, lang: Lang) -> str:
    """A value with its unit: `39,4 år`, `1 person`; one on a scale is a number alone."""
    if indicator.measure.scale:
        return text.number(number, indicator.decimals, lang)
    return text.quantity(number, indicator, lang)


# --- then and now ---


def _change(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
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
    tail = _within_chance(lang) if chance else _share(claim, indicator, lang)
    return prose.clause(subject, _verb(claim, indicator, chance, lang), rest + tail, where, lang)


def _verb(claim: Claim, indicator: PublishedIndicator, chance: bool, lang: Lang) -> str:
    """How a figure moved: what chance may have done, and a balance, only went somewhere."""
    if chance or indicator.kind == "balance":
        return say(lang, "gick", "went")
    up = (claim.size or 0) > 0
    return say(lang, "ökade" if up else "minskade", "rose" if up else "fell")


def _within_chance(lang: Lang) -> str:
    return say(
        lang,
        ", en ändring inom den vanliga variationen",
        ", a change within the usual variation",
    )


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


def _real(claim: Claim, lang: Lang) -> str:
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


# --- what is unusual ---


def _band(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    band = claim.band
    if band is None:
        raise ValueError("a claim of a band without its band")
    part = prose.part_of_year(claim.cell.period, lang)
    same, same_en = f"{part} " if part else "", f"{part} of " if part else ""
    years = say(lang, _SWEDISH[band.years], _ENGLISH[band.years])
    low, high = (prose.beside(n, indicator, lang) for n in (band.low, band.high))
    if claim.relation == "within":
        return _stands(
            claim,
            indicator,
            say(
                lang,
                f"inom det vanliga: {low} till {high} {same}de {years} åren innan",
                f"within the usual: {low} to {high} in {same_en}the {years} years before",
            ),
            where,
            lang,
        )
    over = claim.relation == "above"
    word = say(lang, "högre" if over else "lägre", "higher" if over else "lower")
    most = say(lang, "högst" if over else "lägst", "at most" if over else "at least")
    rest = say(
        lang,
        f"{word} än {same}något av de {years} åren innan",
        f"{word} than in {same_en}any of the {years} years before",
    )
    return _stands(claim, indicator, f"{rest} ({most} {high if over else low})", where, lang)


def _stands(claim: Claim, indicator: PublishedIndicator, rest: str, where: str, lang: Lang) -> str:
    """`Andelen var 7,3 procent 2022, …`."""
    level = prose.level(claim.cell.value, indicator, lang)
    told = f"{level} {prose.at(claim.cell.period, lang)}, {rest}"
    subject = prose.subject(indicator, lang)
    return prose.clause(subject, say(lang, "var", "was"), told, where, lang)


def _since(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    then, top = claim.evidence[1], claim.relation == "highest"
    when = text.period(then.period, lang)
    word = say(lang, "högst" if top else "lägst", "the highest" if top else "the lowest")
    if claim.whole:
        since = say(lang, f"sedan serien började {when}", f"since the series began in {when}")
        return _stands(claim, indicator, f"{word} {since}", where, lang)
    earlier = prose.beside(then.value, indicator, lang)
    since = say(lang, f"sedan {when} ({earlier})", f"since {when} ({earlier})")
    return _stands(claim, indicator, f"{word} {since}", where, lang)


def _turn(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    now, bend, first = claim.evidence
    up = claim.relation == "higher"
    since, span = text.period(bend.period, lang), f"{year(first.period)}–{year(bend.period)}"
    verb = say(lang, f"har {'ökat' if up else 'minskat'}", f"has {'risen' if up else 'fallen'}")
    before = say(
        lang,
        f"efter att ha {'minskat' if up else 'ökat'} {span}",
        f"after {'falling' if up else 'rising'} {span}",
    )
    levels = prose.levels(bend.value, now.value, indicator, lang)
    rest = f"{say(lang, 'sedan', 'since')} {since}, {levels}, {before}"
    subject = prose.subject(indicator, lang)
    if where and lang == "sv":  # the verb is parted: `I Umeå har andelen ökat sedan …`
        return f"I {where} har {subject} {verb.removeprefix('har ')} {rest}"
    return prose.clause(subject, verb, rest, where, lang)


# --- beside others ---


def _beside(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    return _stands(claim, indicator, against(claim, indicator, lang), where, lang)


def against(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """`högre än i riket (5,6 procent)`; of what cannot be judged `mot 5,6 procent i riket`."""
    other = claim.evidence[1]
    name = prose.place(other.region, lang)
    here, there = claim.cell.value, other.value
    if claim.certain is None or (prose.is_gap(indicator) and here * there < 0):
        told = level_of_other(claim, indicator, lang)
        return say(lang, f"mot {told} i {name}", f"against {told} in {name}")
    shown = prose.beside(other.value, indicator, lang)
    return f"{_verdict(claim, lang)} {say(lang, 'i', 'in')} {name} ({shown})"


def level_of_other(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """The level that a figure stands beside; of a gap who has more only where that is another."""
    here, there = claim.cell.value, claim.evidence[1].value
    alike = here * there > 0
    return (prose.plain if alike else prose.level)(there, indicator, lang)


def _verdict(claim: Claim, lang: Lang) -> str:
    return _about(claim, lang) if claim.certain is False or not claim.size else _way(claim, lang)


def _way(claim: Claim, lang: Lang) -> str:
    up = claim.relation == "higher"
    return say(lang, "högre än" if up else "lägre än", "higher than" if up else "lower than")


def _about(claim: Claim, lang: Lang) -> str:
    if claim.certain is False:
        return say(lang, "ungefär som", "about the same as")
    return say(lang, "samma som", "the same as")


def others(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """A place beside those it lies in, as one sentence: its county first, then riket."""
    ranked = sorted(claims, key=lambda each: each.evidence[1].region, reverse=True)
    if not ranked:
        return ""
    if all(each.certain is None for each in ranked):
        return f"{_bare(ranked, indicator, lang)}."
    told = text.listed((against(each, indicator, lang) for each in ranked), lang)
    first = f"{_verdict(ranked[0], lang)} "
    if len({_verdict(each, lang) for each in ranked}) == 1:  # said once
        told = first + told.replace(first, "")
    return f"{say(lang, 'Det är', 'That is')} {told}."


def _bare(claims: list[Claim], indicator: PublishedIndicator, lang: Lang) -> str:
    """The numbers of others alone: `I länet var motsvarande siffra 4,9 procent`."""
    those = [each.evidence[1] for each in claims]
    first, *rest = [(prose.place(each.region, lang), each.value) for each in those]
    head = say(
        lang,
        f"Motsvarande siffra i {first[0]} var {prose.level(first[1], indicator, lang)}",
        f"The same figure in {first[0]} was {prose.level(first[1], indicator, lang)}",
    )
    more = [
        f"{say(lang, 'i', 'in')} {name} {prose.beside(value, indicator, lang)}"
        for name, value in rest
    ]
    return text.listed([head, *more], lang)


# --- women and men ---


def _sexes(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    whom = who(indicator, lang)
    women, men = (prose.beside(cell.value, indicator, lang) for cell in claim.evidence[:2])
    if indicator.kind == "count" and indicator.unit == "personer":
        counted = say(
            lang,
            f"Det var {women} {whom[0]} och {men} {whom[1]}",
            f"There were {women} {whom[0]} and {men} {whom[1]}",
        )
        return counted + _apart_from_all(claim, lang)
    them = prose.pronoun(indicator, lang)
    told = _certain_sexes if claim.certain and claim.size else _plain_sexes
    rest = told(claim, indicator, lang)
    return prose.clause(them, say(lang, "var", "was"), rest, where, lang)


def _apart_from_all(claim: Claim, lang: Lang) -> str:
    """That the parts are not the whole, where its source has changed them a little."""
    women, men, *whole = (cell.value for cell in claim.evidence)
    if not whole or women + men == whole[0]:
        return ""
    return say(
        lang,
        "; de ger inte exakt hela antalet, för källan skyddar enskilda med en liten slump",
        "; they do not make up the exact number, for the source protects individuals by chance",
    )


def _certain_sexes(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """`lägre bland kvinnor (3,3 procent) än bland män (3,8)`."""
    whom, up = who(indicator, lang), claim.relation == "higher"
    women, men = (prose.beside(cell.value, indicator, lang) for cell in claim.evidence[:2])
    return say(
        lang,
        f"{'högre' if up else 'lägre'} bland {whom[0]} ({women}) än bland {whom[1]} ({men})",
        f"{'higher' if up else 'lower'} among {whom[0]} ({women}) than among {whom[1]} ({men})",
    )


def _plain_sexes(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    women, men = claim.evidence[:2]
    if not claim.size:
        whom, level = who(indicator, lang), prose.level(women.value, indicator, lang)
        told = say(
            lang, f"bland både {whom[0]} och {whom[1]}", f"among both {whom[0]} and {whom[1]}"
        )
        return f"{level} {told}"
    untold = say(
        lang,
        "; det går inte att säga om de skiljer sig åt",
        "; it cannot be told whether they differ",
    )
    return both(women, men, indicator, lang) + (untold if claim.certain is False else "")


def both(women: Cell, men: Cell, indicator: PublishedIndicator, lang: Lang) -> str:
    """`5,2 procent bland kvinnor och 4,3 bland män`: the unit once."""
    whom = who(indicator, lang)
    first = prose.level(women.value, indicator, lang)
    last = prose.beside(men.value, indicator, lang)
    if lang == "sv":
        last = last.removesuffix(" procent")
    return say(
        lang,
        f"{first} bland {whom[0]} och {last} bland {whom[1]}",
        f"{first} among {whom[0]} and {last} among {whom[1]}",
    )


def who(indicator: PublishedIndicator, lang: Lang) -> tuple[str, str]:
    """Women and men; under 18 they are girls and boys."""
    if indicator.young:
        return say(lang, "flickor", "girls"), say(lang, "pojkar", "boys")
    return say(lang, "kvinnor", "women"), say(lang, "män", "men")


_TOLD = {
    "before": _change,
    "year": _change,
    "band": _band,
    "since": _since,
    "turn": _turn,
    "riket": _beside,
    "county": _beside,
    "sexes": _sexes,
}


def mood(number: float, lang: Lang) -> str:
    """The Economic Tendency Survey's own words: its mean is 100 and its standard deviation 10."""
    if number > 110:
        return say(lang, "mycket starkare än normalt", "much stronger than normal")
    if number > 100:
        return say(lang, "starkare än normalt", "stronger than normal")
    if number < 90:
        return say(lang, "mycket svagare än normalt", "much weaker than normal")
    if number < 100:
        return say(lang, "svagare än normalt", "weaker than normal")
    return say(lang, "normalt", "normal")
