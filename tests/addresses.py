"""The addresses that docs/api.md tells, made ones that can be asked."""

import re
from collections.abc import Iterator

from dashboard import data
from tests import PROJECT

API = PROJECT / "docs" / "api.md"
# Those that must be told of what.
ASKING = {"/api/v1/observations", "/embed/karta", "/embed/diagram", "/atom"}
SEARCHING = {"/api/v1/search"}
COMPARED = "region=2480&indikator=folkmangd"


def told() -> Iterator[str]:
    """Each address as it is told: `/data/{id}.csv`; `.png` after another is that in this form."""
    whole = ""
    for row in re.findall(r"^\| (`[/.].*?) \| ", API.read_text(encoding="utf-8"), re.MULTILINE):
        for each in re.findall(r"`([^`]+)`", row):
            whole = re.sub(r"\.[a-z]+$", each, whole) if each[0] == "." else each
            yield whole


def asked(address: str, issue: str, card: str = "medelalder") -> str:
    """One that answers: of the population of Umeå, and of an issue that is kept."""
    path = address.replace("/kort/{id}", f"/kort/{card}").replace("{id}", "folkmangd")
    path = path.replace("/lan/{code}", "/lan/24").replace("{code}", "2480")
    path = path.replace("{release}", data.release().id)
    query = "?indicator=folkmangd&region=2480" if address in ASKING else ""
    query = "?q=jobb" if address in SEARCHING else query
    if address.startswith("/jamfor."):
        query = f"?{COMPARED}"
    return path.replace("{issue}", issue) + query
