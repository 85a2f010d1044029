"""Men to a hundred women along the ages of life: a step a class, tinted for the greater sex."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import text
from dashboard.charts import Table, labels, scale
from dashboard.charts.paper import BOTTOM, EDGE, GRID, LABEL, QUIET, TICK, TOP, opening, tenth, unit
from dashboard.markup import escape
from dashboard.tokens import token

_MEN, _WOMEN, _RIGHT = token("men"), token("women"), 14.0


@dataclass(frozen=True)
class Step:
    """An age class and its ratio; None where too few are counted for one."""

    start: int
    end: int
    age: str
    value: float | None


@dataclass(frozen=True)
class Steps:
    """The whole chart; `base` is where both sexes are as many."""

    title: str
    subtitle: str
    unit: str
    lang: text.Lang
    steps: tuple[Step, ...]
    base: float

    @property
    def known(self) -> list[Step]:
        """The classes that have a ratio."""
        return [step for step in self.steps if step.value is not None]

    @property
    def timed(self) -> bool:
        """Its table has a row an age class."""
        return False

    @property
    def text(self) -> str:
        """The text alternative: the least and the greatest ratio, and where."""
        kind = text.say(self.lang, "Trappdiagram", "Step chart")
        head = f"{kind}: {self.title}, {self.subtitle}."
        if not self.known:
            return f"{head} {text.status('', self.lang)}."
        ends = [end(self.known, key=lambda s: s.value or 0) for end in (max, min)]
        words = [text.say(self.lang, *w) for w in (("högst", "highest"), ("lägst", "lowest"))]
        told = (
            f"{w} {self.number(s.value)} ({text.age(s.age, self.lang)})"
            for w, s in zip(words, ends, strict=True)
        )
        return f"{head} {', '.join(told)}."

    def number(self, value: float | None) -> str:
        """A ratio as a whole number: a hundred women are not counted in tenths of men."""
        return text.number(value, 0, self.lang)

    def table(self) -> Table:
        """Header and rows, a row a class."""
        header = [text.say(self.lang, "Ålder", "Age"), self.unit[:1].upper() + self.unit[1:]]
        few = text.say(self.lang, "för få för ett mått", "too few for a ratio")
        rows = [
            [text.age(s.age, self.lang), few if s.value is None else self.number(s.value)]
            for s in self.steps
        ]
        return header, rows

    def svg(self, width: int, height: int, name: str) -> str:
        """The steps as one `<svg>`."""
        values = [step.value for step in self.known if step.value is not None]
        ticks, _ = scale.value_ticks(min(self.base, *values), max(self.base, *values), 0)
        left = 8 + max(labels.measure(text.number(t, 0, self.lang), TICK) for t in ticks)
        first, last = self.steps[0].start, self.steps[-1].end
        plot = scale.Plot(left, width - _RIGHT, TOP, height - BOTTOM, first, last, ticks)
        drawn = "".join(_drawn(self, plot))
        return f"{opening(self, width, height, name)}{drawn}</svg>"


def _drawn(chart: Steps, plot: scale.Plot) -> Iterator[str]:
    yield unit(chart.unit)
    for tick in plot.ticks:
        y = tenth(plot.y(tick))
        yield (
            f'<path class="grid" d="M{tenth(plot.left)} {y}H{tenth(plot.right)}" '
            f'stroke="{GRID}"/><text class="tick" x="{tenth(plot.left - 8)}" '
            f'y="{tenth(plot.y(tick) + 4)}" text-anchor="end" fill="{QUIET}">'
            f"{text.number(tick, 0, chart.lang)}</text>"
        )
    for step in chart.known:
        yield _step(step, chart, plot)
    base = tenth(plot.y(chart.base))
    line = f"M{tenth(plot.left)} {base}H{tenth(plot.right)}"
    yield f'<path class="zero" d="{line}" stroke="{EDGE}"/>'
    yield from _ages(chart, plot)
    yield from _sides(chart, plot)


def _step(step: Step, chart: Steps, plot: scale.Plot) -> str:
    """From the line of equal numbers to the ratio; the edge is strong, the ground between weak."""
    value = step.value if step.value is not None else chart.base
    colour = _MEN if value > chart.base else _WOMEN
    x, wide = plot.x(step.start), plot.x(step.end) - plot.x(step.start)
    top, bottom = sorted((plot.y(value), plot.y(chart.base)))
    told = f"{text.age(step.age, chart.lang)}: {chart.number(value)} {chart.unit}"
    return (
        f"<g><title>{escape(told)}</title>"
        f'<rect x="{tenth(x)}" y="{tenth(top)}" width="{tenth(wide)}" '
        f'height="{tenth(bottom - top)}" fill="{colour}" fill-opacity=".16"/>'
        f'<path d="M{tenth(x)} {tenth(plot.y(value))}h{tenth(wide)}" '
        f'stroke="{colour}" stroke-width="2.5"/></g>'
    )


def _ages(chart: Steps, plot: scale.Plot) -> Iterator[str]:
    """Round ages where classes are many, their own edges where they are few."""
    edges = [*(s.start for s in chart.steps), chart.steps[-1].end]
    shown = edges if len(edges) <= 12 else [e for e in edges if e % 20 == 0]
    end = float("-inf")
    for edge in shown:
        words = str(edge)
        half, x = labels.measure(words, TICK) / 2, plot.x(edge)
        if x - half < end + 6:
            continue
        end = x + half
        yield (
            f'<text class="tick" x="{tenth(x)}" y="{tenth(plot.bottom + 18)}" '
            f'text-anchor="middle" fill="{QUIET}">{words}</text>'
        )


def _sides(chart: Steps, plot: scale.Plot) -> Iterator[str]:
    """Which side of the line means what, in words."""
    men = text.say(chart.lang, "fler män", "more men")
    women = text.say(chart.lang, "fler kvinnor", "more women")
    sides = [  # mostly boys are more among the young, and women among the old
        (men, token("men-ink"), 1, ("end", "start"), plot.top + 12, plot.ticks[-1]),
        (women, _WOMEN, -1, ("start", "end"), plot.bottom - 6, plot.ticks[0]),
    ]
    for words, ink, sign, corners, y, tick in sides:
        if tick != chart.base:
            wide = labels.measure(words, LABEL) + 12
            reach = {corner: _reach(chart, plot, corner, wide, sign) for corner in corners}
            anchor = min(corners, key=reach.__getitem__)
            x = plot.right - 4 if anchor == "end" else plot.left + 6
            yield (
                f'<text x="{tenth(x)}" y="{tenth(y)}" text-anchor="{anchor}" '
                f'font-size="{tenth(LABEL)}" font-weight="600" fill="{ink}">{words}</text>'
            )


def _reach(chart: Steps, plot: scale.Plot, corner: str, wide: float, sign: int) -> float:
    """How far towards a corner the steps go that lie under so wide a text there."""
    left = plot.right - wide if corner == "end" else plot.left
    under = (s for s in chart.known if plot.x(s.end) > left and plot.x(s.start) < left + wide)
    return max((sign * ((s.value or 0.0) - chart.base) for s in under), default=0.0)
