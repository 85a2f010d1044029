"""What an empty query means: the default selection, by the server's algorithm "Bjarte 3"."""

from tests.replay.selection import Selection, Wanted
from tests.replay.tables import Table


def default(table: Table) -> Selection:
    """The table's default selection, with the placement the server gives it."""
    others = [v for v in table.variables if v not in (table.time, table.contents)]
    if len(others) == 0:
        return _two(table)
    if len(others) == 1:
        return _three(table, others[0])
    mandatory = [v for v in others if not table.eliminable(v)]
    optional = [v for v in others if table.eliminable(v)]
    if len(mandatory) > 1:
        first, last, between = mandatory[0], mandatory[-1], mandatory[1:-1]
    elif mandatory:
        first, last, between = mandatory[0], optional[-1], []
    else:
        first, last, between = others[0], others[-1], []
    stub, heading = _larger_first(table, first, last)
    shown = [
        _first(table, table.contents, 1),
        _last(table, 1),
        *(_first(table, v, 1) for v in between),
        _first(table, stub, 1500),
        _first(table, heading, 13),
    ]
    gone = [Wanted(v, []) for v in optional if v not in (first, last)]
    return Selection([*shown, *gone], [table.contents, table.time, *between, heading], [stub])


def _two(table: Table) -> Selection:
    few = len(table.choices(table.contents)) < 6
    heading, stub = (table.contents, table.time) if few else (table.time, table.contents)
    contents = _first(table, table.contents, 13 if few else 1500)
    return Selection([contents, _last(table, 13)], [heading], [stub])


def _three(table: Table, other: str) -> Selection:
    if len(table.choices(table.contents)) == 1:
        wanted = [_first(table, table.contents, 1), _last(table, 13), _first(table, other, 1500)]
        return Selection(wanted, [table.contents, table.time], [other])
    stub, heading = _larger_first(table, table.contents, other)
    wanted = [_last(table, 1), _first(table, stub, 1500), _first(table, heading, 13)]
    return Selection(wanted, [table.time, heading], [stub])


def _larger_first(table: Table, one: str, two: str) -> tuple[str, str]:
    return (one, two) if len(table.choices(one)) > len(table.choices(two)) else (two, one)


def _first(table: Table, variable: str, count: int) -> Wanted:
    return Wanted(variable, [choice.code for choice in table.choices(variable)][:count])


def _last(table: Table, count: int) -> Wanted:
    return Wanted(table.time, [choice.code for choice in table.choices(table.time)][-count:])
