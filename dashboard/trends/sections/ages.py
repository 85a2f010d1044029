"""The card of ages: what is expected of each group, women and men, and how many of working age."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard import data, text
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import say
from dashboard.trends import words
from dashboard.trends.contents import Group, contents
from dashboard.trends.outlook import Outlook, Point, points
from etl.model import PublishedIndicator


def ages(view: Outlook) -> html.Section:
    """Every group that something is expected of, in the order of the list."""
    lang = view.lang
    title = say(lang, "Åldrar framåt", "Ages ahead")
    rows = [row for group in contents().group for row in _rows(view, group)]
    if not rows:
        nothing = say(lang, "Inga uppgifter att visa här.", "No figures to show here.")
        return parts.card(html.H2(title), html.P(nothing), id="aldrar")
    heads = [
        say(lang, "Ålder", "Age"), say(lang, "Väntas år", "Expected in"),
        say(lang, "Alla", "All"), say(lang, "Kvinnor", "Women"), say(lang, "Män", "Men"),
        say(lang, "Räknat från", "Counted from"),
        say(lang, "Antal då", "Number then"),
    ]  # fmt: skip
    what = say(lang, "Väntad folkmängd efter ålder", "Expected population by age")
    return parts.card(
        html.H2(title),
        *[html.P(each, className="says") for each in _burden(view)],
        cards.table(f"{what}, {view.name}", heads, rows),
        parts.actions(_used(view), None, view.place, lang),
        id="aldrar",
    )


def _rows(view: Outlook, group: Group) -> Iterator[list[str]]:
    lang, name = view.lang, say(view.lang, group.title, group.title_en)
    every = {sex: [*points(_of(view, sex), group)] for sex in "TKM"}
    for point in every["T"]:
        found = [_value(every[sex], point, view) for sex in "TKM"]
        counted = area.known(area.values(group.counted, view.place, "T")).get(point.made)
        then = "–" if counted is None else words.number(counted, lang)
        yield [name, point.year, *found, point.made, then]


def _of(view: Outlook, sex: str) -> Outlook:
    return Outlook(replace(view.choices, sex=sex))


def _value(some: list[Point], at: Point, view: Outlook) -> str:
    """The figure of the same projection and year; a dash where there is none."""
    same = (words.number(each.value, view.lang) for each in some if each[:2] == at[:2])
    return next(same, "–")


def _used(view: Outlook) -> list[PublishedIndicator]:
    ids = [each.indicator for group in contents().group for each in group.expected]
    counted = [group.counted for group in contents().drawn]
    found = (data.indicator(each) for each in [*ids, *counted] if area.has(each, view.place))
    return [each for each in found if each]


def _burden(view: Outlook) -> Iterator[str]:
    """How many are expected to be younger or older to a hundred of working age; riket beside."""
    of, lang = contents().burden, view.lang
    here = _per_hundred(view.place)
    if not here:
        return
    made, value = here
    year, ages_ = str(int(made) + of.years), say(lang, of.ages, of.ages_en)
    whole = _per_hundred(area.area("00"))
    beside = ""
    if view.place.code != "00" and whole and whole[0] == made:
        riket = text.number(whole[1], 0, lang)
        beside = say(lang, f", mot {riket} i riket", f", against {riket} in Sweden")
    many = text.number(value, 0, lang)
    yield say(
        lang,
        f"För varje hundra invånare i åldern {ages_} väntas {view.name} ha {many} som är yngre "
        f"eller äldre {year}{beside}.",
        f"For every hundred residents aged {ages_}, {view.name} is expected to have {many} who "
        f"are younger or older in {year}{beside}.",
    )


def _per_hundred(place: Area) -> tuple[str, float] | None:
    """The newest projection that has both, and those not of working age to a hundred who are."""
    of = contents().burden
    everyone, working = (
        area.known(area.values(each, place, "T")) for each in (of.everyone, of.working)
    )
    made = max(everyone.keys() & working.keys(), default="")
    if not made or working[made] <= 0:
        return None
    return made, (everyone[made] - working[made]) / working[made] * 100
