"""One indicator's changes as a card with figures old → new, or as a line of a list."""

from typing import Any

import pandas as pd

from dashboard import address, data, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.revisions import words as revision_words
from dashboard.revisions.changes import Comparison
from dashboard.revisions.choices import Chosen
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.store.changes import Change, Changed

OLD_TO_NEW: list[Change] = ["revised", "withdrawn", "status"]


def card(
    comparison: Comparison, changed: Changed, rows: pd.DataFrame | None, chosen: Chosen, lang: Lang
) -> html.Section:
    """An indicator whose figures are not as they were: what there is to say, and old → new."""
    meaning = comparison.release.indicators[changed.id]
    return cards.card(
        html.H2(_title(changed, chosen, lang)),
        html.P(" ".join(revision_words.sentences(changed, lang))),
        *([] if rows is None else [_table(changed, meaning, rows, lang)]),
        *_more(changed, rows, chosen, lang),
        html.P(text.source_line(meaning, lang), className="src"),
        id=changed.id,
    )


def others(comparison: Comparison, found: list[Changed], chosen: Chosen, lang: Lang) -> list[Any]:
    """Indicators with new figures or other words only: a line each."""
    if not found:
        return []
    heading = say(lang, "Nytt, utgånget och omdöpt", "New, discontinued and renamed")
    items = [html.Li([_title(each, chosen, lang), _what(comparison, each, lang)]) for each in found]
    parts = [html.H2(heading), html.Ul(items, className="list")]
    return [html.Section(parts, className="topic")]


def _what(comparison: Comparison, changed: Changed, lang: Lang) -> html.Span:
    words = " ".join(revision_words.sentences(changed, lang))
    meaning = comparison.release.indicators.get(changed.id)
    source = say(lang, "Källa: ", "Source: ") + text.source(meaning) + "." if meaning else ""
    return html.Span(f"{words} {source}".strip(), className="what")


def _title(changed: Changed, chosen: Chosen, lang: Lang) -> html.A | html.Span:
    """The way to the indicator, while there is one."""
    words = revision_words.title(changed, lang)
    if data.indicator(changed.id) is None:
        return html.Span(words)
    region = {"region": chosen["region"]} if "region" in chosen else {}
    return html.A(words, href=address.link(f"/indikatorer/{changed.id}", lang, **region))


def _table(
    changed: Changed, meaning: PublishedIndicator, rows: pd.DataFrame, lang: Lang
) -> html.Div:
    caption = say(
        lang,
        f"{text.title(meaning, lang)}, förut → nu, {_units(changed, meaning, lang)}",
        f"{text.title(meaning, lang)}, before → now, {_units(changed, meaning, lang)}",
    )
    header = say(lang, "Område|Period|Grupp|Förut|Nu", "Region|Period|Group|Before|Now").split("|")
    return cards.table(caption, header, [_row(row, meaning, lang) for row in rows.itertuples()])


def _units(changed: Changed, meaning: PublishedIndicator, lang: Lang) -> str:
    """The unit; both when it was changed, as each number stands in its own."""
    before, now = changed.words.get(say(lang, "unit", "unit_en"), ("", text.unit(meaning, lang)))
    return f"{before} → {now}" if before else now


def _row(row: Any, meaning: PublishedIndicator, lang: Lang) -> list[Any]:
    place = {"region": row.region, "sex": row.sex, "age": row.age, "period": row.period}
    link = address.link(f"/indikatorer/{row.indicator}", lang, **place)
    group = [text.sex(row.sex, lang), *([text.age(row.age, lang)] if row.age != "total" else [])]
    return [
        html.A(data.region_name(row.region, lang), href=link),
        text.period(row.period, lang),
        ", ".join(group),
        *revision_words.pair(row, meaning, lang),
    ]


def figures(changed: Changed) -> int:
    """How many figures were there before and are not as they were."""
    return sum(changed.cells.get(change, 0) for change in OLD_TO_NEW)


def _more(changed: Changed, rows: pd.DataFrame | None, chosen: Chosen, lang: Lang) -> list[Any]:
    """The way to the cells that are not shown: the indicator alone, then its file."""
    left = figures(changed) - (0 if rows is None else len(rows))
    if left <= 0:
        return []
    count = text.number(left, 0, lang)
    if "indicator" in chosen:
        words = say(
            lang, f"Ytterligare {count} står i CSV-filen.", f"Another {count} are in the CSV file."
        )
        return [html.P(words, className="muted")]
    words = say(lang, f"Visa {count} till", f"Show {count} more")
    if rows is None:
        words = say(lang, f"Visa {count} ändringar", f"Show {count} changes")
    link = address.link("/revideringar", lang, **chosen, indicator=changed.id)
    return [html.P(html.A(words, href=link))]
