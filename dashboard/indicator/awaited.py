"""The page of an indicator whose figures are yet to be fetched: what it will show, and no chart."""

from dashboard import address, text
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.text import Lang, frequency, levels, say
from etl.model import Meaning


def page(meaning: Meaning, lang: Lang) -> html.Div:
    """Title, the words that stand for the figures, and what they will mean."""
    return live.page(
        [
            cards.place(meaning, lang),
            html.H1(text.title(meaning, lang)),
            html.P(say(lang, meaning.description, meaning.description_en), className="lead"),
            html.P(
                [html.B(f"{text.awaited(lang, meaning.source)}."), " ", _why(meaning, lang)],
                className="note",
                role="status",
            ),
            _about(meaning, lang),
        ],
        address=address.link(f"/indikatorer/{meaning.id}", lang),
    )


def _why(meaning: Meaning, lang: Lang) -> str:
    source = text.agency(meaning)
    if meaning.brought:
        return say(
            lang,
            f"Siffrorna finns bara som fil hos {source} och är inte inlagda än. "
            "Därför finns ingen karta och inget diagram.",
            f"The figures only exist as a file at {source} and have not been put in yet. "
            "So there is no map and no chart.",
        )
    return say(
        lang,
        f"Siffrorna är inte hämtade från {source} än. Därför finns ingen karta och inget diagram.",
        f"The figures have not been fetched from {source} yet. So there is no map and no chart.",
    )


def _about(meaning: Meaning, lang: Lang) -> html.Section:
    sexes = say(lang, "kvinnor, män och totalt", "women, men and total")
    total = say(lang, "bara totalt", "total only")
    rows = [
        (say(lang, "Enhet", "Unit"), text.measured(meaning, lang)),
        (say(lang, "Kommer att visas för", "Will be shown for"), levels(meaning, lang)),
        (say(lang, "Kön", "Sex"), sexes if meaning.by_sex else total),
        (say(lang, "Nya siffror", "New figures"), frequency(meaning, lang)),
        (say(lang, "Källa och tabell", "Source and table"), text.source(meaning)),
        (say(lang, "Att tänka på", "Notes"), say(lang, meaning.notes, meaning.notes_en)),
    ]
    return cards.about(rows, lang)
