"""Women and men in words: sentences, and the short verdicts that stand in a row."""

from dashboard import data, prose, sentences, text
from dashboard.claims.difference import Verdict
from dashboard.claims.interval import Interval
from dashboard.gap.model import Lacking, Row, Whole
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

EVEN = (40.0, 60.0)  # per cent: an even distribution


def who(of: Meaning, lang: Lang) -> tuple[str, str]:
    """Women and men; under 18 they are girls and boys."""
    women, men = (prose.people(sex, lang, young=of.young) for sex in "KM")
    return women, men


# --- a difference ---


def size(value: float, of: PublishedIndicator, lang: Lang) -> str:
    """A difference without its sign: `8,2 procentenheter`."""
    words = text.number(abs(value), of.decimals, lang)
    unit = of.measure.difference or of.measure
    return words if unit.scale else text.written(words, text.quantities(unit, lang))


def within(of: Interval, about: PublishedIndicator, lang: Lang) -> str:
    """Where a certain difference lies, without signs: `6,9–9,5`."""
    low, high = sorted((abs(of.low), abs(of.high)))
    return _range(low, high, about, lang)


def _range(low: float, high: float, of: PublishedIndicator, lang: Lang) -> str:
    return "–".join(text.number(each, of.decimals, lang) for each in (low, high))


def verdict(of: PublishedIndicator, gap: Verdict, lang: Lang) -> str:
    """What may be said of a difference, in a row: `högre bland kvinnor`."""
    if gap.certain is False:
        return say(
            lang,
            "det går inte att säga om de skiljer sig åt",
            "it cannot be told whether they differ",
        )
    if gap.certain is None and not (of.uncertainty and of.uncertainty.method == "none"):
        return say(lang, "osäkerheten är inte känd", "the uncertainty is not known")
    if not gap.size:
        return say(lang, "samma siffra", "the same figure")
    return higher(of, gap, lang)


def higher(of: PublishedIndicator, gap: Verdict, lang: Lang) -> str:
    """`högre bland kvinnor`, `lower among girls`."""
    women, _ = who(of, lang)
    up = gap.size > 0
    return say(
        lang,
        f"{'högre' if up else 'lägre'} bland {women}",
        f"{'higher' if up else 'lower'} among {women}",
    )


def sentence(row: Row, lang: Lang) -> str:
    """The row as a sentence, which says no more than is certain."""
    where, told = prose.place(row.region, lang), prose.subject(row.indicator, lang)
    (women, men), when = who(row.indicator, lang), prose.at(row.period, lang)
    if row.gap.certain is False:
        return say(
            lang,
            f"Det går inte att säga om {women} och {men} i {where} skiljer sig åt i fråga om "
            f"{told}: {_figures(row, lang)} {when}.",
            f"It cannot be told whether {women} and {men} in {where} differ in {told}: "
            f"{_figures(row, lang)} {when}.",
        )
    rest = (_certain if row.gap.certain and row.gap.size else _bare)(row, lang)
    return say(lang, f"I {where} var {told} {rest}.", f"In {where} {told} was {rest}.")


def _bare(row: Row, lang: Lang) -> str:
    """`62 bland kvinnor och 71 procent bland män 2022`: the numbers, and no more."""
    (women, men), when = who(row.indicator, lang), prose.at(row.period, lang)
    k, m = _levels(row, lang)
    if not row.gap.size:
        return say(
            lang,
            f"{m} bland både {women} och {men} {when}",
            f"{m} among both {women} and {men} {when}",
        )
    return say(
        lang,
        f"{k} bland {women} och {m} bland {men} {when}",
        f"{k} among {women} and {m} among {men} {when}",
    )


def _certain(row: Row, lang: Lang) -> str:
    """`högre bland kvinnor än bland män: 48,1 mot 39,9 procent 2025, en skillnad på …`."""
    more, (_, men) = higher(row.indicator, row.gap, lang), who(row.indicator, lang)
    (k, m), when = _levels(row, lang), prose.at(row.period, lang)
    return say(
        lang,
        f"{more} än bland {men}: {k} mot {m} {when}, en skillnad på {_sized(row, lang)}",
        f"{more} than among {men}: {k} against {m} {when}, a difference of {_sized(row, lang)}",
    )


