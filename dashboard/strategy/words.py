"""How a strategy goes, in words: directions, counts of judgements, and why some cannot be made."""

from collections import Counter
from collections.abc import Iterable

from dashboard import data, prose, text
from dashboard.claims.direction import Direction
from dashboard.place import words as place
from dashboard.plan.model import Plan, Strategy
from dashboard.strategy.model import JUDGEMENTS, Count, Judgement, Lacking, Row, Window, judged
from dashboard.text import Lang, say

_COUNTED: dict[Judgement, tuple[str, str]] = {
    "right": ("{n} åt rätt håll", "{n} the right way"),
    "wrong": ("{n} åt fel håll", "{n} the wrong way"),
    "moved": ("{n} ändrade, varken bättre eller sämre", "{n} changed, neither better nor worse"),
    "flat": ("{n} oförändrade", "{n} unchanged"),
    "unclear": ("{n} utan tydlig riktning", "{n} without a clear direction"),
    "untold": ("{n} kan inte bedömas", "{n} cannot be judged"),
}


def strategy(plan: Plan) -> Strategy:
    """What a plan of this kind always has."""
    if plan.strategy is None:
        raise ValueError(f"{plan.id} is no strategy")
    return plan.strategy


def window(of: Window, plan: Plan, lang: Lang) -> str:
    """`sedan 2020`, `på tio år`."""
    year = strategy(plan).base_year
    told = {"since": (f"sedan {year}", f"since {year}"), "ten": ("på tio år", "over ten years")}
    return say(lang, *told[of])


def counted(of: Count, lang: Lang) -> list[tuple[Judgement, str]]:
    """`4 åt rätt håll`, `1 åt fel håll` …: each judgement that there is one of, in words."""
    return [(each, _counted(each, of[each], lang)) for each in JUDGEMENTS if of[each]]


def _counted(of: Judgement, n: int, lang: Lang) -> str:
    if of == "flat" and n == 1:
        return say(lang, "1 oförändrad", "1 unchanged")
    if of == "moved" and n == 1:
        return say(
            lang, "1 ändrad, varken bättre eller sämre", "1 changed, neither better nor worse"
        )
    return say(lang, *_COUNTED[of]).format(n=n)


def indicators(n: int, lang: Lang) -> str:
    """`1 indikator`, `12 indikatorer`."""
    end, end_en = ("", "") if n == 1 else ("er", "s")
    return say(lang, f"{n} indikator{end}", f"{n} indicator{end_en}")


def summary(of: Count, when: str, lang: Lang) -> str:
    """`Av 12 indikatorer har 4 gått åt rätt håll sedan 2020 och 1 åt fel håll; 5 har ingen …`."""
    size, rest = of.total(), [say(lang, *each) for each in _rest(of)]
    if of["untold"] == size:
        return _none_judged(size, lang)
    told = _ways(of, size, when, lang)
    return f"{told}; {text.listed(rest, lang)}." if rest else f"{told}."


def _none_judged(size: int, lang: Lang) -> str:
    if size == 1:
        return say(lang, "Indikatorn kan inte bedömas än.", "The indicator cannot be judged yet.")
    return say(
        lang,
        f"Ingen av de {size} indikatorerna kan bedömas än.",
        f"None of the {size} indicators can be judged yet.",
    )


def _ways(of: Count, size: int, when: str, lang: Lang) -> str:
    """How many have gone the right way and the wrong way."""
    if not of["right"] and not of["wrong"]:
        return say(
            lang,
            f"Av {indicators(size, lang)} har ingen tydligt gått åt rätt eller fel håll {when}",
            f"Of {indicators(size, lang)} none has clearly gone the right or the wrong way {when}",
        )
    right, wrong = (_none(of[each], lang) for each in ("right", "wrong"))
    return say(
        lang,
        f"Av {indicators(size, lang)} har {right} gått åt rätt håll {when} och {wrong} åt fel håll",
        f"Of {indicators(size, lang)} {right} {_have(of['right'])} gone the right way {when} "
        f"and {wrong} the wrong way",
    )


