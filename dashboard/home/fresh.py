"""Three things that are new, each with its day: published, revised, and expected next."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from dashboard import address, data, prose, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.revisions import changes, largest, words
from dashboard.status import standing
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.store.lost import PartLost

NAMED = 2  # indicators of an agency's day that are named


def section(lang: Lang) -> html.Section:
    """The three as cards, what the release cannot tell left out."""
    told = [_published(lang), _revised(lang), _expected(lang)]
    heading = html.H2(say(lang, "Nytt", "News"))
    shown = html.Div([each for each in told if each], className="keys news")
    return html.Section([heading, shown, *_age(lang)], id="nytt")


def _card(heading: tuple[str, str], day: str, told: list[Any], lang: Lang) -> html.Section:
    return cards.card(html.H3(say(lang, *heading)), html.P(day, className="muted"), html.P(told))


def _published(lang: Lang) -> html.Section | None:
    """What an agency published last, the most often published first."""
    dated = [each for each in data.indicators().values() if each.updated]
    if not dated:
        return None
    day = max(each.updated for each in dated if each.updated)
    newest = [each for each in dated if each.updated == day]
    first = newest[0]
    those = [each for each in newest if each.agency == first.agency]
    told = _named(those, lang, dated=True)
    return _card(("Publicerat", "Published"), text.day(day, lang), told, lang)


def _named(those: list[PublishedIndicator], lang: Lang, *, dated: bool) -> list[Any]:
    """The first of them, with their newest periods where asked, and how many more there are."""
    parts: list[Any] = [f"{text.agency(those[0])}: "]
    for each in those[:NAMED]:
        parts += [", "] * (len(parts) > 1)
        parts += [_link(each, lang), *([f" ({text.period(each.last_period, lang)})"] * dated)]
    more = len(those) - NAMED
    return [*parts, say(lang, f" och {more} till.", f" and {more} more.") if more > 0 else "."]


def _link(indicator: PublishedIndicator, lang: Lang) -> html.A:
    href = address.link(f"/indikatorer/{indicator.id}", lang)
    return html.A(text.title(indicator, lang), href=href)


def _revised(lang: Lang) -> html.Section:
    """The largest revision of the newest release; that there is none, since when."""
    way = html.A(
        say(lang, "Alla revideringar", "All revisions"), href=address.link("/revideringar", lang)
    )
    told = _largest(lang)
    none = say(
        lang,
        "Inga tidigare siffror ändrades vid den senaste uppdateringen.",
        "No earlier figures were revised at the last update.",
    )
    day = words.dated(data.release().id, lang)
    return _card(("Reviderat", "Revised"), day, [told or none, " ", way], lang)


def _largest(lang: Lang) -> str:
    newest = changes.newest()
    if newest is None:
        return ""
    try:
        return next(iter(largest.sentences(newest, lang).values()), "")
    except PartLost:
        return ""


def _expected(lang: Lang) -> html.Section | None:
    """What is expected next, of the soonest day, by what the agency announces or its habit."""
    found = standing.upcoming(datetime.now(UTC).date())
    if not found:
        return None
    day, first = found[0]
    those = [each for on, each in found if on == day and each.agency == first.agency]
    announced = first.next_publication == day
    told = _named(those, lang, dated=False)
    when = text.day(day, lang)
    about = when if announced else say(lang, f"omkring {when}", f"about {when}")
    return _card(("Väntas", "Expected"), about, told, lang)


def _age(lang: Lang) -> Iterable[html.P]:
    """How old the figures are together, and the way to each."""
    age = data.release().age
    if age:
        newest, half = prose.when(age.newest, lang), prose.when(age.half, lang)
        old = say(
            lang,
            f"Nyaste uppgift: {newest}. Hälften av indikatorerna är från {half} eller äldre; varje "
            "siffra säger vilken tid den visar. ",
            f"Newest figure: {newest}. Half of the indicators are from {half} or older; each "
            "figure says the time it shows. ",
        )
        state = html.A(
            say(lang, "Läget för data", "State of the data"), href=address.link("/status", lang)
        )
        yield html.P([old, state], className="muted")
