"""Läget för data: for each source and indicator, what is shown, from when, and whether it is old."""

from typing import Any

from dash import html

from dashboard import data, shell, text
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

PATH = "/status"
DAYS = data.CONFIRMED_WITHIN.days
Row = tuple[PublishedIndicator, data.Freshness]


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Läget för data", "State of the data")


def layout(**query: Any) -> html.Div:
    """The page in the language of the query."""
    lang = shell.lang_of(query)
    fresh = data.freshness()
    rows = [(indicator, fresh[indicator.id]) for indicator in data.indicators().values()]
    old = [row for _, row in rows if row.stale]
    return html.Div(
        [
            html.H1(say(lang, "Läget för data", "State of the data")),
            html.P(_summary(len(rows), len(old), lang), className="lead"),
            html.P(
                [say(lang, "Utgåva ", "Release "), html.Code(data.release().id)], className="muted"
            ),
            html.Div(
                [
                    _source(source, [row for row in rows if row[0].source == source], lang)
                    for source in sorted({indicator.source for indicator, _ in rows})
                ],
                className="stack",
            ),
        ]
    )


def _summary(count: int, old: int, lang: Lang) -> str:
    if not old:
        return say(
            lang,
            f"Alla {count} indikatorer är bekräftade hos källan den senaste månaden.",
            f"All {count} indicators were confirmed at their source within the last month.",
        )
    return say(
        lang,
        f"{old} av {count} indikatorer är inte bekräftade hos källan på mer än {DAYS} dagar, eller kunde inte "
        f"uppdateras. De gamla siffrorna visas med sitt datum.",
        f"{old} of {count} indicators have not been confirmed at their source for more than {DAYS} days, or could "
        f"not be updated. The old figures are shown with their date.",
    )


def _source(source: str, rows: list[Row], lang: Lang) -> html.Section:
    header = say(
        lang,
        "Indikator|Läge|Senaste period|Uppgifterna hämtade|Bekräftade hos källan|Tabell",
        "Indicator|State|Last period|Figures taken|Confirmed at the source|Table",
    ).split("|")
    name = text.agency(rows[0][0])
    caption = say(
        lang, f"{len(rows)} indikatorer från {name}", f"{len(rows)} indicators from {name}"
    )
    return shell.card(
        html.H2(name),
        shell.table(caption, header, [_row(row, lang) for row in rows], className="whole"),
        id=source,
    )


def _row(found: Row, lang: Lang) -> list[Any]:
    indicator, row = found
    href = shell.link(f"/indikatorer/{indicator.id}", lang)
    return [
        html.A(text.title(indicator, lang), href=href),
        _state(row, lang),
        text.period(indicator.last_period, lang),
        indicator.taken.isoformat(),
        row.checked.isoformat() if row.checked else "–",
        indicator.table,
    ]


def _state(row: data.Freshness, lang: Lang) -> html.Span | html.Details:
    """In a word; what the log says of a failure, in its own English, for those who want it."""
    if not row.stale:
        return html.Span(say(lang, "aktuell", "current"), className="ok")
    if not row.problem:
        return html.Span(say(lang, "gammal", "stale"), className="old")
    words = say(lang, "gammal: senaste försöket misslyckades", "stale: the last attempt failed")
    return html.Details([html.Summary(words, className="old"), html.Small(row.problem, lang="en")])
