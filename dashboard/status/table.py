"""The table of how each indicator of an agency stands, for the page of the data's state."""

from typing import Any

from dashboard import address, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.status.standing import Awaited, Standing
from dashboard.text import Lang, say


def link(each: Standing | Awaited, lang: Lang) -> html.A:
    """The indicator's title, leading to its page."""
    href = address.link(f"/indikatorer/{each.indicator.id}", lang)
    return html.A(text.title(each.indicator, lang), href=href)


def folded(rows: list[Standing], name: str, lang: Lang) -> list[html.Details]:
    """Every indicator of an agency; on a phone each row is a few lines, which name their parts.

    What no row knows (some agencies never say when they published) has no column.
    """
    if not rows:
        return []
    known = [_known(row, lang) for row in rows]
    columns = [column for column in known[0] if any(row[column] for row in known)]
    header = [say(lang, "Indikator", "Indicator"), say(lang, "Läge", "State"), *columns]
    cells = [
        [link(row, lang), _state(row, lang), *(_cell(each, parts[each]) for each in columns)]
        for row, parts in zip(rows, known, strict=True)
    ]
    caption = say(lang, f"Från källa till portal: {name}", f"From source to portal: {name}")
    words = say(lang, f"Alla {len(rows)} i en tabell", f"All {len(rows)} in a table")
    table = cards.table(caption, header, cells, className="stands")
    return [cards.folded(words, table)]


def _known(row: Standing, lang: Lang) -> dict[str, str]:
    """What stands in each column, by its heading; empty where it is not known."""
    one = row.lag == 1
    lag = say(lang, "dag" if one else "dagar", "day" if one else "days")
    return {
        say(lang, "Senaste period", "Last period"): text.period(row.indicator.last_period, lang),
        say(lang, "Publicerad", "Published"): str(row.indicator.updated or ""),
        say(lang, "Hämtad", "Fetched"): str(row.indicator.taken),
        say(lang, "Eftersläpning", "Lag"): "" if row.lag is None else f"{row.lag} {lag}",
        say(lang, "Visad", "Shown"): str(row.shown),
        say(lang, "Bekräftad", "Confirmed"): str(row.checked or ""),
        say(lang, "Nästa väntas", "Next expected"): _expected(row, lang),
    }


def _cell(heading: str, words: str) -> list[Any]:
    if not words:
        return [html.Span("–", className="nothing")]
    return [html.Span(f"{heading} ", className="part"), words]


def _expected(row: Standing, lang: Lang) -> str:
    if row.overdue:
        return say(lang, "försenad eller avslutad", "late or ended")
    if row.passed:
        return say(lang, f"skulle ha kommit {row.expected}", f"was due {row.expected}")
    return str(row.expected or "")


def _state(row: Standing, lang: Lang) -> html.Span:
    if not row.stale:
        return html.Span(say(lang, "aktuell", "current"), className="ok")
    failed = say(lang, "kunde inte uppdateras", "not updated")
    return html.Span(failed if row.problem else say(lang, "gammal", "stale"), className="old")


def explained(lang: Lang) -> html.P:
    """What the table's words mean."""
    words = say(
        lang,
        "Publicerad är den dag källan själv anger; inte alla anger någon. Hämtad är den dag "
        "siffrorna först kom hit och Eftersläpning dagarna däremellan, Visad den dag den äldsta "
        "sparade dataversionen med just dem gjordes, Bekräftad när källan senast sade detsamma. "
        "Siffror ur en fil är hämtade och bekräftade den dag den nyaste av dem publicerades, "
        "enligt filen, hur ofta den än läses. Nästa väntas är den dag källan själv anger, "
        "annars räknat ur hur de senaste perioderna kom.",
        "Published is the day the source itself gives; not all give one. Fetched is the day the "
        "figures first came here and Lag the days between, Shown the day the oldest kept "
        "release with them was made, Confirmed when the source last said the same. Figures from "
        "a file are fetched and confirmed the day the newest of them was published, as the file "
        "says, however often it is read. Next expected is the day the source itself gives, else "
        "judged by how the last periods came.",
    )
    return html.P(words, className="src")
