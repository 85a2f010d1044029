"""The boundaries that maps are drawn of: paths, middles and extents by level."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "maps"


@cache
def boundaries(name: str) -> dict[str, Any]:
    """Read `maps/<name>.json`."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_bytes())
    return found
