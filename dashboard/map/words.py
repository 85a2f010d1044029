"""Every text that the browser sets on a map and beside it, in the reader's language."""

from collections.abc import Callable, Sequence

from dashboard import text
from dashboard.choices import Choices, Method
from dashboard.map.model import Payload, Words
from dashboard.map.scope import Scope, place
from dashboard.parts.lengths import axis
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

Named = list[tuple[float, str]]  # values with the names of their regions


def words(
    indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang, pooled: Sequence[str]
) -> Words:
    """Every text the browser sets, in the reader's language; {…} are filled in there.

    `pooled` are the sexes whose figures the classes are made of.
    """
    where, every = place(scope, lang), _every(indicator, lang)
    scale = _scale(pooled, lang, circles=indicator.absolute)
    return Words(
        title=_title(indicator, choices, scope, lang),
        heading=_heading(indicator, choices, scope, lang),
        axis=axis(lang),
        map=say(lang, f"Karta, {where}", f"Map, {where}"),
        again=say(lang, "Tryck igen för att välja", "Tap again to choose"),
        nothing=say(lang, "Inga uppgifter att visa här.", "No figures to show here."),
        place=_place(("Plats", "Place"), indicator, lang),
        shared=_place(("Delad plats", "Shared place"), indicator, lang),
        period=_period_word(indicator, lang),
        play=say(lang, "Spela upp", "Play"),
        stop=say(lang, "Stoppa", "Stop"),
        zoom_in=say(lang, "Zooma in", "Zoom in"),
        zoom_out=say(lang, "Zooma ut", "Zoom out"),
        zoom_reset=say(lang, "Hela kartan", "Whole map"),
        method=_method(choices, lang) if not indicator.absolute else "",
        some_periods=_some_periods(choices, lang),
        same=say(lang, f"Samma skala {every}", f"Same scale for {every}"),
        scale=scale,
        scale_all=scale.format(period=every),
        to=say(lang, "till", "to"),
        under=say(lang, "under {limit}", "under {limit}"),
        below=say(lang, "{limit} och under", "{limit} and under"),
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


def _scale(pooled: Sequence[str], lang: Lang, *, circles: bool) -> str:
    """`Klasserna är gjorda av kvinnors värden för {period}.`: whose figures the scale is of."""
    whose = {
        ("K",): ("kvinnors värden", "the values of women"),
        ("M",): ("mäns värden", "the values of men"),
        ("K", "M"): (
            "kvinnors och mäns värden tillsammans",
            "the values of women and men together",
        ),
    }.get(tuple(pooled), ("värdena", "the values"))
    made = (
        "Cirklarnas storlek utgår från {} för {{period}}.",
        "Circles are sized by {} for {{period}}.",
    )
    if not circles:
        made = (
            "Klasserna är gjorda av {} för {{period}}.",
            "The classes are made of {} for {{period}}.",
        )
    return say(lang, *made).format(say(lang, *whose))


def round_zero(lang: Lang) -> tuple[str, str]:
    """What is said of a scale round zero, which every period has."""
    return say(lang, "Färgen byter vid noll.", "The colour changes at zero."), ""


def round_riket(sex: str, several: bool, lang: Lang, panels: Sequence[str] = ()) -> tuple[str, str]:
    """What is said of a scale round riket's value of a sex, and where riket has none.

    Beside each other kvinnor and män are compared with one value, so that its sex is told; `panels`
    of several periods each with riket's of its own, and the legend has the limits of the first.
    """
    whose = f" ({text.sex(sex, lang)})" if sex != "T" else ""
    told = whose if several else ""
    when = text.period(panels[0], lang) if panels else ""
    middle = (
        f"Jämfört med riket{told}, i mitten.",
        f"Compared with Sweden{told}, in the middle.",
    )
    each = (
        f"Varje karta är jämförd med rikets värde då, i mitten; gränserna i siffror gäller {when}.",
        f"Each map is compared with Sweden's value then, in the middle; the limits in figures are "
        f"those of {when}.",
    )
    return (
        say(lang, *(each if panels else middle)),
        say(
            lang,
            f"Riket har ingen uppgift{whose} för {{period}} att jämföra med.",
            f"Sweden has no figure{whose} for {{period}} to compare with.",
        ),
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


def _place(words: tuple[str, str], indicator: PublishedIndicator, lang: Lang) -> str:
    """`Plats {place} av {count}, räknat från lägst`: nobody has to guess which end is first."""
    sv, en = words
    low = indicator.better == "lower"
    return say(
        lang,
        f"{sv} {{place}} av {{count}}, räknat från {'lägst' if low else 'högst'}",
        f"{en} {{place}} of {{count}}, counted from the {'lowest' if low else 'highest'}",
    )


def _ranking(indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    title, order = text.title(indicator, lang), _ORDER[indicator.better == "lower"]
    return f"{title}, {say(lang, *order)}: {where}"


_ORDER = (
    ("från högst till lägst", "highest to lowest"),
    ("från lägst till högst", "lowest to highest"),
)


def who(choices: Choices, lang: Lang) -> list[str]:
    """Sex and age, where they are not all."""
    sex = [text.sex(choices.sex, lang)] if choices.sex != "T" else []
    return sex + ([text.age(choices.age, lang)] if choices.age != "total" else [])


def _some(level: str, lang: Lang) -> str:
    kind = several(level, lang)
    return say(
        lang,
        f"Uppgift finns för {{some}} av {{count}} {kind}.",
        f"There are figures for {{some}} of {{count}} {kind}.",
    )


def several(level: str, lang: Lang) -> str:
    """`kommuner`, `counties`: what regions of a level are called."""
    return say(lang, *{"county": ("län", "counties")}.get(level, ("kommuner", "municipalities")))


def _one(level: str, lang: Lang) -> str:
    return say(lang, *{"county": ("Län", "County")}.get(level, ("Kommun", "Municipality")))


METHODS: dict[Method, tuple[str, str]] = {
    "natural": ("Klasser efter luckor i värdena", "Classes by gaps in the values"),
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
    """`Högst Umeå 57,8, lägst Åsele 22,1`, values as `write` has them; nothing without figures.

    Of several that share an end none is named: `Högst Åre 88,0, lägst: 18 kommuner med 0,0`.
    """
    named = zip(payload.values[at], payload.names, strict=True)
    known = [(value, name) for value, name in named if value is not None]
    if not known:
        return ""
    low, high = min(value for value, _ in known), max(value for value, _ in known)
    if low == high:
        return _all_have(known, write(low), payload)
    lang = payload.lang
    highest, lowest = (_end(known, value, write(value), payload) for value in (high, low))
    return say(lang, f"Högst{highest}, lägst{lowest}", f"Highest{highest}, lowest{lowest}")


def _end(known: Named, value: float, written: str, payload: Payload) -> str:
    """Who has a value that none goes beyond: its name, or how many they are."""
    names = [name for each, name in known if each == value]
    if len(names) == 1:
        return f" {names[0]} {written}"
    kind = several(payload.level, payload.lang)
    return say(
        payload.lang, f": {len(names)} {kind} med {written}", f": {len(names)} {kind} at {written}"
    )


def _all_have(known: Named, written: str, payload: Payload) -> str:
    if len(known) == 1:
        return f"{known[0][1]} {written}"
    count = f"{len(known)} {several(payload.level, payload.lang)}"
    return say(payload.lang, f"Alla {count} har {written}", f"All {count} have {written}")
