"""What stands beside a map, from its payload: legend with histogram, ranking, table, time.

The page's script draws the same for another period (assets/map-beside.mjs); a browser test holds
the two to each other.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dashboard import text
from dashboard.map.classes import class_of
from dashboard.map.drawing import every, panels_of
from dashboard.map.inline import SCREEN
from dashboard.map.legend import described, nulls, scale_words
from dashboard.map.look import Classes, classes
from dashboard.map.model import Payload, Placing
from dashboard.map.picture import Panel
from dashboard.map.shapes import radius, top_of, whole
from dashboard.markup import escape
from dashboard.parts import controls
from dashboard.parts.elements import Input, attributes, drawn, html
from dashboard.parts.lengths import Lengths
from dashboard.text import number, written

FIRST = 10  # rows of the ranking until a reader asks for all
BINS = 48  # of the histogram


# --- the legend ---


def legend(payload: Payload) -> list[Any]:
    """Classes with their counts or circles with their sizes, nulls, and which scale is in force."""
    panels = list(panels_of(payload))
    if not panels:
        return []
    panel, all_periods = panels[0], every(payload)
    shown, at, _ = panel
    known = [value for value in shown.values[at] if value is not None]
    nothing = [html.P(shown.words.nothing, className="map-nothing")]
    words = " ".join(scale_words(panel, all_periods))
    return [
        *(_key(panels, all_periods) if known else nothing),
        html.Ul(
            [_item(look, said, count) for look, said, count in nulls(panel)], className="map-key"
        ),
        html.P(words, className="map-scale", id="map-scale"),
    ]


def _key(panels: list[Panel], all_periods: bool) -> list[Any]:
    """The scale's key, with how many regions are in each class where it is of one map."""
    panel, several = panels[0], len(panels) > 1
    if panel.payload.kind == "count":
        return [_circle_key(panel, all_periods)]
    found = classes(panel.payload, panel.at, every=all_periods)
    rows = [
        _item(look, words, None if several else count)
        for look, words, count in described(panels, all_periods)
    ]
    return [
        drawn(_histogram(panel, found, all_periods)),
        html.Ul(rows, className="map-key classes"),
    ]


def _item(look: str, words: str, count: int | None = None) -> html.Li:
    counted = [] if count is None else [html.Small(f" ({count})")]
    return html.Li([html.I(**attributes(data_class=look)), html.Span(words), *counted])


def _histogram(panel: Panel, found: Classes, all_periods: bool) -> str:
    """How the shown values lie, in the colours of their classes; a mark under the own region's."""
    payload, now = panel.payload, panel.payload.values[panel.at]
    range_ = [v for row in (payload.values if all_periods else [now]) for v in row if v is not None]
    low, high = min(range_), max(range_)

    def bin_of(value: float) -> int:
        share = (value - low) / (high - low) if high > low else 0.5
        return min(int(share * BINS), BINS - 1)

    stacks = Counter((bin_of(v), class_of(v, found.limits)) for v in now if v is not None)
    tall = 30 / max(1, *Counter(n for n, _ in stacks.elements()).values())
    bars = "".join(_bars(stacks, found, tall))
    own = dict(zip(payload.codes, now, strict=True)).get(payload.own)
    mark = "" if own is None else f'<path class="mark" d="M{bin_of(own) * 5 + 2.1:g} 34l4 6h-8z"/>'
    return (
        f'<svg class="map-histogram" viewBox="-3 0 {BINS * 5 + 6} 41" aria-hidden="true">{bars}'
        f'<path class="floor" d="M0 32.5H{BINS * 5}"/>{mark}</svg>'
    )


def _bars(stacks: Counter[tuple[int, int]], found: Classes, tall: float) -> Iterator[str]:
    for n in range(BINS):
        below = 0
        for place, look in enumerate(found.looks):
            if count := stacks[n, place]:
                below += count
                yield (
                    f'<rect x="{n * 5}" y="{32 - below * tall:.4g}" width="4.2" '
                    f'height="{count * tall:.4g}" data-class="{look}"/>'
                )


