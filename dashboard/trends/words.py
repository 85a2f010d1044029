"""What the figures of the page say, as sentences: what is expected, and how right that has been."""

from collections.abc import Iterator, Sequence
from math import isinf
from statistics import fmean

from dashboard import data, prose, text
from dashboard.text import Lang, say
from dashboard.trends.contents import Expected, Group
from dashboard.trends.misses import Kind, Record, Spread
from dashboard.trends.outlook import Fan, Miss, Outlook, Point

TOLD = 3  # points of a projection year by year that a sentence names


def people(group: Group, sex: str, lang: Lang) -> str:
    """`invånare`, `kvinnor 80 år och äldre`; `residents`, `women aged 80 and over`."""
    who = say(lang, "invånare", "residents") if sex == "T" else prose.people(sex, lang)
    title = say(lang, group.title, group.title_en)
    age = "" if group.whole else f"{title[:1].lower()}{title[1:]}"
    return f"{who} {age}".strip()


def number(value: float, lang: Lang) -> str:
    """A number of people."""
    return text.number(value, 0, lang)


def heading(view: Outlook) -> str:
    """What the page is called, of a place."""
    return say(view.lang, f"Trender i {view.name}", f"Trends in {view.name}")


# --- what is expected ---


def expected(view: Outlook) -> Iterator[str]:
    """What is expected against what was, and what has come since."""
    if view.ahead:
        yield _level(view)
        yield from _since(view)


def span(view: Outlook) -> Iterator[str]:
    """How far off that may be, as far as it is known."""
    yield from _fan(view)
    yield from _beyond(view)


def _level(view: Outlook) -> str:
    """`Enligt framskrivningen från 2021 väntas Umeå ha 136 061 invånare 2026 …, mot … 2021.`."""
    lang, whom = view.lang, people(view.group, view.choices.sex, view.lang)
    told = text.listed(
        (
            f"{number(each.value, lang)}{'' if n else f' {whom}'} {_in(each.year, lang)}"
            for n, each in enumerate(_named(view.ahead))
        ),
        lang,
    )
    base = view.counted.get(view.made)
    against = "" if base is None else _against(base, view.made, lang)
    return say(
        lang,
        f"Enligt framskrivningen från {view.made} väntas {view.name} ha {told}{against}.",
        f"By the projection from {view.made}, {view.name} is expected to have {told}{against}.",
    )


def _in(year: str, lang: Lang) -> str:
    return say(lang, year, f"in {year}")


def _against(value: float, year: str, lang: Lang) -> str:
    return say(
        lang,
        f", mot {number(value, lang)} år {year}",
        f", against {number(value, lang)} in {year}",
    )


def _named(points: Sequence[Point]) -> list[Point]:
    """Five and ten years ahead, and the last."""
    if len(points) <= TOLD:
        return [*points]
    return [each for each in points if each.years in (5, 10) or each is points[-1]]


def _since(view: Outlook) -> Iterator[str]:
    """What has been counted since the projection was made."""
    lang, year = view.lang, max(view.counted, default="")
    if not year or year <= view.made:
        return
    value, whom = (
        number(view.counted[year], lang),
        people(view.group, view.choices.sex, lang),
    )
    yield say(
        lang,
        f"År {year} hade {view.name} {value} {whom}.",
        f"In {year} {view.name} had {value} {whom}.",
    )


def _fan(view: Outlook) -> Iterator[str]:
    """What the fan rests on, and what it means here."""
    lang = view.lang
    for year, fan in view.fans.items():
        low, high = number(fan.low, lang), number(fan.high, lang)
        of = next(each for each in view.ahead if each.year == year)
        yield basis(fan.of, of.years, lang)
        yield say(
            lang,
            f"För {view.name} {year} motsvarar det mellan {low} och {high}.",
            f"For {view.name} in {year} that is between {low} and {high}.",
        )
        yield from _outside(view, year, fan)
        yield say(
            lang,
            f"Fram till {year} är fältet draget rakt från den räknade folkmängden.",
            f"Up to {year} the area is drawn straight from the count.",
        )


def _outside(view: Outlook, year: str, fan: Fan) -> Iterator[str]:
    """That what is counted has left the span of a year to come, and is not on its way there."""
    lang, now = view.lang, max(view.counted, default="")
    if not view.made < now <= year or view.made not in view.counted:
        return
    base, count = view.counted[view.made], view.counted[now]
    if min(base, fan.low) <= count <= max(base, fan.high):
        return
    side = ("över", "above") if count > fan.high else ("under", "below")
    yield say(
        lang,
        f"Utfallet {now} ligger {side[0]} det spannet.",
        f"The outcome of {now} is {side[1]} that span.",
    )


