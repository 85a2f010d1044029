"""Claims as sentences, in Swedish and English; every number is one of the claim's."""

from dashboard import data, text
from dashboard.claims.claim import Cell, Claim
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.periods import frequency

_SWEDISH = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"]
_ENGLISH = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def sentence(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """One sentence, which says so where a figure in it is provisional."""
    words = f"{_TOLD[claim.comparator](claim, indicator, lang)}."
    note = say(lang, "Preliminära uppgifter.", "Provisional figures.")
    return f"{words} {note}" if claim.preliminary else words


def place(region: str, lang: Lang) -> str:
    """A region's name inside a sentence, where `riket` is a word."""
    known = {"00": say(lang, "riket", "Sweden"), data.NORTH: say(lang, *data.NORTH_NAME)}
    return known.get(region) or data.region_name(region, lang)


def whole_value(number: float, indicator: PublishedIndicator, lang: Lang) -> str:
    """A value with its unit: `39,4 år`, `1 person`; one on a scale is a number alone."""
    if indicator.measure.scale:
        return text.number(number, indicator.decimals, lang)
    return text.quantity(number, indicator, lang)


def _value(number: float, indicator: PublishedIndicator, lang: Lang) -> str:
    """A value beside another of the same unit, which need not be said again when it is long."""
    if indicator.measure.compound or indicator.measure.counted:
        return text.number(number, indicator.decimals, lang)
    return whole_value(number, indicator, lang)


def _difference(size: float, indicator: PublishedIndicator, lang: Lang) -> str:
    """A difference without its sign: `1,2 procentenheter`, `12`."""
    of = indicator.measure
    if of.difference is None and (of.compound or of.counted):
        return text.number(abs(size), indicator.decimals, lang)
    return text.difference(abs(size), indicator, lang).removeprefix("+")


def _way(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """Which way a figure differs: counts are more or fewer, amounts more or less, rates higher.

    So are balances: -9 is not fewer than 10.
    """
    up = claim.relation == "higher"
    if indicator.kind != "count":
        return say(lang, "högre" if up else "lägre", "higher" if up else "lower")
    if indicator.measure.counted:
        return say(lang, "fler" if up else "färre", "more" if up else "fewer")
    return say(lang, "mer" if up else "mindre", "more" if up else "less")


def _change(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    then, size = claim.evidence[1], claim.size or 0.0
    when, difference = text.period(then.period, lang), _difference(size, indicator, lang)
    shown = _value(then.value, indicator, lang)
    if claim.relation != "unchanged" and claim.certain is False:
        return say(
            lang,
            f"Skillnaden mot {when} ({shown}) är inom den vanliga variationen",
            f"The difference from {when} ({shown}) is within the usual variation",
        )
    if claim.relation == "unchanged":
        return say(
            lang,
            f"Ungefär som {_at(then, lang)} ({shown})",
            f"About as {_at(then, lang)} ({shown})",
        )
    than = say(lang, "än i" if frequency(then.period) == "month" else "än", "than in")
    than = f"{_way(claim, indicator, lang)} {than} {when}"
    return f"{difference} {than}{_share(claim, indicator, lang)}"


def _at(cell: Cell, lang: Lang) -> str:
    """When a figure was: `2021`, `i juli 2025`; `in 2021`, `in July 2025`."""
    when = text.period(cell.period, lang)
    return say(lang, when if frequency(cell.period) == "year" else f"i {when}", f"in {when}")


def _share(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """A count's change in per cent, where there is enough to take a share of."""
    share = claim.per_cent
    if indicator.kind != "count" or share is None:
        return ""
    return f" ({'+' if share > 0 else ''}{text.percent(share, 1, lang)})"


def _band(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    band = claim.band
    if band is None:
        raise ValueError("a claim of a band without its band")
    low, high, mean = (_value(n, indicator, lang) for n in (band.low, band.high, band.mean))
    years = say(lang, _SWEDISH[band.years], _ENGLISH[band.years])
    part = text.period(claim.cell.period, lang).rpartition(" ")[0]
    average = say(lang, f"i genomsnitt {mean}", f"{mean} on average")
    if claim.relation == "within":
        of = say(lang, f" för {part}", f" for {part}") if part else ""
        usual = say(
            lang,
            f"Inom det vanliga{of}: {low} till {high}",
            f"Within the usual{of}: {low} to {high}",
        )
        before = say(lang, f"de {years} åren innan", f"in the {years} years before")
        return f"{usual} {before}, {average}"
    over = claim.relation == "above"
    word = say(lang, "Högre" if over else "Lägre", "Higher" if over else "Lower")
    any_of = say(
        lang,
        f"än {f'i {part} ' if part else ''}något av de {years} åren innan",
        f"than in {f'{part} of ' if part else ''}any of the {years} years before",
    )
    most = say(lang, "högst" if over else "lägst", "the highest" if over else "the lowest")
    return f"{word} {any_of} ({most} {high if over else low}, {average})"


def _since(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    then, top = claim.evidence[1], claim.relation == "highest"
    when = text.period(then.period, lang)
    word = say(lang, "Högst" if top else "Lägst", "The highest" if top else "The lowest")
    if claim.whole:
        since = say(lang, "i serien, som börjar", "of the series, which begins")
        return f"{word} {since} {when}"
    return f"{word} {say(lang, 'sedan', 'since')} {when} ({_value(then.value, indicator, lang)})"


def _beside(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    other = claim.evidence[1]
    name, shown = place(other.region, lang), _value(other.value, indicator, lang)
    if claim.relation == "unchanged" or claim.certain is False:
        sv, en = ("Ungefär", "About") if claim.certain is False else ("Samma", "The same")
        into = "i " if other.region == "00" else ""
        return say(lang, f"{sv} som {into}{name} ({shown})", f"{en} as in {name} ({shown})")
    difference, way = _difference(claim.size or 0, indicator, lang), _way(claim, indicator, lang)
    return f"{difference} {way} {say(lang, 'än', 'than')} {name} ({shown})"


def _sexes(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    who = _who(indicator, lang)
    women, men = (_value(cell.value, indicator, lang) for cell in claim.evidence)
    both = f"{who[0].capitalize()} {women}, {who[1]} {men}"
    if claim.certain is False:
        untold = "it cannot be told whether they differ"
        return f"{both}: {say(lang, 'det går inte att säga om de skiljer sig åt', untold)}"
    if claim.relation == "unchanged":
        return both
    difference = _difference(claim.size or 0, indicator, lang)
    if indicator.kind == "count":
        return f"{both}: {difference} {_more(claim.size or 0, who, indicator, lang)}"
    among = say(lang, f"bland {who[0]}", f"among {who[0]}")
    return f"{both}: {difference} {_way(claim, indicator, lang)} {among}"


def _who(indicator: PublishedIndicator, lang: Lang) -> tuple[str, str]:
    """Women and men; under 18 they are girls and boys."""
    if indicator.young:
        return say(lang, "flickor", "girls"), say(lang, "pojkar", "boys")
    return say(lang, "kvinnor", "women"), say(lang, "män", "men")


def _more(size: float, who: tuple[str, str], indicator: PublishedIndicator, lang: Lang) -> str:
    """`fler kvinnor`; of one `kvinna fler`."""
    up = size > 0
    if abs(size) > 1:
        return f"{say(lang, 'fler', 'more')} {who[not up]}"
    sv = ("flicka", "pojke") if indicator.young else ("kvinna", "man")
    en = ("girl", "boy") if indicator.young else ("woman", "man")
    return say(lang, f"{sv[not up]} fler", f"more {en[not up]}")


_TOLD = {
    "before": _change,
    "year": _change,
    "band": _band,
    "since": _since,
    "riket": _beside,
    "county": _beside,
    "sexes": _sexes,
}


def level(number: float, lang: Lang) -> str:
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
