"""Läget för data: for each agency what came when, what failed and what is kept, what is due."""

from pathlib import Path
from typing import Any

from dashboard import data, text
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, unreadable
from dashboard.parts.elements import html
from dashboard.status import apart, damage, standing, table
from dashboard.status.standing import Awaited, Standing
from dashboard.text import Lang, say
from etl.store import status, verified
from etl.store.status import Status

PATH = "/status"
TITLE = ("Läget för data", "State of the data")
NAV = None
FOOT = (Nav(50, TITLE),)
STYLES = ("status",)
DAYS = data.CONFIRMED_WITHIN.days
TOLD = 5  # troubles of an agency that are told in full before a reader asks for all


def rests_on(**_: Any) -> list[Path]:
    """What lies among the releases; whoever comes here has the one shown looked through."""
    data.look_through()
    return [data.folder() / "releases", data.folder() / verified.NAME]


def layout(**query: Any) -> html.Div:
    """The page in the language of the query: agencies with troubles first."""
    lang = Parameters(query).lang
    noted = data.noted()
    rows, waiting = standing.standings(noted), standing.awaited(noted)
    filed = sum(each.indicator.brought for each in waiting)
    parts = _by_agency(rows, waiting, lang)
    names = sorted(parts, key=lambda name: not any(row.problem for row in parts[name][0]))
    return html.Div(
        [
            html.H1(say(lang, *TITLE)),
            html.P(_summary(rows, len(waiting) - filed, filed, lang), className="lead"),
            html.P(_when(noted, lang), className="muted"),
            *_asked_again(lang),
            *_damage(lang),
            html.Div(
                [_section(*parts[name], name, noted, lang) for name in names], className="stack"
            ),
            table.explained(lang),
        ]
    )


def _by_agency(
    rows: list[Standing], waiting: list[Awaited], lang: Lang
) -> dict[str, tuple[list[Standing], list[Awaited]]]:
    """What each agency gives, and what is awaited of it."""
    found: dict[str, tuple[list[Standing], list[Awaited]]] = {}
    for row in rows:
        found.setdefault(_agency(row, lang), ([], []))[0].append(row)
    for each in waiting:
        found.setdefault(_agency(each, lang), ([], []))[1].append(each)
    return found


def _agency(each: Standing | Awaited, lang: Lang) -> str:
    """What an indicator stands under: its agency, or that it is computed here."""
    if each.indicator.source == "derived":
        return say(lang, "Beräknade ur andra indikatorer", "Computed from other indicators")
    return text.agency(each.indicator)


def _summary(rows: list[Standing], waiting: int, filed: int, lang: Lang) -> str:
    """How many are fresh, stale and awaited; `filed` that only come as files are awaited, too.

    Of nothing there is nothing to say.
    """
    asked, brought = _apart(rows)
    old, count = sum(row.stale for row in asked), len(asked)
    fresh = say(
        lang,
        f"Alla {count} indikatorer är bekräftade hos källan de senaste {DAYS} dagarna.",
        f"All {count} indicators were confirmed at their source within the last {DAYS} days.",
    )
    some = say(
        lang,
        f"{count - old} av {count} indikatorer är bekräftade hos källan de senaste {DAYS} dagarna. "
        f"{old} är det inte eller kunde inte uppdateras: de gamla siffrorna visas med sitt datum.",
        f"{count - old} of {count} indicators were confirmed at their source within the last {DAYS} days. "
        f"{old} {'was' if old == 1 else 'were'} not, or could not be updated: the old figures are shown with their date.",
    )
    more = say(
        lang,
        f" {waiting} hämtas vid nästa uppdatering.",
        f" {waiting} will be fetched at the next update.",
    )
    files = say(lang, f" {filed} väntar på en fil.", f" Waiting for a file: {filed}.")
    parts = [some if old else fresh, _of_files(brought, lang), more * (waiting > 0)]
    return "".join([*parts, files * (filed > 0)])


