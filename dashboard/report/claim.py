"""A claim: something said of one figure, as data that is true or not."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Comparator = Literal["before", "year", "band", "since", "riket", "county", "sexes"]
Relation = Literal["higher", "lower", "unchanged", "above", "below", "within", "highest", "lowest"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One observation that a claim rests on."""

    indicator: str
    region: str
    sex: str
    age: str
    period: str
    value: float
    status: str


@dataclass(frozen=True)
class Band:
    """The same calendar period in the years before: how many, their mean and their range."""

    years: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Claim:
    """What holds of `evidence[0]`, compared with the rest of the evidence.

    `size` is the difference as it is shown, None where a relation has none; `band` the years
    before, for that comparator; `strength` from 0 to 1 how unusual it is (see find.py).
    """

    comparator: Comparator
    relation: Relation
    evidence: tuple[Cell, ...]
    size: float | None = None
    band: Band | None = None
    whole: bool = False  # `since`: not since a certain period, but since the series begins
    strength: float = 0.0

    @property
    def cell(self) -> Cell:
        """The figure that the claim is about."""
        return self.evidence[0]

    @property
    def preliminary(self) -> bool:
        """Whether its agency calls any of the figures provisional."""
        return any(cell.status == "p" for cell in self.evidence)

    def record(self) -> dict[str, Any]:
        """The claim as JSON has it."""
        return asdict(self)
