"""The sources, one module and one line each.

A source module has `Query` (what a catalogue entry may ask), `asked(indicator)`,
`fetch(indicator, session) -> Answer`, `read(answer, indicator) -> frame` of region, sex, age,
period, value, status, and `unit(answer)`, the unit in the source's own words.
"""

from types import ModuleType

from etl.sources import kolada, scb

SOURCES: dict[str, ModuleType] = {"kolada": kolada, "scb": scb}
