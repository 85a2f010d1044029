"""Claims in words: one sentence each, in Swedish and English. The equation's are in balance.py."""

from collections.abc import Callable, Iterable

from dashboard import data, prose, text
from dashboard.charts.pyramid import age_class
from dashboard.claims.claim import Cell, Claim, Computed
from dashboard.demography.ages import age_of
from dashboard.demography.area import Area
from dashboard.demography.size import day
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

ADULT = 18  # under which they are girls and boys


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """A number as the portal writes it."""
    return text.number(value, decimals, lang)


def signed(value: float, lang: Lang, decimals: int = 0) -> str:
    """A step of a table with its sign: `+1 238`, `−23`, `0`; in sentences signs are words."""
    words = number(value, lang, decimals)
    return f"+{words}" if value > 0 and words.strip("0.,") else words


def both(cells: Iterable[Cell], lang: Lang, *, young: bool = False) -> str:
    """Women and men, in that order: `3 474 kvinnor och 2 363 män`, `1 flicka och 2 pojkar`."""
    told = (
        f"{number(cell.value, lang)} {prose.people(sex, lang, cell.value, young=young)}"
        for sex, cell in zip("KM", cells, strict=True)
    )
    return text.listed(told, lang)


def aged(code: str, lang: Lang) -> str:
    """How old someone of an age class is: `80 år eller äldre`, `aged 80 or over`, `aged 0–5`."""
    if code.endswith("+"):
        return say(lang, f"{code[:-1]} år eller äldre", f"aged {code[:-1]} or over")
    return say(lang, text.age(code, lang), f"aged {code.replace('-', '–')}")


def young(code: str) -> bool:
    """Whether everyone of an age class is a girl or a boy."""
    found = age_class(code)
    return found.end <= ADULT and not found.open


def heading(within: str, lang: Lang) -> str:
    """What stands over the page; `within` is the area's name inside a sentence."""
    return say(lang, f"Befolkningen i {within}", f"The population of {within}")


def apart(parts: float, whole: float, of: PublishedIndicator, lang: Lang) -> str:
    """That parts do not add up to what is published, and what their source says of it."""
    if parts == whole:
        return ""
    told = number(parts, lang), number(whole, lang)
    words = say(
        lang,
        f"Delarna ger tillsammans {told[0]}; den redovisade folkmängden är {told[1]}.",
        f"The parts add up to {told[0]}; the published population is {told[1]}.",
    )
    return f"{words} {say(lang, of.notes, of.notes_en)}".strip()


# --- how many ---

Telling = Callable[[Claim, Area, Lang], str]


