"""How a comparison is told: what is compared, when, each cell, and what is wrong in an address."""

from dashboard import data, groups, prose, sentences, text
from dashboard.claims.rank import Place, Untold
from dashboard.compare import grammar
from dashboard.compare.figures import NOWHERE
from dashboard.compare.grammar import RULES, Choices, Measure, View
from dashboard.compare.model import Cell, Column, Compared, Relation
from dashboard.place import words as place
from dashboard.text import SPACE, Lang, say
from etl.model import PublishedIndicator, level_of

JOINED = "\u2060"  # no line breaks here
TITLE = ("Jämför kommuner och län", "Compare municipalities and counties")
NAMED = 3  # of the places and figures compared are named in a heading; of more the first two

VIEWS: dict[View, tuple[str, str]] = {
    "tabell": ("Tabell", "Table"),
    "varme": ("Värmekarta", "Heat map"),
    "diagram": ("Diagram", "Charts"),
    "spridning": ("Spridning", "Scatter"),
}
MEASURES: dict[Measure, tuple[str, str]] = {
    "varde": ("Värde", "Value"),
    "avvikelse": ("Avstånd till riket", "Distance from Sweden"),
    "rang": ("Plats bland alla", "Place among all"),
    "utveckling": ("Utveckling", "Change over time"),
}
SEXES = {
    "T": ("Alla", "All"),
    "K,M": ("Kvinnor och män", "Women and men"),
    "K": ("Kvinnor", "Women"),
    "M": ("Män", "Men"),
    "T,K,M": ("Alla, kvinnor och män", "All, women and men"),
}
GLYPHS: dict[Relation, str] = {"higher": "▲", "lower": "▼", "about": "≈"}
RELATIONS: dict[Relation, tuple[str, str]] = {
    "higher": ("högre än riket", "higher than Sweden"),
    "lower": ("lägre än riket", "lower than Sweden"),
    "about": ("ungefär som riket", "about the same as Sweden"),
}


# --- what is compared ---


def heading(choices: Choices, lang: Lang) -> str:
    """`Umeå, Skellefteå och tre andra: sex indikatorer`."""
    if choices.empty:
        return say(lang, *TITLE)
    places, figures = _places(choices, lang), _figures(choices, lang)
    return f"{places}: {figures}"


def title(choices: Choices, lang: Lang) -> str:
    """The same in a browser's tab, which begins with the place where one is chosen already."""
    if not choices.empty or not choices.region:
        return heading(choices, lang)
    return f"{_places(choices, lang)} – {say(lang, 'Jämför', 'Compare')}"


def _places(choices: Choices, lang: Lang) -> str:
    names = [groups.called(word, lang) for word in choices.region]
    return _some([names[0], *map(_within, names[1:])], ("områden", "places"), lang)


def _within(name: str) -> str:
    """A name after others: `kommuner som liknar Umeå`; a place keeps its capital."""
    whole = not any(name == each for each in data.region_names().values()) and "SKR" not in name
    return f"{name[:1].lower()}{name[1:]}" if whole and " " in name else name


def _some(names: list[str], what: tuple[str, str], lang: Lang) -> str:
    if len(names) <= NAMED:
        return text.listed(names, lang)
    rest = len(names) - NAMED + 1
    count = prose.spelled(rest, lang)
    other = say(lang, f"{count} andra {what[0]}", f"{count} other {what[1]}")
    return text.listed([*names[: NAMED - 1], other], lang)


def _figures(choices: Choices, lang: Lang) -> str:
    if len(choices.ids) == 1:
        return prose.subject(data.indicators()[choices.ids[0]], lang)
    count = prose.spelled(len(choices.ids), lang)
    return say(lang, f"{count} indikatorer", f"{count} indicators")


def indicator(word: str, lang: Lang) -> str:
    """What a word of indicators is called: its title, or the topic whose all it is."""
    if known := data.meaning(word):
        return text.title(known, lang)
    members = [known for id_ in grammar.figures(word) if (known := data.meaning(id_))]
    topic = say(lang, members[0].topic_title, members[0].topic_title_en) if members else word
    return say(lang, f"Allt inom {topic.lower()}", f"All of {topic.lower()}")


def lead(found: Compared, lang: Lang, *, through_time: bool) -> str:
    """How many places and figures, and of which time."""
    when = _all_time(found, lang) if through_time else time(found, lang)
    return f"{_counted(found, lang)} {when}"


def _all_time(found: Compared, lang: Lang) -> str:
    """That each line has all the periods there are, within those asked for."""
    period = found.choices.period
    within = "" if not period or period in RULES else f" {_span(period, lang)}"
    return say(
        lang,
        f"Linjerna visar alla perioder{within} som källorna har.",
        f"The lines show all periods{within} that the sources have.",
    )


def _counted(found: Compared, lang: Lang) -> str:
    places, figures = len(found.codes), len(found.choices.ids)
    one, single = places == 1, figures == 1
    kinds = {level_of(code) for code in found.codes}
    sv, en = ("område" if one else "områden"), ("place" if one else "places")
    if kinds == {"municipality"}:
        sv, en = ("kommun", "municipality") if one else ("kommuner", "municipalities")
    if kinds == {"county"}:
        sv, en = "län", "county" if one else "counties"
    what = ("indikator", "indicator") if single else ("indikatorer", "indicators")
    return say(
        lang,
        f"{places} {sv} och {figures} {what[0]}.",
        f"{places} {en} and {figures} {what[1]}.",
    )