def _rest(of: Count) -> Iterable[tuple[str, str]]:
    """What is neither the right way nor the wrong."""
    if n := of["moved"]:
        yield (
            f"{n} har ändrats utan att bli bättre eller sämre",
            f"{n} {_have(n)} changed, for neither better nor worse",
        )
    if n := of["flat"]:
        yield f"{n} är oförändrade" if n > 1 else "1 är oförändrad", f"{n} {_is(n)} unchanged"
    if n := of["unclear"]:
        yield f"{n} har ingen tydlig riktning", f"{n} {_have(n)} no clear direction"
    if n := of["untold"]:
        yield f"{n} kan inte bedömas", f"{n} cannot be judged"


def _is(n: int) -> str:
    return "is" if n == 1 else "are"


def _have(n: int) -> str:
    return "has" if n == 1 else "have"


def _none(count: int, lang: Lang) -> str:
    return str(count) if count else say(lang, "ingen", "none")


# --- one row ---


def went(of: Direction, judgement: Judgement, lang: Lang) -> str:
    """`har ökat, åt rätt håll`; of what cannot be judged why."""
    told = place.direction(of, lang)
    if judgement in ("right", "wrong"):
        sv, en = ("rätt", "right") if judgement == "right" else ("fel", "wrong")
        return f"{told}, {say(lang, f'åt {sv} håll', f'the {en} way')}"
    return told


def span(of: Direction, row: Row, lang: Lang) -> str:
    """By how much and between which years: `3,6 procentenheter 2015–2024`."""
    return place.course(of, row.indicator, lang)


def based(row: Row, lang: Lang) -> str:
    """The bare numbers: `2020: 81,2 → 2025: 82,0`; empty where there is one year only."""
    if row.base is None or row.own is None:
        return ""
    then, now, decimals = row.base[0], row.own.now, row.indicator.decimals
    ends = ((then, row.base[1]), (now.period, now.value))
    return " → ".join(
        f"{text.period(period, lang)}: {text.number(value, decimals, lang)}"
        for period, value in ends
    )


def towns(row: Row, lang: Lang) -> str:
    """How many of the municipalities go which way over ten years; empty where none is judged."""
    found: Count = Counter(judged(each.direction, row.indicator.better) for each in row.towns)
    if found["untold"] == len(row.towns):
        return ""
    told = ", ".join(words for _, words in counted(found, lang))
    return say(lang, f"På tio år {told}", f"Over ten years {told}")


def spread(row: Row, lang: Lang) -> str:
    """From which municipality to which: `15 kommuner: Dorotea 36,2 till Umeå 61,0`."""
    ordered = sorted(row.towns, key=lambda each: each.value)
    ends = ordered if len(ordered) < 3 else (ordered[0], ordered[-1])
    told = say(lang, " till ", " to ").join(
        f"{data.region_name(each.code, lang)} "
        f"{text.number(each.value, row.indicator.decimals, lang)}"
        for each in ends
    )
    return f"{_places(len(ordered), lang)}: {told}"


def _places(count: int, lang: Lang) -> str:
    one = count == 1
    return say(
        lang,
        f"{count} {'kommun' if one else 'kommuner'}",
        f"{count} {'municipality' if one else 'municipalities'}",
    )


# --- what is not told ---


def name(of: Lacking, lang: Lang) -> str:
    """What is lacking, by its title; by its id where the catalogue has no such indicator."""
    if of.named:
        return say(lang, of.named.title, of.named.title_en)
    return text.title(of.meaning, lang) if of.meaning else of.id


def reason(of: Lacking, code: str, lang: Lang) -> str:
    """Why it is."""
    if of.named:
        return say(lang, of.named.why, of.named.why_en)
    if of.meaning is None:
        return say(lang, "finns inte i Norrläget", "is not in Norrläget")
    if of.why == "awaited":
        return text.awaited(lang, of.meaning.source)
    if of.why == "level":
        levels = text.levels(of.meaning, lang)
        return say(lang, f"finns bara för {levels}", f"exists only for {levels}")
    where = prose.place(code, lang)
    return say(lang, f"uppgift saknas för {where}", f"not available for {where}")
