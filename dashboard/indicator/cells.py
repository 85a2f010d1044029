"""A figure of SCB's as it is asked for: what is posted, and the same as an address."""

import json
from urllib.parse import urlencode

from etl import queries
from etl.queries import Codes


def body(codes: Codes) -> str:
    """What is sent to the table's address, a dimension a line."""
    chosen = (json.dumps(each, ensure_ascii=False) for each in queries.selection(codes))
    return '{"selection": [\n  ' + ",\n  ".join(chosen) + "\n]}"


def query(codes: Codes) -> str:
    """The same as the query of an address."""
    return urlencode({f"valueCodes[{each}]": code for each, code in codes.items()})
