"""Women beside men, as people."""

from dashboard import prose, text
from dashboard.claims.claim import Cell, Claim
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def sexes(claim: Claim, indicator: PublishedIndicator, where: str, lang: Lang) -> str:
    """`Den var lägre bland kvinnor (3,3 procent) än bland män (3,8 procent)`."""
    if indicator.kind == "count" and indicator.unit == "personer":
        counted = text.listed(
            (_so_many(cell, indicator, lang) for cell in claim.evidence[:2]), lang
        )
        counted = f"{say(lang, 'Det var', 'There were')} {counted}"
        return counted + _apart_from_all(claim, lang)
    them = prose.pronoun(indicator, lang)
    told = _certain_sexes if claim.certain and claim.size else _plain_sexes
    rest = told(claim, indicator, lang)
    return prose.clause(them, say(lang, "var", "was"), rest, where, lang)


def _so_many(cell: Cell, indicator: PublishedIndicator, lang: Lang) -> str:
    """`14 flickor`, `1 kvinna`."""
    whom = prose.people(cell.sex, lang, cell.value, young=indicator.young)
    return f"{prose.figure(cell.value, indicator, lang)} {whom}"


def _apart_from_all(claim: Claim, lang: Lang) -> str:
    """That the parts are not the whole, where its source has changed them a little."""
    women, men, *whole = (cell.value for cell in claim.evidence)
    if not whole or women + men == whole[0]:
        return ""
    return say(
        lang,
        "; de ger inte exakt hela antalet, för källan skyddar enskilda med en liten slump",
        "; they do not make up the exact number, for the source protects individuals by chance",
    )


def _certain_sexes(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    """`lägre bland kvinnor (3,3 procent) än bland män (3,8)`."""
    whom, up = who(indicator, lang), claim.relation == "higher"
    women, men = (prose.beside(cell.value, indicator, lang) for cell in claim.evidence[:2])
    return say(
        lang,
        f"{'högre' if up else 'lägre'} bland {whom[0]} ({women}) än bland {whom[1]} ({men})",
        f"{'higher' if up else 'lower'} among {whom[0]} ({women}) than among {whom[1]} ({men})",
    )


def _plain_sexes(claim: Claim, indicator: PublishedIndicator, lang: Lang) -> str:
    women, men = claim.evidence[:2]
    if not claim.size:
        whom, level = who(indicator, lang), prose.level(women.value, indicator, lang)
        told = say(
            lang, f"bland både {whom[0]} och {whom[1]}", f"among both {whom[0]} and {whom[1]}"
        )
        return f"{level} {told}"
    untold = say(
        lang,
        "; det går inte att säga om de skiljer sig åt",
        "; it cannot be told whether they differ",
    )
    return both(women, men, indicator, lang) + (untold if claim.certain is False else "")


def both(women: Cell, men: Cell, indicator: PublishedIndicator, lang: Lang) -> str:
    """`5,2 procent bland kvinnor och 4,3 bland män`: the unit once."""
    whom = who(indicator, lang)
    first = prose.level(women.value, indicator, lang)
    last = prose.beside(men.value, indicator, lang)
    if lang == "sv":
        last = last.removesuffix(" procent")
    return say(
        lang,
        f"{first} bland {whom[0]} och {last} bland {whom[1]}",
        f"{first} among {whom[0]} and {last} among {whom[1]}",
    )


def who(indicator: PublishedIndicator, lang: Lang) -> tuple[str, str]:
    """Women and men; under 18 they are girls and boys."""
    women, men = (prose.people(sex, lang, young=indicator.young) for sex in "KM")
    return women, men
