"""Reads the meanings of a release from before units had forms, indicators roles and subjects.

All are how the portal writes and places figures, not what they are. An older release has them of
the one that ships, so that an upgrade changes nothing a reader sees until the next is made.
"""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

LATER = {"measure", "kind", "seasonal", "rolling", "chance", "age_class", "roles"}
SUBJECT = {"subject", "subject_en"}  # these came later still


def completed(records: Any, ships: Path) -> Any:
    """Records of meanings as read from JSON; those of an older release with what it lacks.

    `ships` is the folder of the release that ships. What it has no such indicator of, or in
    another unit, stays as it is.
    """
    if not isinstance(records, list):
        return records
    return [_completed(each, ships) if isinstance(each, dict) else each for each in records]


def _completed(record: dict[str, Any], ships: Path) -> dict[str, Any]:
    lacking = (SUBJECT - record.keys()) | (LATER if "measure" not in record else set())
    if not lacking:
        return record
    known = _known(ships).get(record.get("id"), {})
    alike = known.get("unit") == record.get("unit")
    return record | {field: known[field] for field in lacking & known.keys() if alike}


@cache
def _known(ships: Path) -> dict[Any, dict[str, Any]]:
    """What ships by id, fetched or awaited; nothing of what cannot be read."""
    found: dict[Any, dict[str, Any]] = {}
    for name in ("catalogue.json", "awaited.json"):
        with suppress(OSError, ValueError):
            records = json.loads((ships / name).read_text(encoding="utf-8"))
            found |= {each["id"]: each for each in records}
    return found