def size(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """How many, how that changed, whether it is a record, and how many women and men."""
    by: dict[str, Telling] = {
        "before": _changed,
        "year": _changed,
        "since": _record,
        "sexes": _women_and_men,
    }
    return [by[claim.comparator](claim, place, lang) for claim in claims]


def _changed(claim: Claim, place: Area, lang: Lang) -> str:
    value, when = number(claim.cell.value, lang), day(claim.cell.period, lang)
    head = f"{_had(place, lang)} {value} {say(lang, 'invånare', 'residents')} {when}"
    return f"{head}, {_by(claim, lang)}{_over_seam(claim, lang)}."


def _had(place: Area, lang: Lang) -> str:
    """`Umeå hade`; of several counties `De fyra nordligaste länen hade tillsammans`."""
    if not place.summed:
        return f"{place.name(lang)} {say(lang, 'hade', 'had')}"
    return f"{place.name(lang)} {say(lang, 'hade tillsammans', 'together had')}"


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
    """`1 238 fler än ett år tidigare, en ökning med 0,9 procent`: a count that is no estimate."""
    change, share = claim.size or 0.0, claim.per_cent
    if not change:
        return say(lang, "lika många som ett år tidigare", "the same number as a year earlier")
    size = number(abs(change), lang)
    sv, en = ("fler", "more") if change > 0 else ("färre", "fewer")
    words = say(lang, f"{size} {sv} än ett år tidigare", f"{size} {en} than a year earlier")
    if share is None or not number(share, lang, 1).strip("0.,"):
        return words
    way = ("en ökning", "an increase") if change > 0 else ("en minskning", "a decrease")
    return f"{words}, {say(lang, *way)} {say(lang, 'med', 'of')} {prose.share(share, lang)}"


def _record(claim: Claim, place: Area, lang: Lang) -> str:
    since, within = claim.evidence[1].period, place.within(lang)
    when = day(claim.cell.period, lang)
    sv, en = ("största", "largest") if claim.relation == "highest" else ("minsta", "smallest")
    return say(
        lang,
        f"Folkmängden i {within} {when} var den {sv} sedan serien började {since}.",
        f"The population of {within} {when} was the {en} since the series began in {since}.",
    )


def _women_and_men(claim: Claim, place: Area, lang: Lang) -> str:
    told = both(claim.evidence[:2], lang)
    when, within = prose.opening(day(claim.cell.period, lang)), place.within(lang)
    head = say(lang, f"{when} bodde {told} i {within}", f"{when}, {told} lived in {within}")
    return f"{head}: {_sex_gap(claim, lang)}."


def _sex_gap(claim: Claim, lang: Lang, *, young: bool = False) -> str:
    """`61 860 fler män än kvinnor`, `1 kvinna fler`, `lika många kvinnor som män`."""
    first, last = "MK" if claim.relation == "lower" else "KM"
    gap = abs(claim.size or 0.0)
    more, others = (
        prose.people(first, lang, gap, young=young),
        prose.people(last, lang, young=young),
    )
    if not gap:
        return say(lang, f"lika många {more} som {others}", f"as many {more} as {others}")
    told = number(gap, lang)
    if gap == 1:
        return say(lang, f"{told} {more} fler", f"{told} more {more}")
    return say(lang, f"{told} fler {more} än {others}", f"{told} more {more} than {others}")


def usual(claim: Claim, place: Area, lang: Lang) -> str:
    """The newest month against the same months of the years before: above, below or within."""
    if claim.band is None:
        raise ValueError("a claim of a band without its band")
    value, when = number(claim.cell.value, lang), day(claim.cell.period, lang)
    part, years = prose.part_of_year(claim.cell.period, lang), claim.band.years
    head = f"{_had(place, lang)} {value} {say(lang, 'invånare', 'residents')} {when}"
    if claim.relation == "within":
        low, high = number(claim.band.low, lang), number(claim.band.high, lang)
        return say(
            lang,
            f"{head}, inom det vanliga: {low} till {high} {part} de {years} åren före.",
            f"{head}, within the usual: {low} to {high} in {part} of the {years} years before.",
        )
    above = claim.relation == "above"
    return say(
        lang,
        f"{head}, {'fler' if above else 'färre'} än {part} något av de {years} åren före.",
        f"{head}, {'more' if above else 'fewer'} than in any {part} of the {years} years before.",
    )


# --- ages ---


def ages(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """The most common age, and which sex is more among the old; the first when and where."""
    by = {"ages": _most_common, "sexes": _among_the_old}
    return [by[claim.comparator](claim, place, lang, dated=not n) for n, claim in enumerate(claims)]


def _most_common(claim: Claim, place: Area, lang: Lang, *, dated: bool) -> str:
    if not isinstance(claim.cell, Computed):
        raise TypeError("the most common age is of women and men together")
    code = age_of(claim.cell)
    one = age_class(code).width == 1
    head = say(
        lang,
        "Den vanligaste åldern" if one else "Den största åldersgruppen",
        "The most common age" if one else "The largest age group",
    )
    told = both(claim.cell.of, lang, young=young(code))
    where = f" {say(lang, 'i', 'in')} {place.within(lang)} {day(claim.cell.period, lang)}"
    age = say(lang, text.age(code, lang), aged(code, lang).removeprefix("aged "))
    return say(
        lang,
        f"{head}{where if dated else ''} var {age}, med {told}.",
        f"{head}{where if dated else ''} was {age}, with {told}.",
    )


def _among_the_old(claim: Claim, place: Area, lang: Lang, *, dated: bool) -> str:
    age, told = aged(age_of(claim.cell), lang), both(claim.evidence, lang)
    when, within = prose.opening(day(claim.cell.period, lang)), place.within(lang)
    gap = _sex_gap(claim, lang)
    if not dated:
        return say(
            lang, f"Det fanns {told} som var {age}: {gap}.", f"There were {told} {age}: {gap}."
        )
    return say(
        lang,
        f"{when} fanns det {told} i {within} som var {age}: {gap}.",
        f"{when} there were {told} {age} in {within}: {gap}.",
    )


def ratio(claims: Iterable[Claim], place: Area, lang: Lang) -> list[str]:
    """At which ages men are most, and fewest, to a hundred women: in one sentence."""
    told = [*claims]
    if not told:
        return []
    when, within = day(told[0].cell.period, lang), place.within(lang)
    ends = say(lang, " och ", ", and ").join(_ratio(claim, lang) for claim in told)
    return [
        say(
            lang,
            f"I {within} gick det {when} {ends}.",
            f"The ratio of men to women in {within} {when} was {ends}.",
        )
    ]


def _ratio(claim: Claim, lang: Lang) -> str:
    """`som mest 132 män på 100 kvinnor i åldern 65–79 år`."""
    code, value = age_of(claim.cell), number(claim.cell.value, lang)
    women, men = (prose.people(sex, lang, young=young(code)) for sex in ("K", "M"))
    most, old = claim.relation == "highest", code.endswith("+")
    among = f"bland dem som var {aged(code, lang)}" if old else f"i åldern {text.age(code, lang)}"
    ages_ = f"{code[:-1]} and over" if old else code.replace("-", "–")
    return say(
        lang,
        f"som {'mest' if most else 'minst'} {value} {men} på 100 {women} {among}",
        f"{'highest' if most else 'lowest'} at {'age' if ages_.isdigit() else 'ages'} {ages_}, "
        f"with {value} {men} per 100 {women}",
    )


def grown(claim: Claim, place: Area, lang: Lang) -> str:
    """How many, or what share, the oldest were when the series began and are now."""
    indicator = data.indicators()[claim.cell.indicator]
    then, now = claim.evidence[1], claim.cell
    subject = _oldest(indicator, now.sex, place, lang)
    if not claim.size:
        level = prose.level(now.value, indicator, lang)
        return say(
            lang,
            f"{subject} var {level} både {then.period} och {now.period}.",
            f"{subject} was {level} both in {then.period} and in {now.period}.",
        )
    levels = _levels(then.value, now.value, indicator, lang)
    span = prose.between(then.period, now.period, lang)
    if claim.certain is False:
        return f"{subject} {say(lang, 'gick', 'went')} {levels} {span}{prose.within_chance(lang)}."
    up = claim.relation == "higher"
    verb = say(lang, "ökade" if up else "minskade", "rose" if up else "fell")
    return f"{subject} {verb} {levels} {span}."


def _oldest(of: PublishedIndicator, sex: str, place: Area, lang: Lang) -> str:
    """`Andelen av invånarna i Umeå som var 65 år eller äldre`, `Antalet kvinnor i …`."""
    age, within = aged(of.age_class, lang), place.within(lang)
    count = of.kind == "count"
    those = {"K": "kvinnorna", "M": "männen"}.get(sex, "invånarna")
    who = {"K": ("kvinnor", "women"), "M": ("män", "men")}.get(sex, ("invånare", "residents"))
    sv = f"Antalet {who[0]}" if count else f"Andelen av {those}"
    en = f"The number of {who[1]}" if count else f"The share of {who[1]}"
    return say(lang, f"{sv} i {within} som var {age}", f"{en} in {within} {age}")


def _levels(then: float, now: float, of: PublishedIndicator, lang: Lang) -> str:
    """From one to another; of people, whom the subject has named, numbers alone."""
    if of.kind != "count":
        return prose.levels(then, now, of, lang)
    first, last = prose.figure(then, of, lang), prose.figure(now, of, lang)
    return say(lang, f"från {first} till {last}", f"from {first} to {last}")
