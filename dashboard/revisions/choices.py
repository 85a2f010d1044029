"""What a reader chooses of the revisions, on the page as in its files."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dashboard import data
from dashboard.parameters import Parameters
from dashboard.revisions import changes
from etl.store.changes import CHANGES

FORMATS = ["csv", "csv-sv"]

Chosen = dict[str, str]  # by name, only what is chosen and means something


def parse(query: Parameters | Mapping[str, Any], names: Iterable[str]) -> Chosen:
    """What a query string asks under these names; what means nothing here limits nothing."""
    asked = Parameters.of(query)
    found = {name: asked.pick(name, _known(name), "") for name in names}
    return {name: word for name, word in found.items() if word}


def _known(name: str) -> Collection[str]:
    if name == "indicator":
        changed = (each.id for one in changes.history() for each in one.changes.indicators)
        return dict.fromkeys([*data.indicators(), *data.awaited(), *changed])
    if name == "region":
        return data.regions()
    if name == "release":
        return [each.changes.release for each in changes.history()]
    few: dict[str, Collection[str]] = {"change": CHANGES, "format": FORMATS}
    return few[name]


def comparison(chosen: Chosen) -> changes.Comparison | None:
    """The release chosen, else the newest; None where nothing has been compared."""
    every = {each.changes.release: each for each in changes.history()}
    return every.get(chosen.get("release", "")) or changes.newest()