def time(found: Compared, lang: Lang) -> str:
    """The rule by which the period of each figure is chosen."""
    period = found.choices.period
    within = "" if not period or period in RULES else f" {_span(period, lang)}"
    if found.together:
        return say(
            lang,
            f"Varje kolumn visar den senaste period{within} som alla områden har.",
            f"Each column shows the newest period{within} that all places have.",
        )
    return say(
        lang,
        f"Varje siffra är den senaste{within}; perioden står vid dem som skiljer sig från "
        "kolumnens.",
        f"Each figure is the newest{within}; the period stands beside those that differ from "
        "their column’s.",
    )


def _span(period: str, lang: Lang) -> str:
    first, to, last = period.partition("..")
    if not to:
        return say(lang, f"inom {text.period(first, lang)}", f"within {text.period(first, lang)}")
    ends = (text.period(first, lang) if first else "", text.period(last, lang) if last else "")
    if all(ends):
        return say(lang, f"från {ends[0]} till {ends[1]}", f"from {ends[0]} to {ends[1]}")
    return say(lang, *((f"sedan {ends[0]}", f"since {ends[0]}") if ends[0] else
                       (f"till och med {ends[1]}", f"up to {ends[1]}")))  # fmt: skip


def period(choice: str, lang: Lang) -> str:
    """A choice of time in a list: `Senaste för varje siffra`, `2015–2025`."""
    told = {
        "": ("Välj åt mig", "Choose for me"),
        RULES[0]: ("Senaste för varje siffra", "The newest of each figure"),
        RULES[1]: ("Senaste som alla har", "The newest that all have"),
    }
    if choice in told:
        return say(lang, *told[choice])
    first, to, last = choice.partition("..")
    ends = [text.period(each, lang) if each else "" for each in (first, last)]
    return f"{ends[0]}–{ends[1]}" if to else ends[0]


# --- a column ---


def unit(column: Column, lang: Lang) -> str:
    """What is below a column's title: `procent, kvinnor`."""
    parts = [text.measured(column.indicator, lang)]
    if len(column.indicator.sexes) > 1 and column.sex != "T":
        parts.append(text.sex(column.sex, lang))
    if column.age != "total":
        parts.append(text.age(column.age, lang))
    return ", ".join(parts)


def unsexed(column: Column, lang: Lang) -> str:
    """That an indicator has no such sex as was asked for."""
    if column.sex == column.asked:
        return ""
    return say(lang, "finns inte efter kön", "not by sex")


# --- a cell ---


def relation(cell: Cell, lang: Lang) -> str:
    """`högre än riket`; empty where nothing can be said."""
    return say(lang, *RELATIONS[cell.relation]) if cell.relation else ""


def missing(cell: Cell, lang: Lang) -> str:
    """Why there is no figure: `uppgift saknas`, `finns inte för län`."""
    if cell.status != NOWHERE or cell.period:
        return text.status(cell.status, lang)
    where = {
        "country": ("riket", "Sweden"),
        "county": ("län", "counties"),
        "municipality": ("kommuner", "municipalities"),
    }[level_of(cell.region)]
    return say(lang, f"finns inte för {where[0]}", f"not for {where[1]}")


def shown(cell: Cell, column: Column, choices: Choices) -> str:
    """What a cell says of the measure that is chosen; empty where it has none of it."""
    lang = choices.lang
    match choices.measure:
        case "avvikelse":
            return deviation(cell, lang)
        case "rang":
            return rank(cell.place, lang)
        case "utveckling":
            return course(cell, column.indicator, lang)
    return value(cell, column.indicator, lang)


def value(cell: Cell, indicator: PublishedIndicator, lang: Lang) -> str:
    """A figure as it is shown, without its unit."""
    return "" if cell.value is None else text.number(cell.value, indicator.decimals, lang)


def deviation(cell: Cell, lang: Lang) -> str:
    """`+1,3` spreads; empty where it has none."""
    if cell.deviation is None:
        return ""
    words = text.number(cell.deviation, 1, lang)
    return f"+{words}" if cell.deviation > 0 and words.strip("0.,") else words


def rank(of: Place | Untold | None, lang: Lang) -> str:
    """`plats 12–41 av 290`, or why there is none."""
    if of is None:
        return ""
    if not isinstance(of, Place):
        return sentences.unranked(of, lang)
    words = sentences.place(of, lang).replace("–", f"–{JOINED}")
    return words.replace(" ", SPACE)


def course(cell: Cell, indicator: PublishedIndicator, lang: Lang) -> str:
    """`har ökat 2,4 procentenheter 2015–2024`; which way it has gone, tested."""
    if cell.direction is None or not cell.period:
        return ""
    told = place.direction(cell.direction, lang), place.course(cell.direction, indicator, lang)
    return " ".join(filter(None, told))


def glyph(cell: Cell) -> str:
    """The arrow of a direction."""
    return place.GLYPHS.get(cell.direction.outcome, "") if cell.direction else ""