def _levels(row: Row, lang: Lang) -> tuple[str, str]:
    """Women's figure bare and men's with the unit: `48,1`, `39,9 procent`."""
    of = row.indicator
    k = prose.figure(row.women, of, lang)
    if lang == "en" and (of.measure.close_en or of.measure.written_en):
        k = prose.level(row.women, of, lang)
    return k, prose.level(row.men, of, lang)


def _figures(row: Row, lang: Lang) -> str:
    """`62 (56–68) mot 71 procent (66–76)`."""
    k, m = _levels(row, lang)
    ends = [
        f" ({_range(each.low, each.high, row.indicator, lang)})" if each else ""
        for each in (row.of_women, row.of_men)
    ]
    return f"{k}{ends[0]} {say(lang, 'mot', 'against')} {m}{ends[1]}"


def _sized(row: Row, lang: Lang) -> str:
    told = size(row.gap.size, row.indicator, lang)
    return f"{told} ({within(row.gap.of, row.indicator, lang)})" if row.gap.of else told


# --- beside others, and over the years ---


def beside(row: Row, name: str, lang: Lang) -> str:
    """`större än i riket (6,0)`; of what is not certain `i riket 6,0`; nothing without a figure."""
    other = next((each for kind, each in row.beside.items() if kind == name), None)
    if other is None:
        return ""
    where = prose.place(other.region, lang)
    shown = text.number(abs(other.size), row.indicator.decimals, lang)
    if not row.gap.certain or other.certain is None:
        return f"{say(lang, 'i', 'in')} {where} {shown}"
    word = {
        "higher": ("större än", "larger than"),
        "lower": ("mindre än", "smaller than"),
        "unchanged": ("lika stor som", "as large as"),
        "other way": ("åt andra hållet", "the other way"),
    }[other.than]
    if not other.certain:
        word = ("ungefär som", "about the same as")
    return f"{say(lang, *word)} {say(lang, 'i', 'in')} {where} ({shown})"


def course(row: Row | Whole, lang: Lang) -> str:
    """How it has gone, in a row: `har krympt sedan 2013`."""
    way = row.direction
    since = prose.when(way.first, lang) if way.first else ""
    told: dict[str, tuple[str, str]] = {
        "shrinks": (f"har krympt sedan {since}", f"has shrunk since {since}"),
        "grows": (f"har växt sedan {since}", f"has grown since {since}"),
        "turns": (f"har vänt sedan {since}", f"has turned since {since}"),
        "up": (f"har ökat sedan {since}", f"has risen since {since}"),
        "down": (f"har minskat sedan {since}", f"has fallen since {since}"),
        "flat": (f"oförändrad sedan {since}", f"unchanged since {since}"),
    }
    name = row.course if isinstance(row, Row) else way.outcome
    return say(lang, *told[name]) if name in told else sentences.untold(way, lang)


def gone(row: Row, lang: Lang) -> str:
    """`I fråga om … har skillnaden mellan kvinnor och män krympt från 12,2 till 8,2 …`."""
    (women, men), where = who(row.indicator, lang), prose.place(row.region, lang)
    told, rest = prose.subject(row.indicator, lang), _way(row, lang)
    return say(
        lang,
        f"I fråga om {told} har skillnaden mellan {women} och {men} i {where} {rest}.",
        f"In {told} the difference between {women} and {men} in {where} has {rest}.",
    )


