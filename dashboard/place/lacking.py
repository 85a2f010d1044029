"""Why something of a place cannot be told, in words."""

from dashboard import prose, sentences, text
from dashboard.place.model import Unjudged
from dashboard.text import Lang, say


def reason(each: Unjudged, lang: Lang) -> str:
    """`för kort serie (tre år) för att säga hur det har gått`."""
    match each.why:
        case "awaited":
            return text.awaited(lang, each.indicator.source)
        case "missing":
            return say(lang, "uppgift saknas för området", "not available for this place")
        case "short":
            return _short(each.n, lang)
        case "overlap":
            return say(lang, *sentences.overlapping(each.n))
    return say(
        lang,
        "hur mycket slumpen betyder är inte känt, och skillnader bedöms inte",
        "how much is due to chance is not known, and differences are not judged",
    )


def _short(years: int, lang: Lang) -> str:
    spelled = prose.spelled(years, lang)
    one = years == 1
    return say(
        lang,
        f"för kort serie ({spelled if not one else 'ett'} år) för att säga hur det har gått",
        f"too short a series ({spelled} {'year' if one else 'years'}) to say how it has gone",
    )