def _circle_key(panel: Panel, all_periods: bool) -> html.Div:
    """Two or three circles of round values, nested, in the size they have on the map."""
    payload = panel.payload
    top = top_of(payload, panel.at, every=all_periods)
    unit = whole(payload)[2] / SCREEN
    values = list(dict.fromkeys(_round(top / part) for part in (1, 5, 30) if top))
    values = [value for value in values if value >= 10**-payload.decimals]
    sizes = [radius(payload, value, top) / unit for value in values]
    high = max(2 * max(sizes, default=0), len(values) * 17) + 4
    y, rows = -9.0, []
    for n, (value, r) in enumerate(zip(values, sizes, strict=True)):
        y = min(max(high - 2 - 2 * r, y + 17), high - 9 - 17 * (len(values) - 1 - n))
        words = number(value, payload.decimals, payload.lang)
        words = words if n else written(words, payload.quantity)
        left = sizes[0]
        rows.append(
            f'<circle cx="{left + 2:g}" cy="{high - 2 - r:g}" r="{r:g}"/>'
            f'<text x="{2 * left + 14:g}" y="{y + 5:g}">{escape(words)}</text>'
            f'<path class="floor" d="M{left + 2:g} {high - 2 - 2 * r:g}L{2 * left + 10:g} {y:g}"/>'
        )
    below = any((value or 0) < 0 for row in payload.values for value in row)
    hollow = [html.Ul(_item("hollow", payload.words.negative), className="map-key")]
    svg = (
        f'<svg class="map-circles" width="{2 * max(sizes, default=0) + 190:g}" height="{high:g}" '
        f'aria-hidden="true">{"".join(rows)}</svg>'
    )
    return html.Div([drawn(svg), *(hollow if below else [])])


def _round(value: float) -> float:
    """The first digit of a value, the rest zeros: what a reader compares by."""
    power: float = 10.0 ** int(f"{value:e}".partition("e")[2])
    return int(value / power) * power


# --- ranking and table ---


def ranking(payload: Payload) -> list[Any]:
    """The regions with the highest values, the reader's own always among them."""
    panel = next(panels_of(payload), None)
    if panel is None:
        return []
    shown, at = panel.payload, panel.at
    rows, placing = _ordered(shown, at), placing_of(shown, at)
    own = [row for row in rows if shown.codes[row[0]] == shown.own]
    first = rows[:FIRST]
    listed = [*first, *(row for row in own if row not in first)]
    heading = ", ".join(filter(None, [shown.words.ranking, shown.who, shown.period_words[at]]))
    more = shown.words.more.format(count=len(rows))
    button = html.Button(
        more, type="button", className="map-more scripted", **attributes(aria_expanded="false")
    )
    nothing = html.P(shown.words.nothing, className="map-nothing")
    lengths = Lengths.of(value for _, value in rows)
    items = [
        _rank_row(shown, row, lengths, placing, own=row in own, apart=row not in first)
        for row in listed
    ]
    placed = "placed" if placing.places else ""
    look = " ".join(filter(None, ["map-rank", placed, lengths.look]))
    axis = lengths.axis(lambda each: number(each, shown.decimals, shown.lang), shown.lang)
    return [
        html.H2(heading),
        html.Ol(items, className=look) if rows else nothing,
        *([html.P(axis, className="axis")] if axis else []),
        *([html.P(placing.note, className="muted")] if rows and placing.note else []),
        *([button] if len(rows) > FIRST else []),
    ]


def placing_of(payload: Payload, at: int) -> Placing:
    """The places of a period; none where neither end is better."""
    return payload.placings[at] if payload.placings else Placing(0, [], "", "")


def _ordered(payload: Payload, at: int) -> list[tuple[int, float]]:
    """Each region and its value from the better end, else highest first; equals by their names."""
    values, sign = payload.values[at], 1 if payload.rising else -1
    known = [(n, value) for n in by_name(payload) if (value := values[n]) is not None]
    return sorted(known, key=lambda each: sign * each[1])


def by_name(payload: Payload) -> list[int]:
    """The places of the regions in the order of their names, as the language has it."""
    return sorted(
        range(len(payload.codes)), key=lambda n: text.order(payload.names[n], payload.lang)
    )


