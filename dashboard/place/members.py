"""A county's municipalities side by side in a few figures: nothing is summed."""

from typing import Any

from dashboard import data, text
from dashboard.parameters import Parameters
from dashboard.parts import cards
from dashboard.parts.elements import attributes, html
from dashboard.place.view import View, door
from etl.model import PublishedIndicator

SORT = "sort"  # by which column, `-` before it from the greatest
NAME = "namn"


def table(view: View, asked: Parameters) -> html.Section:
    """The municipalities with the key figures, sorted by the column asked for."""
    shown = _shown()
    by = asked.pick(SORT, _orders(shown), NAME)
    rows = {code: _figures(code, shown) for code in data.municipalities_of(view.code)}
    head = [_column(NAME, view.say("Kommun", "Municipality"), by, view)]
    head += [_column(each.id, _heading(each, rows, view), by, view) for each in shown]
    body = [_row(code, rows[code], shown, view) for code in _sorted(rows, by, view)]
    content = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="members")
    name = view.say(f"Kommunerna i {view.name}", f"The municipalities of {view.name}")
    lines = [cards.source_line(each) for each in text.source_lines(shown, view.lang)]
    return cards.card(
        html.H2(name),
        html.Div(
            content, className="scroll", tabIndex="0", role="region", **attributes(aria_label=name)
        ),
        html.Div(lines, className="sources"),
        id="kommuner",
    )


def _shown() -> list[PublishedIndicator]:
    """The population and the key figures that there are of municipalities."""
    found = [*data.serving("population", "year")[:1], *data.serving("key-figure")]
    known = {each.id: each for each in found}
    return [each for each in known.values() if "municipality" in each.levels]


def _orders(shown: list[PublishedIndicator]) -> list[str]:
    return [f"{sign}{name}" for name in (NAME, *(each.id for each in shown)) for sign in ("", "-")]


def _figures(code: str, shown: list[PublishedIndicator]) -> dict[str, Any]:
    return data.headlines(code, [each.id for each in shown])


def _sorted(rows: dict[str, dict[str, Any]], by: str, view: View) -> list[str]:
    """The codes in the order asked for; those without a figure last."""
    named = sorted(rows, key=lambda code: text.order(data.region_name(code), view.lang))
    falling, column = by.startswith("-"), by.removeprefix("-")
    if column == NAME:
        return named[::-1] if falling else named
    values = {code: _value(rows[code].get(column)) for code in named}
    known = [code for code in named if values[code] is not None]
    known.sort(key=lambda code: values[code] or 0.0, reverse=falling)
    return [*known, *(code for code in named if code not in known)]


def _value(row: Any) -> float | None:
    return None if row is None or row.value != row.value else float(row.value)


def _heading(each: PublishedIndicator, rows: dict[str, dict[str, Any]], view: View) -> str:
    """The title, its unit, and the period where that is one."""
    periods = {row[each.id].period for row in rows.values() if each.id in row}
    told = [text.unit(each, view.lang), *(text.period(p, view.lang) for p in periods)][:2]
    if len(periods) > 1:
        told = told[:1]
    return f"{text.title(each, view.lang)} ({', '.join(told)})"


def _column(name: str, title: str, by: str, view: View) -> html.Th:
    """A heading that sorts by its column, and turns the order when it is the one already."""
    way = {name: "ascending", f"-{name}": "descending"}.get(by)
    then = {None: name if name == NAME else f"-{name}", "ascending": f"-{name}"}.get(way, name)
    href = f"{view.link(door(view.code), **{SORT: then})}#kommuner"
    arrow = {"ascending": " ↑", "descending": " ↓"}.get(way or "", "")
    shown: list[Any] = [
        title,
        *([html.Span(arrow, **attributes(aria_hidden="true"))] if arrow else []),
    ]
    sorted_ = attributes(aria_sort=way) if way else {}
    return html.Th(html.A(shown, href=href), scope="col", **sorted_)


def _row(code: str, row: dict[str, Any], shown: list[PublishedIndicator], view: View) -> html.Tr:
    name = html.A(data.region_name(code, view.lang), href=view.place(code))
    return html.Tr(
        [html.Th(name, scope="row"), *(_cell(row.get(each.id), each, view) for each in shown)]
    )


def _cell(row: Any, indicator: PublishedIndicator, view: View) -> html.Td:
    """A figure; what its agency says where it has none."""
    if row is None:
        return html.Td(text.status("..", view.lang), className="none-there")
    return html.Td(text.number(_value(row), indicator.decimals, view.lang, row.status))
