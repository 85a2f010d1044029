"""The population equation in words: the change, what came against what went, and what is left."""

from dataclasses import dataclass

import numpy as np

from dashboard import prose, text
from dashboard.claims import difference
from dashboard.claims.claim import Claim
from dashboard.claims.interval import Interval, counted
from dashboard.demography import equation
from dashboard.demography.equation import Equation, Flows, Ledger
from dashboard.demography.wording import number
from dashboard.text import Lang, say
from etl.model import Role
from etl.periods import before

LEVEL = 0.95  # of one comparison
Words = tuple[str, str]  # Swedish and English


@dataclass(frozen=True)
class Pair:
    """How what comes in is told against what goes out, whichever is more, and what is left called.

    `{many}` is `861 fler`, with women or men `861 fler kvinnor`; `{who}` those alone.
    """

    more: Words
    fewer: Words
    same: Words
    net: Words


def _moves(into: Words, out: Words, same: Words, net: Words) -> Pair:
    return Pair(
        (f"{{many}} {into[0]}", f"{{many}} {into[1]}"),
        (f"{{many}} {out[0]}", f"{{many}} {out[1]}"),
        (f"lika många{{who}} {same[0]}", f"as many {{who}} {same[1]}"),
        net,
    )


_ABROAD = _moves(
    ("invandrade än utvandrade", "immigrated than emigrated"),
    ("utvandrade än invandrade", "emigrated than immigrated"),
    ("invandrade som utvandrade", "immigrated as emigrated"),
    ("Nettoinvandringen", "Net immigration"),
)
_PAIRS: dict[Role, Pair] = {
    "moved-in": _moves(
        ("flyttade in än ut", "moved in than out"),
        ("flyttade ut än in", "moved out than in"),
        ("flyttade in som ut", "moved in as out"),
        ("Flyttnettot", "Net migration"),
    ),
    "moved-in-within": _moves(
        (
            "flyttade in från än ut till övriga Sverige",
            "moved in from the rest of Sweden than out to it",
        ),
        (
            "flyttade ut till än in från övriga Sverige",
            "moved out to the rest of Sweden than in from it",
        ),
        (
            "flyttade in från som ut till övriga Sverige",
            "moved in from the rest of Sweden as out to it",
        ),
        ("Flyttnettot mot övriga Sverige", "Net migration with the rest of Sweden"),
    ),
    "immigrated": _ABROAD,
    "births": Pair(
        ("det föddes {number} fler än det dog", "there {were} {number} more {births} than deaths"),
        ("det dog {number} fler än det föddes", "there {were} {number} more {deaths} than births"),
        ("lika många föddes som dog", "there were as many births as deaths"),
        ("Födelsenettot", "Natural change"),
    ),
}
# Who are born are girls and boys, and who die women and men.
_BORN = Pair(
    ("det föddes {number} fler {young} än det dog {old}",
     "{number} more {young} were born than {old} died"),
    ("det dog {number} fler {old} än det föddes {young}",
     "{number} more {old} died than {young} were born"),
    ("lika många {young} föddes som {old} dog", "as many {young} were born as {old} died"),
    ("Födelsenettot", "Natural change"),
)  # fmt: skip


def sentences(ledger: Ledger, each: Equation, lang: Lang) -> list[str]:
    """The change, each balance, what the parts leave, and the nets that changed sign."""
    return [
        changed(ledger, each, lang),
        *_balances(ledger, each, lang),
        *_sexes_apart(ledger, each, lang),
        remainder(ledger, each, lang),
        *turned(ledger, each, lang),
    ]


def changed(ledger: Ledger, each: Equation, lang: Lang) -> str:
    """`Under 2024 ökade folkmängden i Umeå med 1 158.`."""
    when, within = text.period(each.period, lang), ledger.place.within(lang)
    subject = {
        "K": (f"antalet kvinnor i {within}", f"the number of women in {within}"),
        "M": (f"antalet män i {within}", f"the number of men in {within}"),
    }.get(ledger.sex, (f"folkmängden i {within}", f"the population of {within}"))
    if not each.change:
        return say(
            lang,
            f"Under {when} varken ökade eller minskade {subject[0]}.",
            f"In {when} {subject[1]} neither grew nor fell.",
        )
    many, up = number(abs(each.change), lang), each.change > 0
    return say(
        lang,
        f"Under {when} {'ökade' if up else 'minskade'} {subject[0]} med {many}.",
        f"In {when} {subject[1]} {'grew' if up else 'fell'} by {many}.",
    )


def _balances(ledger: Ledger, each: Equation, lang: Lang) -> list[str]:
    """`Det dog 25 fler än det föddes, men 19 fler flyttade in än ut.`."""
    claims = ledger.claims(each)
    told = [pair(ledger, role, claim, lang) for role, claim in claims.items()]
    if not told:
        return []
    against = {claim.relation for claim in claims.values()} == {"higher", "lower"}
    but = say(lang, "men", "but") if against and len(told) == 2 else say(lang, "och", "and")
    *first, last = told
    return [prose.opening(", ".join([*first, f"{but} {last}" if first else last])) + "."]


def pair(ledger: Ledger, role: Role, claim: Claim, lang: Lang) -> str:
    """`861 fler flyttade in än ut`, `det dog 25 fler än det föddes`, by which are more."""
    pair = _telling(ledger, role)
    words = {"higher": pair.more, "lower": pair.fewer}.get(claim.relation, pair.same)
    return say(lang, *words).format(**_filled(ledger.sex, abs(claim.size or 0.0), lang))


def _telling(ledger: Ledger, role: Role) -> Pair:
    if role == "births" and ledger.sex != "T":
        return _BORN
    return _ABROAD if role == "moved-in" and ledger.place.level == "country" else _PAIRS[role]