def _apart(rows: list[Standing]) -> tuple[list[Standing], list[Standing]]:
    """Those that a run confirms at their agency, and those that persons bring as files."""
    brought = [row for row in rows if row.indicator.brought]
    return [row for row in rows if not row.indicator.brought], brought


def _of_files(rows: list[Standing], lang: Lang) -> str:
    """No run confirms these: they are current until the next file should have come."""
    old = sum(row.stale for row in rows)
    parts = [
        (len(rows) - old, say(lang, "aktuella", "current")),
        (old, say(lang, "väntar på en nyare fil", "awaiting a newer one")),
    ]
    told = ", ".join(f"{count} {words}" for count, words in parts if count)
    return say(lang, f" Ur filer: {told}.", f" From files: {told}.") if told else ""


def _when(noted: Status, lang: Lang) -> list[Any]:
    """The last run and the release, with the time it became the current one."""
    run, since = noted.run, standing.current_since()
    ran = say(lang, "Ingen uppdatering har gått här än.", "No update has run here yet.")
    if run:
        at = f"{run:%Y-%m-%d %H:%M} UTC"
        ran = say(
            lang, f"Den senaste uppdateringen blev klar {at}.", f"The last update ended {at}."
        )
    shown = say(lang, " följer med portalen.", " ships with the portal.")
    if since:
        at = f"{since:%Y-%m-%d %H:%M} UTC"
        shown = say(lang, f" visas sedan {at}.", f" is shown since {at}.")
    release = [say(lang, " Dataversion ", " Release "), html.Code(data.release().id)]
    return [*cards.undivided(ran), *release, *cards.undivided(shown)]


def _asked_again(lang: Lang) -> list[html.P]:
    """What came of asking the agencies for some figures again; nothing where nobody has."""
    found = verified.read(data.folder())
    if found is None or not found.answered:
        return []
    day, of = found.at.date().isoformat(), text.number(found.answered, 0, lang)
    same, revised = (text.number(n, 0, lang) for n in (found.same, len(found.revised)))
    told = say(
        lang,
        f"Stickprov hos källorna {day}: {same} av {of} uppgifter är lika",
        f"A sample asked of the sources again {day}: {same} of {of} figures are the same",
    )
    rest = say(
        lang,
        f"; {revised} har källan ändrat sedan de hämtades",
        f"; {revised} have been changed by the source since they were taken",
    )
    return [html.P(cards.undivided(f"{told}{rest if found.revised else ''}."), className="muted")]


def _damage(lang: Lang) -> list[html.P]:
    """What is not as it was made, and what is shown instead."""
    told = [*damage.sentences(lang), *damage.plans(lang), *damage.strangers(lang)]
    notes = status.unread(data.folder())
    runs = ("Vad uppdateringarna har noterat", "What the updates have noted")
    return [
        *(html.P(sentence, className="note lost") for sentence in told),
        *(unreadable.notes([notes], runs, lang) if notes else []),
    ]


def _section(
    rows: list[Standing], waiting: list[Awaited], name: str, noted: Status, lang: Lang
) -> html.Section:
    """An agency: a sentence, its troubles, those awaited, and all in a table to open."""
    troubled = [row for row in rows if row.problem]
    return cards.card(
        html.H2(name),
        html.P(_counts(rows, waiting, lang)),
        *_clock([*rows, *waiting], noted, lang),
        *_troubles(troubled, lang),
        *_waiting(waiting, lang),
        *apart.listed(rows, lang),
        *table.folded(rows, name, lang),
        id=text.fold(name).replace(" ", "-"),
    )


