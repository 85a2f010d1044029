"""What is unusual of a figure: outside its band, a record, a turn."""

from dashboard import prose, text
from dashboard.claims.claim import Claim
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.periods import year


def band(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Antalet var 53 personer 2024, högre än något av de tio åren innan (högst 48)`."""
    usual = claim.band
    if usual is None:
        raise ValueError("a claim of a band without its band")
    part = prose.part_of_year(claim.cell.period, lang)
    same, same_en = f"{part} " if part else "", f"{part} of " if part else ""
    years = prose.spelled(usual.years, lang)
    low, high = (prose.beside(n, indicator, lang) for n in (usual.low, usual.high))
    if claim.relation == "within":
        return stands(
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
    return stands(claim, indicator, f"{rest} ({most} {high if over else low})", where, lang)


def stands(claim: Claim, indicator: PublishedIndicator, rest: str, where: str, lang: Lang) -> str:
    """`Andelen var 7,3 procent 2022, …`."""
    level = prose.level(claim.cell.value, indicator, lang)
    told = f"{level} {prose.at(claim.cell.period, lang)}, {rest}"
    subject = prose.subject(indicator, lang)
    return prose.clause(subject, say(lang, "var", "was"), told, where, lang)


def since(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Andelen var 7,3 procent 2022, högst sedan 2009 (8,1 procent)`."""
    then, top = claim.evidence[1], claim.relation == "highest"
    when = text.period(then.period, lang)
    word = say(lang, "högst" if top else "lägst", "the highest" if top else "the lowest")
    if claim.whole:
        since = say(lang, f"sedan serien började {when}", f"since the series began in {when}")
        return stands(claim, indicator, f"{word} {since}", where, lang)
    earlier = prose.beside(then.value, indicator, lang)
    since = say(lang, f"sedan {when} ({earlier})", f"since {when} ({earlier})")
    return stands(claim, indicator, f"{word} {since}", where, lang)


def turn(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Andelen har ökat sedan 2020, från 4,4 till 6,1 procent, efter att ha minskat …`."""
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