def _rank_row(
    payload: Payload,
    row: tuple[int, float],
    lengths: Lengths,
    placing: Placing,
    *,
    own: bool,
    apart: bool,
) -> html.Li:
    """A region's place where it has one, its name, bar or dot, and value."""
    n, value = row
    shown = number(value, payload.decimals, payload.lang)
    unit = written(shown, payload.quantity)[len(shown) :]
    look = " ".join(["own"] * own + ["apart"] * apart)
    return html.Li(
        [
            *([html.Span(placing.places[n], className="n")] if placing.places else []),
            html.Span(payload.names[n], className="name"),
            html.Span(
                html.I(style=lengths.place(value)),
                className="bar",
                **attributes(aria_hidden="true"),
            ),
            html.Span([shown, html.Small(unit)], className="value"),
        ],
        className=look or None,
        **attributes(data_code=payload.codes[n]),
    )


def table(payload: Payload) -> list[html.Table]:
    """Every value the map shows; riket and the counties stand last, to compare with."""
    panel = next(panels_of(payload), None)
    if panel is None:
        return []
    shown, at = panel.payload, panel.at
    words, count = shown.words, len(shown.codes)
    head = [html.Th(words.region, scope="col"), html.Th(shown.unit, scope="col")]
    head.append(html.Th(words.remark, scope="col", className="words"))
    regions = [
        _row(shown, at, n, shown.codes[n], shown.names[n], shown.values[at][n])
        for n in by_name(shown)
    ]
    compared = [
        _row(shown, at, count + n, code, shown.compared_names[code], values[at])
        for n, (code, values) in enumerate(shown.compared.items())
    ]
    return [
        html.Table(
            [
                html.Caption(heading(payload)),
                html.Thead(html.Tr(head)),
                html.Tbody(regions),
                html.Tbody(compared, className="compared"),
            ]
        )
    ]


def _row(payload: Payload, at: int, n: int, code: str, name: str, value: float | None) -> html.Tr:
    symbol = payload.symbols.get(str(at), {}).get(str(n), "")
    was = payload.was.get(str(at), {}).get(str(n))
    missing = {"-": "–", ".": "."}.get(symbol, "..")
    shown: list[Any] = [missing if value is None else number(value, payload.decimals, payload.lang)]
    remarks = [payload.symbol_words[symbol]] if value is None or symbol else []
    if was and payload.mark:
        shown.append(html.Sup(payload.mark.letter, **attributes(aria_hidden="true")))
        remarks.append(payload.mark.words.format(was=was))
    cells = [html.Td(shown), html.Td("; ".join(remarks), className="words")]
    return html.Tr([html.Th(name, scope="row"), *cells], **attributes(data_code=code))


def heading(payload: Payload) -> str:
    """What is shown, whom, where, unit and when; empty where there is nothing to show."""
    panel = next(panels_of(payload), None)
    if panel is None:
        return ""
    return payload.words.heading.format(period=period_words(payload, panel.at))


def period_words(payload: Payload, at: int) -> str:
    """The period shown, or those of the panels."""
    several = bool(payload.panels) and payload.panels[0].at is not None
    return payload.words.some_periods if several else payload.period_words[at]


def marked(payload: Payload) -> bool:
    """Whether any value of the shown period is marked as revised."""
    return payload.period in payload.periods and bool(
        payload.was.get(str(payload.periods.index(payload.period)))
    )


# --- time ---


def time(payload: Payload) -> list[Any]:
    """The period as a list that a form sends; for scripts a slider, play, and one scale for all."""
    if payload.period not in payload.periods:
        return []
    words, at = payload.words, payload.periods.index(payload.period)
    options = controls.periods(payload.periods[::-1], payload.lang)
    when, now = words.period, payload.period_words[at]
    box = Input(
        type="checkbox", id="map-same", name="scale", value="all", checked=payload.scale == "all",
        form=controls.FORM, autoComplete="off",
    )  # fmt: skip
    slider = Input(
        type="range", id="map-period", min=0, max=len(payload.periods) - 1, step=1, value=at,
        autoComplete="off", className="scripted", **attributes(aria_label=when, aria_valuetext=now),
    )  # fmt: skip
    return [
        controls.select("period", when, options, payload.period, form=controls.FORM),
        slider,
        html.Button(words.play, type="button", id="map-play", className="scripted"),
        controls.send(payload.lang, form=controls.FORM),
        html.Label([box, f" {words.same}"], className="map-same"),
    ]


def time_look(payload: Payload) -> str:
    """Why there is no time to move in: one period, or panels that are each of their own."""
    several = bool(payload.panels)
    single = len(payload.periods) < 2 or (several and payload.panels[0].at is not None)
    return " ".join(["single"] * single + ["locked"] * several)
