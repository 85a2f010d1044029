"""What every figure of the page means, and how the misses are measured."""

from dashboard import data, text
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from dashboard.trends.contents import contents
from dashboard.trends.outlook import Outlook
from etl.model import Meaning


def about(view: Outlook) -> html.Section:
    """Each indicator in its own words, after how the fan is made."""
    lang, of = view.lang, contents()
    ids = [
        name
        for group in of.group
        for name in (group.counted, group.whole, *(each.indicator for each in group.expected))
    ]
    shown = [each for each in map(data.indicator, dict.fromkeys(ids)) if each]
    span = say(lang, "Spannet", "The span"), _fan(view)
    return parts.changing(cards.about([span, *(_row(each, lang) for each in shown)], lang))


def _row(of: Meaning, lang: Lang) -> tuple[str, str]:
    """An indicator's title, and what it is with what to keep in mind."""
    said = say(lang, of.description, of.description_en), say(lang, of.notes, of.notes_en)
    return text.title(of, lang), " ".join(filter(None, said))


def _fan(view: Outlook) -> str:
    return say(
        view.lang,
        "Varje framskrivning som det finns ett utfall till jämförs med det. Av felen hos områden "
        "av samma storlek ligger åtta av tio mellan spannets gränser; de har lagts på den senaste "
        f"framskrivningen. Med färre än {contents().least} fel räknas de närmaste storlekarna med; "
        "räcker inte det visas inget spann. Spannet säger hur det har gått, inte hur det blir.",
        "Every projection that has an outcome is compared with it. Of the errors of regions of "
        "the same size eight in ten lie between the limits of the span, which are applied to the "
        f"newest projection. With fewer than {contents().least} errors the nearest sizes are "
        "included too; if that is not enough no span is shown. The span says how it has gone, "
        "not how it will go.",
    )
