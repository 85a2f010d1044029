"""How right projections have been, as sentences: what was expected, and what came."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from dashboard import prose, text
from dashboard.text import Lang, say
from dashboard.trends import words
from dashboard.trends.contents import Expected
from dashboard.trends.misses import Record
from dashboard.trends.outlook import Miss, Outlook


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
    lang, whom = view.lang, words.people(view.group, view.choices.sex, view.lang)
    first = (
        say(lang, f"Längst ifrån var den från {miss.made}: den", f"The one from {miss.made} was")
        if is_worst
        else say(lang, f"Framskrivningen från {miss.made}", f"The projection from {miss.made}")
    )
    expected, came = words.number(miss.expected, lang), words.number(miss.counted, lang)
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
        f"Projections from {listed} are not in the release.",
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
        f"Calculated from projections from {span} for all municipalities and counties: the outcome "
        "divided by what was expected, less one. A municipality’s size is that of the year when "
        "the projection was made.",
    )
