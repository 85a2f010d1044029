"""Every text that the browser sets on a map and beside it, in the reader's language."""

from collections.abc import Callable

from dashboard import text
from dashboard.choices import Choices, Method
from dashboard.map.model import Payload, Words
from dashboard.map.scope import Scope, place
from dashboard.parts.lengths import axis
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def words(
    indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang, *, split: bool
) -> Words:
    """Every text the browser sets, in the reader's language; {…} are filled in there."""
    where = place(scope, lang)
    sexes = say(lang, ", kvinnor och män", ", women and men") if split else ""
    every = _every(indicator, lang)
    return Words(
        title=_title(indicator, choices, scope, lang),
        heading=_heading(indicator, choices, scope, lang),
        axis=axis(lang),
        map=say(lang, f"Karta, {where}", f"Map, {where}"),
        again=say(lang, "Tryck igen för att välja", "Tap again to choose"),
        nothing=say(lang, "Inga uppgifter att visa här.", "No figures to show here."),
        rank=say(lang, "Plats {rank} av {count}", "Rank {rank} of {count}"),
        period=_period_word(indicator, lang),
        play=say(lang, "Spela upp", "Play"),
        stop=say(lang, "Stoppa", "Stop"),
        zoom_in=say(lang, "Zooma in", "Zoom in"),
        zoom_out=say(lang, "Zooma ut", "Zoom out"),
        zoom_reset=say(lang, "Hela kartan", "Whole map"),
        method=_method(choices, lang) if not indicator.absolute else "",
        around=say(
            lang, "Jämfört med {centre}, i mitten.", "Compared with {centre}, in the middle."
        ),
        some_periods=_some_periods(choices, lang),
        same=say(lang, f"Samma skala {every}", f"Same scale for {every}"),
        scale=say(lang, f"Skala: {{period}}{sexes}.", f"Scale: {{period}}{sexes}."),
        scale_all=say(lang, f"Skala: {every}{sexes}.", f"Scale: {every}{sexes}."),
        to=say(lang, "till", "to"),
        under=say(lang, "under {limit}", "under {limit}"),
        over=say(lang, "{limit} och över", "{limit} and over"),
        negative=say(lang, "minskning eller underskott", "below zero"),
        missing=text.status("", lang),
        some=_some(scope.level, lang),
        ranking=_ranking(indicator, where, lang),
        more=say(lang, "Visa alla {count}", "Show all {count}"),
        fewer=say(lang, "Visa färre", "Show fewer"),
        region=_one(scope.level, lang),
        remark=say(lang, "Anmärkning", "Remark"),
    )


def _title(indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang) -> str:
    """Who, where, unit and when, below the indicator's title."""
    words = ", ".join(_shown(indicator, choices, scope, lang))
    return words[:1].upper() + words[1:]


def _heading(indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang) -> str:
    """The same after the indicator's title, which may say an age already."""
    title, age = text.title(indicator, lang), text.age(choices.age, lang)
    every = _shown(indicator, choices, scope, lang)
    said = [each for each in every if each != age or age not in title]
    return f"{title}: {', '.join(said)}"


def _shown(indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang) -> list[str]:
    return [*who(choices, lang), place(scope, lang), text.measured(indicator, lang), "{period}"]


def _ranking(indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    title = text.title(indicator, lang)
    return say(
        lang, f"{title}, från högst till lägst: {where}", f"{title}, highest to lowest: {where}"
    )


def who(choices: Choices, lang: Lang) -> list[str]:
    """Sex and age, where they are not all."""
    sex = [text.sex(choices.sex, lang)] if choices.sex != "T" else []
    return sex + ([text.age(choices.age, lang)] if choices.age != "total" else [])


def _some(level: str, lang: Lang) -> str:
    kind = {"county": ("län", "counties")}.get(level, ("kommuner", "municipalities"))
    return say(
        lang,
        f"Uppgift finns för {{some}} av {{count}} {kind[0]}.",
        f"There are figures for {{some}} of {{count}} {kind[1]}.",
    )


def _one(level: str, lang: Lang) -> str:
    return say(lang, *{"county": ("Län", "County")}.get(level, ("Kommun", "Municipality")))


METHODS: dict[Method, tuple[str, str]] = {
    "natural": ("Naturliga klasser", "Natural classes"),
    "quantile": ("Lika många i varje klass", "Equally many in each class"),
    "equal": ("Lika steg", "Equal steps"),
    "own": ("Egna gränser", "Own limits"),
}


def _method(choices: Choices, lang: Lang) -> str:
    return f"{say(lang, *METHODS[choices.method])}."


def _some_periods(choices: Choices, lang: Lang) -> str:
    """`2010, 2015 och 2022`, the periods that stand beside each other."""
    if not choices.panels or choices.panels[0] == "K":
        return ""
    return text.listed((text.period(each, lang) for each in choices.panels), lang)


def _period_word(indicator: PublishedIndicator, lang: Lang) -> str:
    words = {"year": ("År", "Year"), "quarter": ("Kvartal", "Quarter"), "month": ("Månad", "Month")}
    return say(lang, *words[indicator.frequency])


def _every(indicator: PublishedIndicator, lang: Lang) -> str:
    words = {
        "year": ("alla år", "all years"),
        "quarter": ("alla kvartal", "all quarters"),
        "month": ("alla månader", "all months"),
    }
    return say(lang, *words[indicator.frequency])


def ends(payload: Payload, at: int, write: Callable[[float], str]) -> str:
    """`Högst Umeå 57,8, lägst Åsele 22,1`, values as `write` has them; nothing without figures."""
    named = zip(payload.values[at], payload.names, strict=True)
    known = [(value, name) for value, name in named if value is not None]
    if not known:
        return ""
    (low, lowest), (high, highest) = min(known), max(known)
    words = say(payload.lang, "Högst {} {}, lägst {} {}", "Highest {} {}, lowest {} {}")
    return words.format(highest, write(high), lowest, write(low))
