"""What is expected of the years to come, and how far off that may be, as sentences."""

from collections.abc import Iterator, Sequence

from dashboard import prose, text
from dashboard.text import Lang, say
from dashboard.trends import words
from dashboard.trends.misses import Spread
from dashboard.trends.outlook import Fan, Outlook, Point

TOLD = 3  # points of a projection year by year that a sentence names


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
    lang, whom = view.lang, words.people(view.group, view.choices.sex, view.lang)
    told = text.listed(
        (
            f"{words.number(each.value, lang)}{'' if n else f' {whom}'} {_in(each.year, lang)}"
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
        f", mot {words.number(value, lang)} år {year}",
        f", against {words.number(value, lang)} in {year}",
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
        words.number(view.counted[year], lang),
        words.people(view.group, view.choices.sex, lang),
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
        low, high = words.number(fan.low, lang), words.number(fan.high, lang)
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
            f"Up to {year} the area is drawn straight from the population counted.",
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
    low, high, where = words.off(of.low, lang), words.off(of.high, lang), words.kind(of.kind, lang)
    ahead, count = prose.spelled(years, lang), text.number(of.cases, 0, lang)
    return say(
        lang,
        f"Av {count} framskrivningar för {where} hamnade utfallet efter {ahead} år i "
        f"åtta fall av tio mellan {low} och {high} det väntade.",
        f"Of {count} projections for {where}, the outcome after {ahead} years was in "
        f"eight cases of ten between {low} and {high} what was expected.",
    )


def _beyond(view: Outlook) -> Iterator[str]:
    """For which years nothing tells how far off it may be, and why."""
    lang = view.lang
    ahead = [each for each in _named(view.ahead) if each.year not in view.fans]
    few = [each.year for each in ahead if view.kind is None or view.judged(each)]
    never = [each.year for each in ahead if each.year not in few]
    if few:
        years = text.listed(few, lang)
        yield say(
            lang,
            f"För {years} finns för få utfall att jämföra med för att visa ett spann.",
            f"For {years} there are too few outcomes to compare with for a span to be shown.",
        )
    if never:
        years = text.listed(never, lang)
        yield say(
            lang,
            f"För {years} visas inget spann: så lång tid framåt finns inget utfall att jämföra "
            "med.",
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
        f"The projection starts from the population at the end of {view.made}{old_en}.",
    )