def _counts(rows: list[Standing], waiting: list[Awaited], lang: Lang) -> str:
    failed = sum(bool(row.problem) for row in rows)
    old, brought = (sum(row.stale and not row.problem for row in those) for those in _apart(rows))
    parts = [
        (len(rows) - failed - old - brought, say(lang, "aktuella", "current")),
        (failed, say(lang, "kunde inte uppdateras", "could not be updated")),
        (old, say(lang, f"inte bekräftade på {DAYS} dagar", f"not confirmed for {DAYS} days")),
        (brought, say(lang, "väntar på en nyare fil", "waiting for a newer file")),
        *((len(those), words) for words, those in _awaiting(waiting, lang).items()),
    ]
    words = ", ".join(f"{count} {what}" for count, what in parts if count)
    count = len(rows) + len(waiting)
    of = say(
        lang,
        "indikator" if count == 1 else "indikatorer",
        "indicator" if count == 1 else "indicators",
    )
    return f"{count} {of}: {words}."


def _clock(each: list[Standing | Awaited], noted: Status, lang: Lang) -> list[html.P]:
    """That an agency's clock was wrong when it was last asked: its figures are dated by ours."""
    sources = dict.fromkeys(one.indicator.source for one in each)
    return [
        html.P(
            say(
                lang,
                f"Källans klocka visade {noted.clocks[source]:%Y-%m-%d} vid den senaste uppdateringen. "
                "Det kan inte stämma: dagen då siffrorna hämtades är tagen från vår egen klocka.",
                f"The source's clock said {noted.clocks[source]:%Y-%m-%d} at the last update. "
                "That cannot be right: the day the figures were fetched is by our own clock.",
            ),
            className="note",
        )
        for source in sources
        if source in noted.clocks
    ]


def _troubles(rows: list[Standing], lang: Lang) -> list[Any]:
    """What failed, since when, and what is shown meanwhile; the first in full."""
    items = [_trouble(row, lang) for row in rows]
    first = [html.Ul(items[:TOLD], className="troubles")] if items else []
    if len(items) <= TOLD:
        return first
    words = say(lang, f"Visa {len(items) - TOLD} till", f"Show {len(items) - TOLD} more")
    return [
        *first,
        cards.folded(words, html.Ul(items[TOLD:], className="troubles")),
    ]


def _trouble(row: Standing, lang: Lang) -> html.Li:
    since = say(lang, f" sedan {row.since}", f" since {row.since}") if row.since else ""
    last, taken = text.period(row.indicator.last_period, lang), row.indicator.taken
    words = say(
        lang,
        f"Har inte kunnat uppdateras{since}. Siffrorna till och med {last}, hämtade {taken}, ligger kvar.",
        f"Could not be updated{since}. The figures until {last}, taken {taken}, are kept.",
    )
    told = html.Span(cards.undivided(words))
    return html.Li([table.link(row, lang), told, *_log(row.problem, lang)])


def _log(problem: str, lang: Lang) -> list[html.Details]:
    """What the log says of a failure, in its own English, for those who want it."""
    if not problem:
        return []
    words = say(lang, "Vad som hände", "What happened")
    return [cards.folded(words, html.Small(problem, lang="en"))]


def _waiting(waiting: list[Awaited], lang: Lang) -> list[html.Details]:
    return [
        cards.folded(
            f"{len(those)} {words}", html.Ul(_each(those, lang), className="troubles waits")
        )
        for words, those in _awaiting(waiting, lang).items()
    ]


def _each(waiting: list[Awaited], lang: Lang) -> list[html.Li]:
    return [html.Li([table.link(each, lang), *_log(each.problem, lang)]) for each in waiting]


def _awaiting(waiting: list[Awaited], lang: Lang) -> dict[str, list[Awaited]]:
    """Those awaited by what they wait for: the next update, or a file that a person puts in."""
    fetched = say(lang, "hämtas vid nästa uppdatering", "to be fetched at the next update")
    filed = say(lang, "väntar på en fil från källan", "waiting for a file from the source")
    found: dict[str, list[Awaited]] = {}
    for each in waiting:
        found.setdefault(filed if each.indicator.brought else fetched, []).append(each)
    return found
