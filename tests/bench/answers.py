"""JSON-stat: 150 000 cells decoded by our reader and by pxwebpy, the same answer."""

import json
from collections.abc import Iterator
from math import prod
from typing import Any

import pandas as pd
from pxweb._internal.functions import unpack_table_data

from etl.formats import jsonstat
from tests.bench.measure import megabytes, seconds

SIZES = {"Region": 300, "Alder": 25, "Kon": 2, "Tid": 10}  # 150 000 cells, SCB's limit


def dataset() -> dict[str, Any]:
    """An answer as SCB gives it, every cell with a value."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": list(SIZES),
        "size": list(SIZES.values()),
        "role": {"time": ["Tid"]},
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {f"{i:04}": i for i in range(size)},
                    "label": {f"{i:04}": f"{name} {i}" for i in range(size)},
                },
            }
            for name, size in SIZES.items()
        },
        "value": [float(cell) for cell in range(prod(SIZES.values()))],
    }


def run() -> Iterator[str]:
    """Seconds and peak memory of both, and their ratios; the JSON is parsed before."""
    answer = json.loads(json.dumps(dataset()))
    quick, small = seconds(ours := lambda: jsonstat.decode(answer)), megabytes(ours)
    yield f"etl.formats.jsonstat, a frame      {quick * 1e3:7.1f} ms {small:6.1f} MB"
    references = {
        "pxwebpy, its rows": lambda: unpack_table_data(answer),
        "pxwebpy, a frame of them": lambda: pd.DataFrame(unpack_table_data(answer)),
    }
    for name, theirs in references.items():
        slow, large = seconds(theirs), megabytes(theirs)
        ratio = f"{slow / quick:.1f} × slower, {large / small:.1f} × the memory"
        yield f"{name:26} {slow * 1e3:7.1f} ms {large:6.1f} MB: {ratio}"
