"""How long the largest comparisons take to be made, and how large their pages are."""

from collections.abc import Iterator
from itertools import count

from dashboard import data, encoding
from dashboard.compare import grammar, view
from dashboard.parameters import Parameters
from dashboard.parts import prerender
from etl.store.releases import DEFAULT, Release
from tests.bench.measure import seconds

TEN = "2480,2482,2580,2380,2280,2281,2283,2421,2462,00"
# Places, how many figures, view, and the bars: milliseconds, and kilobytes of the compressed page.
CASES = [
    (TEN, 10, "tabell", 80, 200),
    (TEN, 10, "varme", 80, 200),
    ("norra-sverige", 30, "tabell", 400, None),
    ("norra-sverige", 30, "varme", 400, None),
    (TEN, 10, "diagram", None, 200),
    ("norra-sverige", 30, "diagram", 400, None),
    ("norra-sverige", 30, "spridning", 400, None),
]


def run() -> Iterator[str]:
    """A line a comparison, of a release whose figures have been read."""
    with data.showing(Release(DEFAULT)):
        ids = [
            each.id for each in data.indicators().values()
            if each.kind == "rate" and "municipality" in each.levels
        ]  # fmt: skip
        for places, figures, shown, bar, size in CASES:
            query = {"region": places, "indikator": ",".join(ids[:figures]), "vy": shown}
            yield _line(
                query,
                f"{len(grammar.parse(Parameters(query)).codes)} × {figures} {shown}",
                bar,
                size,
            )


def _line(query: dict[str, str], what: str, bar: int | None, size: int | None) -> str:
    number = count()

    def make() -> str:  # another order each time, as another reader's address
        order = "namn" if next(number) % 2 else ""
        return prerender.markup(view.layout({**query, "ordning": order}))

    written = make()
    time = seconds(make) * 1e3
    small = len(encoding.packed(written.encode(), "br", 7)) / 1e3
    bars = f"(bar {bar} ms)" if bar else "", f"(bar {size} kB)" if size else ""
    return f"{what:20} {time:7.1f} ms {bars[0]:12} {small:7.1f} kB compressed {bars[1]}"
