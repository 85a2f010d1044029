"""What stands around the rows: what is said first, what is left out, and how it is made."""

from dashboard import address, prose, text
from dashboard.gap import summary, words
from dashboard.gap.model import Lacking, Story
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say


def head(told: Story, lang: Lang) -> html.Section:
    """How many indicators there are figures of, the claims, and why some are left out."""
    points = summary.sentences(summary.points(told), lang)
    missing, others = len(told.lacking), len(told.excused)
    why = say(
        lang,
        f"Varför {missing} saknas, och {others} andra indikatorer inte hör till sidan",
        f"Why {missing} are missing, and {others} other indicators are not part of the page",
    )
    return cards.card(
        html.P(summary.head(told, lang)),
        *([html.Ul([html.Li(each) for each in points], className="claims")] if points else []),
        html.P([_method(lang), " ", _more(lang)], className="muted"),
        cards.folded(why, _lacking(told, lang)),
        className="card head",
    )


def _method(lang: Lang) -> str:
    return say(
        lang,
        "De som nämns här är säkra på 99,8 procent: där många siffror gås igenom gör slumpen "
        "annars några av dem. I raderna gäller 95 procent.",
        "Those named here are certain at 99.8 per cent: where many figures are looked through, "
        "chance makes some of them otherwise. In the rows it is 95 per cent.",
    )


def _more(lang: Lang) -> html.A:
    words = say(lang, "Så bedöms osäkerheten", "How uncertainty is judged")
    return html.A(words, href=address.link("/om/osakerhet", lang))


def _lacking(told: Story, lang: Lang) -> html.Dl:
    """What is not told, those of one reason together."""
    found: dict[str, list[Lacking]] = {}
    for each in [*told.lacking, *told.excused]:
        found.setdefault(words.reason(each, told.region, lang), []).append(each)
    parts = []
    for why, those in found.items():
        titles = "; ".join(text.title(each.indicator, lang) for each in those)
        parts += [html.Dt(prose.opening(why)), html.Dd(titles)]
    return html.Dl(parts, className="why")


def about(told: Story, lang: Lang) -> html.Section:
    """How the difference, what is certain of it and its direction are found."""
    rows = [(say(lang, *head_), say(lang, *said)) for head_, said in _ABOUT]
    return cards.about([*rows, (say(lang, "Källor", "Sources"), _sources(told, lang))], lang)


def _sources(told: Story, lang: Lang) -> str:
    """Whose figures they are and when they were taken; the table stands in each row."""
    every = [row.indicator for row in told.rows]
    if not every:
        return ""
    names = text.listed(sorted({text.agency(each) for each in every}), lang)
    days = sorted({each.taken.isoformat() for each in every})
    span = say(lang, " till ", " to ").join(dict.fromkeys([days[0], days[-1]]))
    return say(
        lang,
        f"{names}, med tabell i varje rad. Bearbetning: Norrläget. Uppgifterna hämtade {span}.",
        f"{names}, with the table in each row. Processing: Norrläget. Figures taken {span}.",
    )


_ABOUT = (
    (
        ("Skillnaden", "The difference"),
        (
            "Kvinnors värde minus mäns, i indikatorns egen enhet, i den senaste period som båda "
            "har en uppgift för. Saknas den ena finns ingen skillnad.",
            "Women’s value less men’s, in the indicator’s own unit, in the newest period that "
            "both have a figure of. Where one is missing there is no difference.",
        ),
    ),
    (
        ("Säker", "Certain"),
        (
            "Intervallet för skillnaden rymmer inte noll. Uppgifterna om hela befolkningen är "
            "räknade, inte skattade: intervallet visar hur mycket slumpen ensam flyttar ett värde "
            "i en liten kommun. För urvalsundersökningar är felmarginalen källans egen.",
            "The interval of the difference does not hold zero. Figures of the whole population "
            "are counted, not estimated: the interval shows how much chance alone moves a value in "
            "a small municipality. Of sample surveys the margin of error is the source’s own.",
        ),
    ),
    (
        ("Riktning", "Direction"),
        (
            "Skillnadens senaste tio år utan avbrott, minst fem. Krymper: närmare noll. Växer: "
            "längre från noll. Vänder: den andra är högre nu.",
            "The latest ten unbroken years of the difference, at least five. Shrinks: closer to "
            "zero. Grows: farther from it. Turns: the other is higher now.",
        ),
    ),
    (
        ("Störst", "Largest"),
        (
            "Skillnaden delad med hur långt kommuner vanligen ligger från den i mitten, så att "
            "olika enheter kan jämföras.",
            "The difference divided by how far municipalities usually are from the one in the "
            "middle, so that units can be compared.",
        ),
    ),
)