def _way(row: Row, lang: Lang) -> str:
    """`krympt från 12,2 till 8,2 procentenheter sedan 2013`; of one that turned which way."""
    of, way = row.indicator, row.direction
    then, now = (k - m for k, m in (row.series[way.first], row.series[way.last]))
    since, before = prose.when(way.first, lang), text.number(abs(then), of.decimals, lang)
    if row.course == "turns":
        (women, _), up = who(of, lang), now > 0
        return say(
            lang,
            f"vänt sedan {since}: då var siffran {before} {'lägre' if up else 'högre'} bland "
            f"{women}, nu {size(now, of, lang)} {'högre' if up else 'lägre'}",
            f"turned since {since}: then the figure was {before} {'lower' if up else 'higher'} "
            f"among {women}, now {size(now, of, lang)} {'higher' if up else 'lower'}",
        )
    verb = ("krympt", "shrunk") if row.course == "shrinks" else ("växt", "grown")
    return say(
        lang,
        f"{verb[0]} från {before} till {size(now, of, lang)} sedan {since}",
        f"{verb[1]} from {before} to {size(now, of, lang)} since {since}",
    )


# --- one figure that tells of both ---


def whole_verdict(row: Whole, lang: Lang) -> str:
    """Whether a distribution is even; of a ratio that it is women's value beside men's."""
    if not row.banded:
        return ""
    low, high = EVEN
    ends = (row.value, row.value) if row.interval is None else (row.interval.low, row.interval.high)
    if low <= ends[0] and ends[1] <= high:
        return say(lang, "inom 40–60 procent", "within 40–60 per cent")
    if ends[1] < low or ends[0] > high:
        return say(lang, "utanför 40–60 procent", "outside 40–60 per cent")
    return say(
        lang,
        "det går inte att säga om det är inom 40–60 procent",
        "it cannot be told whether it is within 40–60 per cent",
    )


def whole_sentence(row: Whole, lang: Lang) -> str:
    """`I Umeå var andelen kvinnor i kommunfullmäktige 47,7 procent 2022.`."""
    of = row.indicator
    level, when = prose.level(row.value, of, lang), prose.at(row.period, lang)
    rest = f"{level} {when}"
    told = prose.clause(
        prose.subject(of, lang), say(lang, "var", "was"), rest, prose.place(row.region, lang), lang
    )
    return f"{told}."


def told(row: Row | Whole, lang: Lang) -> str:
    """A row's sentence, whichever kind it is of."""
    return sentence(row, lang) if isinstance(row, Row) else whole_sentence(row, lang)


def form(row: Row | Whole, lang: Lang) -> str:
    """What the figures are of, so that two kinds of share are told apart."""
    of = row.indicator
    if isinstance(row, Whole):
        return _whole_form(row, lang)
    if of.measure.sv[1] != "%":
        return text.measured(of, lang)
    women, men = who(of, lang)
    return say(
        lang, f"andel av alla {women} och av alla {men}", f"share of all {women} and of all {men}"
    )


def _whole_form(row: Whole, lang: Lang) -> str:
    if row.indicator.form == "distribution":
        men = row.of_men
        return say(
            lang,
            f"könsfördelningen i gruppen, {'männens' if men else 'kvinnornas'} andel",
            f"distribution in the group, {'men’s' if men else 'women’s'} share",
        )
    if row.indicator.kind == "balance":
        return say(lang, "kvinnors värde minus mäns", "women’s value less men’s")
    return say(lang, "kvinnors värde i procent av mäns", "women’s value in per cent of men’s")


# --- what is not told ---


def reason(each: Lacking, code: str, lang: Lang) -> str:
    """Why an indicator is not told of a region."""
    match each.why:
        case "awaited":
            return text.awaited(lang, each.indicator.source)
        case "whole":
            return say(
                lang,
                f"{text.agency(each.indicator)} delar inte upp siffran på kön",
                f"{text.agency(each.indicator)} does not divide the figure by sex",
            )
        case "level":
            return say(
                lang,
                f"finns bara för {text.levels(each.indicator, lang)}",
                f"is there only for {text.levels(each.indicator, lang)}",
            )
        case "plan":
            return say(lang, *each.reason)
    name = data.region_name(code, lang)
    return say(
        lang,
        f"uppgift saknas för kvinnor eller män i {name}",
        f"not available for women or men in {name}",
    )
