"""Where women's and men's figures of one thing stand: mostly in one indicator, else in two."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import data
from dashboard.plan.model import Called, Listed
from etl.model import PublishedIndicator


@dataclass(frozen=True)
class Pair:
    """Women's figures and men's, each an indicator and the sex under which it has them."""

    women: PublishedIndicator
    men: PublishedIndicator

    @property
    def id(self) -> str:
        """The name of the pair: its indicator's, or women's."""
        return self.women.id

    @property
    def sexes(self) -> tuple[str, str]:
        """Of one indicator women and men; of two the one sex that each is of."""
        if self.women.id == self.men.id:
            return "K", "M"
        return self.women.sexes[0], self.men.sexes[0]

    @property
    def age(self) -> str:
        """The ages that both are of."""
        return self.women.ages[0]


def pair(listed: Listed, called: Mapping[str, Called]) -> Pair | None:
    """The pair of what a plan lists; None where there are no figures by sex.

    Of two indicators women's has the words that the plan has for both.
    """
    if isinstance(listed, tuple):
        women, men = map(data.indicator, listed)
        if women is None or men is None:
            return None
        words = called[women.id].model_dump() if women.id in called else {}
        return Pair(women.model_copy(update=words), men)
    of = data.indicator(listed)
    return Pair(of, of) if of and {"K", "M"} <= set(of.sexes) else None
