"""How a reader weighs the domains and how many places are shown, as an address says it."""

from dataclasses import dataclass, field

import numpy as np

from dashboard.numbers import Floats
from dashboard.parameters import Parameters
from dashboard.similar.figures import Model
from etl.model import Level

WEIGHTS = {"0": 0.0, "0.5": 0.5, "1": 1.0, "2": 2.0}  # as an address writes them
USUAL = "1"
COUNTS: dict[Level, int] = {"municipality": 7, "county": 5}
MOST = 20  # beyond that the places shown tell no more of one than all do


@dataclass(frozen=True)
class Choices:
    """How many places, and the weights that are not the usual ones, by domain."""

    count: int
    weights: dict[str, str] = field(default_factory=dict)

    def of(self, model: Model) -> Floats:
        """The weight of each of the model's domains."""
        given = (self.weights.get(each.id, USUAL) for each in model.domains)
        return np.array([WEIGHTS[each] for each in given])

    def counts(self, domain: str) -> bool:
        """Whether a domain has any weight."""
        return WEIGHTS[self.weights.get(domain, USUAL)] > 0

    def nothing(self, model: Model) -> bool:
        """Whether no domain of the model has any weight."""
        return bool(model.domains) and not self.of(model).any()

    def words(self) -> str:
        """The weights as an address writes them."""
        return ",".join(f"{name}:{weight}" for name, weight in self.weights.items())


def parse(asked: Parameters, model: Model, weights: str, count: str) -> Choices:
    """What stands under the two names, which pages and API call their own way."""
    known = [str(number) for number in range(1, MOST + 1)]
    usual = str(COUNTS[model.level])
    return Choices(int(asked.pick(count, known, usual)), _weights(asked, model, weights))


def _weights(asked: Parameters, model: Model, name: str) -> dict[str, str]:
    """Of a domain that is weighed twice the first counts, as everywhere."""
    found: dict[str, str] = {}
    domains = [each.id for each in (*model.domains, *model.lacking)]
    for word in asked.each(name):
        domain, _, given = word.partition(":")
        weight = given.strip().replace("½", "0.5")
        if domain not in domains:
            asked.misread(name, domains)
        elif weight not in WEIGHTS:
            asked.misread(name, [f"{domain}:{each}" for each in WEIGHTS])
        else:
            found.setdefault(domain, weight)
    return {each: found[each] for each in domains if found.get(each, USUAL) != USUAL}