def basis(of: Spread, years: int, lang: Lang) -> str:
    """`Av 594 framskrivningar för kommuner med minst 30 000 invånare hamnade …`."""
    low, high = off(of.low, lang), off(of.high, lang)
    ahead, count = prose.spelled(years, lang), text.number(of.cases, 0, lang)
    return say(
        lang,
        f"Av {count} framskrivningar för {kind(of.kind, lang)} hamnade utfallet efter {ahead} år i "
        f"åtta fall av tio mellan {low} och {high} det väntade.",
        f"Of {count} projections for {kind(of.kind, lang)}, what came after {ahead} years was in "
        f"eight cases of ten between {low} and {high} what was expected.",
    )


def off(error: float, lang: Lang) -> str:
    """`2,4 procent under`, `2,0 procent över`."""
    side = ("över", "above") if error > 0 else ("under", "below")
    return f"{prose.share(error * 100, lang)} {say(lang, *side)}"


def signed(error: float | None, lang: Lang) -> str:
    """`+0,7 %`; nothing to show is a dash in words."""
    if error is None:
        return text.status("", lang)
    words = text.percent(error * 100, 1, lang)
    return f"+{words}" if words.strip("0,.% " + text.SPACE) and error > 0 else words


def between(of: Spread, lang: Lang) -> str:
    """`−2,4 % till +2,0 %`, never broken."""
    ends = f"{signed(of.low, lang)} {say(lang, 'till', 'to')} {signed(of.high, lang)}"
    return ends.replace(" ", text.SPACE)


def kind(of: Kind, lang: Lang) -> str:
    """`kommuner med 10 000–29 999 invånare`, `län`."""
    if of.level == "county":
        return say(lang, "län", "counties")
    return say(
        lang,
        f"kommuner med {size(of, lang)} invånare",
        f"municipalities of {size(of, lang)} residents",
    )


def places(of: Kind, lang: Lang) -> str:
    """`Färre än 5 000 invånare`, `Länen`, `De 44 i norra Sverige`: a row of the table."""
    if of.level == "county":
        return say(lang, "Länen", "The counties")
    if not of.low and isinf(of.high):
        count = len(data.municipalities_of(*data.NORRLAND))
        return say(lang, f"De {count} i norra Sverige", f"The {count} of northern Sweden")
    people_ = say(lang, "invånare", "residents")
    return prose.opening(f"{size(of, lang)} {people_}")


def size(of: Kind, lang: Lang) -> str:
    """`färre än 5 000`, `10 000–29 999`, `minst 30 000`."""
    if not of.low:
        end = number(of.high, lang)
        return say(lang, f"färre än {end}", f"fewer than {end}")
    low = number(of.low, lang)
    if isinf(of.high):
        return say(lang, f"minst {low}", f"at least {low}")
    return f"{low}–{number(of.high - 1, lang)}"


def _beyond(view: Outlook) -> Iterator[str]:
    """For which years nothing tells how far off it may be, and why."""
    lang = view.lang
    ahead = [each.year for each in _named(view.ahead) if each.year not in view.fans]
    if not ahead:
        return
    years = text.listed(ahead, lang)
    if view.kind is None:
        yield say(
            lang,
            f"För {view.name} finns för få utfall för att visa ett spann.",
            f"For {view.name} there are too few outcomes to show a span.",
        )
        return
    yield say(
        lang,
        f"För {years} visas inget spann: så lång tid framåt finns inget utfall att jämföra med.",
        f"For {years} no span is shown: so far ahead there is no outcome to compare with.",
    )


def aged(view: Outlook) -> str:
    """How old the projection is, and from what it counts."""
    lang, age = view.lang, view.age
    old = say(lang, f" och är nu {prose.spelled(age, lang)} år gammal", "") if age > 0 else ""
    old_en = f" and is now {prose.spelled(age, lang)} year{'s' * (age != 1)} old" if age > 0 else ""
    return say(
        lang,
        f"Framskrivningen räknar från folkmängden i slutet av {view.made}{old}.",
        f"The projection counts from the population at the end of {view.made}{old_en}.",
    )


# --- how right it has been ---


def past(misses: Sequence[Miss], of: Expected, view: Outlook) -> Iterator[str]:
    """How the place's own projections turned out."""
    lang, ahead = view.lang, prose.spelled(of.years, view.lang)
    if not misses:
        yield _none(of, view)
        return
    if len(misses) > 1:
        yield _many(misses, ahead, lang)
    worst = max(misses, key=lambda each: abs(each.error))
    yield _one(worst, view, is_worst=len(misses) > 1)


def _none(of: Expected, view: Outlook) -> str:
    """That nothing can be compared yet, and the first year of which something is expected."""
    lang, ahead = view.lang, prose.spelled(of.years, view.lang)
    first = min(view.known(of.indicator), default="")
    year = str(int(first) + of.years) if first else ""
    until = say(lang, f": den äldsta gäller {year}", f": the oldest is of {year}") if year else ""
    return say(
        lang,
        f"Ingen framskrivning {ahead} år framåt för {view.name} kan jämföras med ett utfall än"
        f"{until}.",
        f"No projection {ahead} years ahead for {view.name} can be compared with an outcome yet"
        f"{until}.",
    )