def _filled(sex: str, size: float, lang: Lang) -> dict[str, str]:
    """What the texts of a pair are filled with."""
    many, who = number(size, lang), _whom(sex, 2, lang)
    whom = _whom(sex, size, lang)
    more = say(lang, f"{many} fler {whom}".rstrip(), f"{many} more {whom}")
    filled = {"number": many, "many": more, "who": say(lang, f" {who}".rstrip(), who)}
    filled |= {"young": prose.people(sex, lang, young=True), "old": who} if sex != "T" else {}
    one = size == 1
    return filled | {
        "were": "was" if one else "were",
        "births": "birth" if one else "births",
        "deaths": "death" if one else "deaths",
    }


def _whom(sex: str, size: float, lang: Lang) -> str:
    """Women or men; both together are people, whom Swedish need not name."""
    if sex != "T":
        return prose.people(sex, lang, size)
    return say(lang, "", "person" if size == 1 else "people")


def _sexes_apart(ledger: Ledger, each: Equation, lang: Lang) -> list[str]:
    """`110 fler kvinnor flyttade ut än in, medan 6 fler män flyttade in än ut.`.

    Only where women and men went apart by more than chance.
    """
    if ledger.sex != "T":
        return []
    apart = [equation.ledger(ledger.account.frequency, ledger.place, sex) for sex in "KM"]
    both = [(of, found) for of in apart if (found := of.of(each.period))]
    told = []
    for plus, minus in ledger.account.pairs[1:]:
        known = [flows for _, found in both if (flows := found.flows(plus, minus))]
        if len(known) == len(apart) and _opposed(*known) and beyond_chance(*known):
            words = (pair(of, plus, of.claims(found)[plus], lang) for of, found in both)
            told.append(prose.opening(say(lang, ", medan ", ", while ").join(words)) + ".")
    return told


def _opposed(one: Flows, other: Flows) -> bool:
    """Whether more came in the one, and more went in the other."""
    return (one[0] - one[1]) * (other[0] - other[1]) < 0


def remainder(ledger: Ledger, each: Equation, lang: Lang) -> str:
    """How much of the change births, deaths and moves are: never more than is known."""
    if each.explained is None or each.remainder is None:
        return say(
            lang,
            "Källan redovisar inte alla delar, så de kan inte jämföras med hela ändringen.",
            "The source does not give all parts, so they cannot be set against the whole change.",
        )
    parts = say(lang, "Födda, döda och flyttningar", "Births, deaths and moves")
    told, rest = _explained(each, lang), say(lang, *ledger.account.rest)
    if not round(each.remainder):
        return f"{parts} {told}."
    left = say(
        lang,
        *(("resten är", "the rest is") if each.is_part else ("skillnaden är", "the difference is")),
    )
    return f"{parts} {told}; {left} {rest}."


def _explained(each: Equation, lang: Lang) -> str:
    explained = each.explained or 0.0
    many = number(abs(explained), lang)
    if not explained:
        return say(lang, "tog ut varandra", "cancelled each other out")
    if not round(each.remainder or 0.0):
        return say(lang, "förklarar hela ändringen", "account for the whole change")
    if each.is_part:
        return say(lang, f"förklarar {many}", f"account for {many} of the change")
    way = ("en ökning", "an increase") if explained > 0 else ("en minskning", "a decrease")
    return say(lang, f"ger {way[0]} med {many}", f"add up to {way[1]} of {many}")


# --- a net that changed sign ---


def turned(ledger: Ledger, each: Equation, lang: Lang) -> list[str]:
    """`Flyttnettot gick från plus 38 år 2023 till minus 66 år 2024`, and whether by chance."""
    then, told = ledger.of(before(each.period, 1)), []
    for pair_ in ledger.account.pairs:
        known = [flows for of in (then, each) if of and (flows := of.flows(*pair_))]
        if len(known) == 2 and _opposed(*known):
            chance = "" if beyond_chance(*known) else prose.within_chance(lang)
            periods = (before(each.period, 1), each.period)
            ends = [_net(*end, lang) for end in zip(known, periods, strict=True)]
            went = say(lang, "gick från {} till {}", "went from {} to {}").format(*ends)
            told.append(f"{_name(ledger, pair_[0], lang)} {went}{chance}.")
    return told


def _name(ledger: Ledger, role: Role, lang: Lang) -> str:
    """`Flyttnettot`, `Flyttnettot bland kvinnor`."""
    name = say(lang, *_telling(ledger, role).net)
    whom = (
        say(lang, " bland ", " among ") + prose.people(ledger.sex, lang)
        if ledger.sex != "T"
        else ""
    )
    return f"{name}{whom}"


def _net(flows: Flows, period: str, lang: Lang) -> str:
    """`plus 38 år 2023`."""
    net = flows[0] - flows[1]
    return f"{'plus' if net > 0 else 'minus'} {number(abs(net), lang)} {_in(period, lang)}"


def _in(period: str, lang: Lang) -> str:
    """When, behind a number: `år 2024`, `i juli 2026`; `in 2024`."""
    told = prose.at(period, lang)
    return f"år {told}" if lang == "sv" and told == period else told


def beyond_chance(then: Flows, now: Flows) -> bool:
    """Whether what is left of flows differs by more than chance moves each of them."""
    of = [(into - out, _around(into - out, into + out)) for into, out in (now, then)]
    return difference.judged(*of[0], *of[1]).certain is True


def _around(net: float, gross: float) -> Interval:
    low, high = counted(np.array([net]), np.array([gross]), LEVEL)
    return Interval(float(low[0]), float(high[0]), "flows", LEVEL)
