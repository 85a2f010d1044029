"""Small maps beside each other, on one scale: some periods, or kvinnor and män."""

from collections.abc import Mapping, Sequence

from dashboard import text
from dashboard.choices import Choices
from dashboard.map.grid import Grid, beside, rows, sparse
from dashboard.map.model import Panel


def panels(
    choices: Choices,
    grids: Mapping[str, Grid],
    periods: Sequence[str],
    compared: Sequence[str],
    decimals: int,
) -> list[Panel]:
    """What each panel shows otherwise than the map: its period's place, or its sex's figures."""
    if choices.panels == ("K", "M"):
        return [
            _of_sex(sex, grids[sex], choices, compared, decimals) for sex in "KM" if sex in grids
        ]
    return [
        Panel(text.period(period, choices.lang), at=periods.index(period))
        for period in choices.panels
        if period in periods
    ]


def _of_sex(
    sex: str, grid: Grid, choices: Choices, compared: Sequence[str], decimals: int
) -> Panel:
    count = grid.values.shape[1] - len(compared)
    return Panel(
        label=text.sex(sex, choices.lang).capitalize(),
        who=text.sex(sex, choices.lang),
        values=rows(grid.values[:, :count], decimals),
        symbols=sparse(grid.symbols),
        compared=beside(grid, compared, decimals),
    )
