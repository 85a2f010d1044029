"""The sentences over an indicator's figures: what the chosen region's say, period by period."""

from collections.abc import Sequence

from dashboard import prose, sentences, text
from dashboard.claims import find
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.direction import Outcome, trend
from dashboard.claims.series import Case, Figures
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def leads(
    figures: Figures, indicator: str, region: str, age: str, periods: Sequence[str], lang: Lang
) -> dict[str, str]:
    """What is said of a region in each period; where it has no figure that is said.

    Every number is one of the figures. Riket stands beside a rate, women beside men, and which way
    it has gone, each as far as chance lets it be told.
    """
    of = figures.indicators[indicator]
    key = (indicator, region, "T" if "T" in of.sexes else of.sexes[0], age)
    cases = {period: Case(figures, key, period, of.steady) for period in periods}
    return {period: _told(case, lang) for period, case in cases.items()}


def _told(case: Case, lang: Lang) -> str:
    if case.period not in case.series:
        return _sexes_alone(case, lang) or _nothing(case, lang)
    return " ".join(filter(None, [_level(case, lang), _sexes(case, lang), _direction(case, lang)]))


def _level(case: Case, lang: Lang) -> str:
    """`I Umeå var andelen 3,2 procent 2022, mot 5,6 procent i riket.`."""
    indicator, now = case.indicator, case.now
    rest = f"{prose.level(now.value, indicator, lang)} {prose.at(now.period, lang)}"
    riket = find.riket(case)
    if riket:
        rest += f", {_against(riket, indicator, lang)}"
    return f"{_clause(case, rest, lang)}{_provisional(now, lang)}"


def _against(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """Both levels; a difference that chance may have made is said to be about none."""
    if claim.certain is False:
        return sentences.against(claim, indicator, lang)
    value = sentences.level_of_other(claim, indicator, lang)
    name = prose.place("00", lang)
    return say(lang, f"mot {value} i {name}", f"against {value} in {name}")


def _clause(case: Case, rest: str, lang: Lang) -> str:
    subject, age = prose.subject(case.indicator, lang), case.key[3]
    if len(case.indicator.ages) > 1 and age != "total":
        subject = f"{subject}, {text.age(age, lang)}"
    where = prose.place(case.key[1], lang)
    return f"{prose.clause(subject, say(lang, 'var', 'was'), rest, where, lang)}."


def _provisional(cell: Cell, lang: Lang) -> str:
    if cell.status != "p":
        return ""
    return say(lang, " Uppgiften är preliminär.", " The figure is provisional.")


def _sexes(case: Case, lang: Lang) -> str:
    claim = find.sexes(case)
    return sentences.sentence(claim, case.indicator, lang) if claim else ""


def _sexes_alone(case: Case, lang: Lang) -> str:
    """Women and men where there is no figure of all."""
    women, men = case.of(sex="K"), case.of(sex="M")
    if women is None or men is None:
        return ""
    told = sentences.both(women, men, case.indicator, lang)
    return _clause(case, f"{told} {prose.at(case.period, lang)}", lang)


def _nothing(case: Case, lang: Lang) -> str:
    """`Uppgift saknas för Umeå 2021.`."""
    symbol = case.figures.nulls(case.key).get(case.period, "")
    where, when = prose.place(case.key[1], lang), prose.at(case.period, lang)
    words = prose.opening(text.status(symbol, lang))
    return f"{words}: {where} {when}."


def _direction(case: Case, lang: Lang) -> str:
    """Which way it has gone in the latest years without a hole, at most ten."""
    indicator = case.indicator
    if indicator.nominal or indicator.kind == "balance":
        return ""
    values = {period: cell.value for period, cell in case.series.items() if period <= case.period}
    found = trend(values, indicator)
    if found.outcome not in _WENT:
        return ""
    them = prose.pronoun(indicator, lang)
    since = prose.when(found.first, lang)
    unchanged = "oförändrat" if them == "det" else "oförändrad"
    words = say(lang, *_WENT[found.outcome]).format(since=since, unchanged=unchanged)
    return f"{prose.opening(them)} {words}."


_WENT: dict[Outcome, tuple[str, str]] = {
    "up": ("har ökat sedan {since}", "has risen since {since}"),
    "down": ("har minskat sedan {since}", "has fallen since {since}"),
    "flat": ("är {unchanged} sedan {since}", "is unchanged since {since}"),
    "unclear": ("har ingen tydlig riktning sedan {since}", "has no clear direction since {since}"),
}
