"""Small maps beside each other, on one scale: some periods, or kvinnor and män."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import text
from dashboard.choices import Choices
from dashboard.map.grid import Grid, rows, sparse


def panels(
    choices: Choices,
    grids: Mapping[str, Grid],
    periods: Sequence[str],
    compared: Sequence[str],
    decimals: int,
) -> list[dict[str, Any]]:
    """What each panel shows otherwise than the map: its period's place, or its sex's figures."""
    if choices.panels == ("K", "M"):
        return [
            _of_sex(sex, grids[sex], choices, compared, decimals) for sex in "KM" if sex in grids
        ]
    return [
        {"label": text.period(period, choices.lang), "at": periods.index(period)}
        for period in choices.panels
        if period in periods
    ]


def _of_sex(
    sex: str, grid: Grid, choices: Choices, compared: Sequence[str], decimals: int
) -> dict[str, Any]:
    count = grid.values.shape[1] - len(compared)
    beside = rows(grid.values[:, count:].T, decimals)
    return {
        "label": text.sex(sex, choices.lang).capitalize(),
        "sex": sex,
        "who": text.sex(sex, choices.lang),
        "values": rows(grid.values[:, :count], decimals),
        "symbols": sparse(grid.symbols),
        "compared": dict(zip(compared, beside, strict=True)),
    }
