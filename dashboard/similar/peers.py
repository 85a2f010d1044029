"""The places most like one place, how far off they are and what sets them apart."""

from dataclasses import dataclass

import numpy as np

from dashboard.numbers import Floats
from dashboard.similar import distance
from dashboard.similar.choices import Choices
from dashboard.similar.figures import Measure, Model

CLOSE = 1.0  # nearer than that a place is one to be compared with
FEWEST = 5  # of a group must have a figure for its median to be told


@dataclass(frozen=True)
class Peer:
    """A place beside another; `apart` is their distance in each domain, `shares` sum to 1."""

    code: str
    distance: float
    apart: dict[str, float]
    shares: dict[str, float]
    of_each: tuple[float, ...]  # of the distance: each variable's share
    mutual: bool  # the other is among this one's own

    @property
    def counts(self) -> bool:
        """Whether it is like enough to be compared with."""
        return self.distance < CLOSE


@dataclass(frozen=True)
class Likeness:
    """A place and those most like it, the nearest first, in what the model has.

    `close` is how many of all places are like enough to be compared with.
    """

    code: str
    model: Model
    choices: Choices
    peers: tuple[Peer, ...]
    close: int

    @property
    def group(self) -> tuple[str, ...]:
        """Those of the peers that are like enough to be compared with."""
        return tuple(each.code for each in self.peers if each.counts)

    @property
    def few(self) -> bool:
        """Whether too few places are like it to speak of their median."""
        return self.close < FEWEST

    def middle(self, measure: Measure) -> float | None:
        """The group's median of a variable."""
        known = dict(zip(self.model.codes, measure.values, strict=True))
        return median([known[code] for code in self.group])


def likeness(model: Model, code: str, choices: Choices) -> Likeness:
    """The places most like one of the model's, by the weights chosen; none in an empty release."""
    if not model.domains:
        return Likeness(code, model, choices, (), 0)
    weights = choices.of(model)
    place = model.codes.index(code)
    squared = distance.squares(model.scores, place)
    apart = distance.by_domain(squared, model.columns)
    far = distance.distances(apart, weights)
    names = [each.id for each in model.domains]
    shares = {other: distance.contributions(apart[other], weights) for other in range(len(far))}
    peers = tuple(
        Peer(
            code=model.codes[other],
            distance=float(far[other]),
            apart=dict(zip(names, np.sqrt(apart[other]).tolist(), strict=True)),
            shares=dict(zip(names, shares[other].tolist(), strict=True)),
            of_each=_of_each(model, squared[other], shares[other]),
            mutual=place in _nearest(model, other, choices),
        )
        for other in distance.nearest(far, place, choices.count)
    )
    return Likeness(code, model, choices, peers, int((far < CLOSE).sum()) - 1)


def _nearest(model: Model, place: int, choices: Choices) -> list[int]:
    apart = distance.by_domain(distance.squares(model.scores, place), model.columns)
    far = distance.distances(apart, choices.of(model))
    return distance.nearest(far, place, choices.count)


def _of_each(model: Model, squared: Floats, shares: Floats) -> tuple[float, ...]:
    """Each variable's share of the distance: its part of its domain's."""
    parts = [
        share * squared[columns] / (squared[columns].sum() or 1.0)
        for share, columns in zip(shares, model.columns, strict=True)
    ]
    return tuple(np.concatenate(parts).tolist())


def median(values: list[float]) -> float | None:
    """The median of the published values of a group, where enough have one."""
    known = [each for each in values if np.isfinite(each)]
    return float(np.median(known)) if len(known) >= FEWEST else None