def _many(misses: Sequence[Miss], ahead: str, lang: Lang) -> str:
    """`Sju framskrivningar fem år framåt har fått sitt utfall: …`."""
    mean = prose.share(fmean(abs(each.error) for each in misses) * 100, lang)
    count = prose.opening(prose.spelled(len(misses), lang))
    return say(
        lang,
        f"{count} framskrivningar {ahead} år framåt kan jämföras med ett utfall. "
        f"{_sides(misses, lang)}; i medeltal låg utfallet {mean} från det väntade.",
        f"{count} projections {ahead} years ahead can be compared with an outcome. "
        f"{_sides(misses, lang)}; on average the outcome was {mean} from what was expected.",
    )


def _sides(misses: Sequence[Miss], lang: Lang) -> str:
    """`Det blev fler än väntat sex gånger och färre en gång`."""
    more = sum(each.counted > each.expected for each in misses)
    fewer = sum(each.counted < each.expected for each in misses)
    sides = (("fler", "more"), more), (("färre", "fewer"), fewer)
    told = [(say(lang, *side), _times(count, lang)) for side, count in sides if count]
    if not told:
        return say(lang, "Det blev som väntat", "It became as expected")
    (first, times), *rest = told
    if len(misses) in (more, fewer):
        times = _every(len(misses), lang)
    second = "".join(f" {say(lang, 'och', 'and')} {side} {count}" for side, count in rest)
    return say(
        lang,
        f"Det blev {first} än väntat {times}{second}",
        f"There were {first} than expected {times}{second}",
    )


def _times(count: int, lang: Lang) -> str:
    """`sex gånger`, `en gång`; `six times`, `once`."""
    words = prose.spelled(count, lang)
    return say(lang, "en gång", "once") if count == 1 else f"{words} {say(lang, 'gånger', 'times')}"


def _every(count: int, lang: Lang) -> str:
    """`alla fyra gångerna`, `båda gångerna`; `all four times`, `both times`."""
    words = prose.spelled(count, lang)
    if count == 2:
        return say(lang, "båda gångerna", "both times")
    return say(lang, f"alla {words} gångerna", f"all {words} times")


def _one(miss: Miss, view: Outlook, *, is_worst: bool) -> str:
    """`Längst från utfallet var den från 2019: den väntade … 2024, och det blev …`."""
    lang, whom = view.lang, people(view.group, view.choices.sex, view.lang)
    first = (
        say(lang, f"Längst ifrån var den från {miss.made}: den", f"That from {miss.made} was")
        if is_worst
        else say(lang, f"Framskrivningen från {miss.made}", f"The projection from {miss.made}")
    )
    expected, came = number(miss.expected, lang), number(miss.counted, lang)
    more = _more(miss, lang)
    return say(
        lang,
        f"{first} väntade {expected} {whom} {miss.year}, och det blev {came}{more}.",
        f"{first}{' farthest off: it' if is_worst else ''} expected {expected} {whom} in "
        f"{miss.year}, and there were {came}{more}.",
    )


def _more(miss: Miss, lang: Lang) -> str:
    """`, 7,9 procent fler`; nothing where it is none as shown."""
    share = prose.share(miss.error * 100, lang)
    if not share.strip("0.,% procent" + text.SPACE):
        return ""
    side = ("fler", "more") if miss.error > 0 else ("färre", "fewer")
    return f", {share} {say(lang, *side)}"


def lacking(known: Sequence[str], lang: Lang) -> str:
    """The projections that are missing between the first and the last; empty where none is."""
    years = {str(year) for year in range(int(min(known)), int(max(known)))} if known else set()
    missing = sorted(years - {*known})
    if not missing:
        return ""
    listed = text.listed(missing, lang)
    return say(
        lang,
        f"Framskrivningar från {listed} saknas i dataversionen.",
        f"Projections from {listed} are not in the data version.",
    )


def measured(of: Record, lang: Lang) -> str:
    """Of which projections the misses are, and how they are reckoned."""
    if not of.judged:
        return ""
    first, last = of.judged[0], of.judged[-1]
    span = first if first == last else say(lang, f"{first} till {last}", f"{first} to {last}")
    return say(
        lang,
        f"Räknat på framskrivningar från {span} för landets alla kommuner och län: utfallet "
        "delat med det väntade, minus ett. Kommunens storlek är den som gällde när "
        "framskrivningen gjordes.",
        f"Reckoned from projections from {span} of all municipalities and counties: the outcome "
        "divided by what was expected, less one. A municipality’s size is that when the "
        "projection was made.",
    )


def change(miss: Miss, lang: Lang) -> str:
    """How many more came than were expected: `+877`."""
    words = number(miss.counted - miss.expected, lang)
    return f"+{words}" if miss.counted > miss.expected and words != "0" else words
