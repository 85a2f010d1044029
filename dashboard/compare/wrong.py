"""How what cannot be compared is told: words that mean nothing, too many, none, not yet."""

from dashboard import data, groups, text
from dashboard.compare.grammar import FIGURES, PLACES, Choices, Fault
from dashboard.limits import SAID_BACK
from dashboard.text import Lang, say


def fault(of: Fault, lang: Lang) -> str:
    """`region=Umea2: inget område heter så.`."""
    told = {
        "region": ("inget område heter så", "no place is called so"),
        "indikator": ("ingen indikator heter så", "no indicator is called so"),
    }
    what = say(lang, *told.get(of.name, ("det valet finns inte", "there is no such choice")))
    return f"{of.name}={of.word[:SAID_BACK]}: {what}."


def allowed(of: Fault, lang: Lang) -> str:
    """What may stand there: `Det går att skriva 2480, county:24 …`."""
    examples = ", ".join(each.partition(" ")[0] for each in of.allowed[:10])
    if of.name in ("region", "indikator"):
        return say(lang, f"Skriv ett namn eller till exempel {examples}.",
                   f"Write a name or, for example, {examples}.")  # fmt: skip
    return say(lang, f"Det som kan stå där är {examples}.", f"What may stand there: {examples}.")


def meant(of: Fault, word: str, lang: Lang) -> str:
    """What a nearest word is called."""
    if of.name == "region":
        return groups.called(word, lang)
    known = data.meaning(word) if of.name == "indikator" else None
    return text.title(known, lang) if known else word


def excess(choices: Choices, lang: Lang) -> str:
    """`Välj färre: 44 × 31 = 1 364 siffror, högst 1 800`."""
    places, figures = len(choices.codes), len(choices.ids)
    cells = text.number(places * figures, 0, lang)
    most = text.number(PLACES * FIGURES, 0, lang)
    return say(
        lang,
        f"Välj färre: {places} områden × {figures} indikatorer = {cells} rader. Högst {PLACES} "
        "områden "
        f"och {FIGURES} indikatorer kan jämföras på en gång, {most} rader.",
        f"Choose fewer: {places} places × {figures} indicators = {cells} rows. At most {PLACES} "
        "places "
        f"and {FIGURES} indicators can be compared at once, {most} rows.",
    )


def awaited(choices: Choices, lang: Lang) -> str:
    """Which of those asked for have no figures yet."""
    known = filter(None, map(data.meaning, choices.awaited))
    names = text.listed((f"”{text.title(each, lang)}”" for each in known), lang)
    return say(lang, f"Uppgifter inväntas om {names}.", f"Figures on {names} are awaited.")


def nobody(word: str, lang: Lang) -> str:
    """That a group has no members."""
    name = groups.called(word, lang)
    return say(lang, f"{name}: inget är tillräckligt likt.", f"{name}: none is similar enough.")
