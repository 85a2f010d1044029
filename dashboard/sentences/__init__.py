"""Claims as sentences, in Swedish and English; every number is one of the claim's."""

from dashboard import text
from dashboard.claims.claim import Claim
from dashboard.sentences.changes import briefly as briefly
from dashboard.sentences.changes import change, real
from dashboard.sentences.changes import really as really
from dashboard.sentences.direction import overlapping as overlapping
from dashboard.sentences.direction import untold as untold
from dashboard.sentences.direction import went as went
from dashboard.sentences.places import against as against
from dashboard.sentences.places import beside
from dashboard.sentences.places import level_of_other as level_of_other
from dashboard.sentences.places import others as others
from dashboard.sentences.places import shortly as shortly
from dashboard.sentences.rank import place as place
from dashboard.sentences.rank import span as span
from dashboard.sentences.rank import unranked as unranked
from dashboard.sentences.sexes import both as both
from dashboard.sentences.sexes import sexes
from dashboard.sentences.sexes import who as who
from dashboard.sentences.unusual import band, since, turn
from dashboard.text import Lang, say
from etl.model import PublishedIndicator


def sentence(claim: Claim, indicator: PublishedIndicator, lang: Lang, where: str = "") -> str:
    """One sentence, which says so where a figure in it is provisional.

    `where` is the place as a sentence has it (prose.place), where the reader does not know it.
    """
    words = f"{_TOLD[claim.comparator](claim, indicator, where, lang)}."
    note = say(lang, "Preliminära uppgifter.", "Provisional figures.") if claim.preliminary else ""
    return " ".join(filter(None, [words, real(claim, lang), note]))


def whole_value(number: float, indicator: PublishedIndicator, lang: Lang) -> str:
    """A value with its unit: `39,4 år`, `1 person`; one on a scale is a number alone."""
    if indicator.measure.scale:
        return text.number(number, indicator.decimals, lang)
    return text.quantity(number, indicator, lang)


_TOLD = {
    "before": change,
    "year": change,
    "band": band,
    "since": since,
    "turn": turn,
    "riket": beside,
    "county": beside,
    "sexes": sexes,
}


def mood(number: float, lang: Lang) -> str:
    """The Economic Tendency Survey's own words: its mean is 100 and its standard deviation 10."""
    if number > 110:
        return say(lang, "mycket starkare än normalt", "much stronger than normal")
    if number > 100:
        return say(lang, "starkare än normalt", "stronger than normal")
    if number < 90:
        return say(lang, "mycket svagare än normalt", "much weaker than normal")
    if number < 100:
        return say(lang, "svagare än normalt", "weaker than normal")
    return say(lang, "normalt", "normal")
