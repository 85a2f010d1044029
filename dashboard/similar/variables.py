"""What places are compared in, as `variables.toml` has it: data, which no code knows."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("variables.toml")


@dataclass(frozen=True)
class Variable:
    """An indicator, or one divided by another, which then has a title and decimals of its own."""

    id: str
    log: bool = False
    per: str = ""
    title: str = ""
    title_en: str = ""
    decimals: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The indicators that it is made of."""
        return (self.id, self.per) if self.per else (self.id,)


@dataclass(frozen=True)
class Domain:
    """What variables have in common; a domain counts as much as another, whatever it holds."""

    id: str
    title: str
    title_en: str
    variables: tuple[Variable, ...]


@cache
def domains() -> tuple[Domain, ...]:
    """All domains, in the order they are told in."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["domain"]
    return tuple(
        Domain(**{**each, "variables": tuple(Variable(**one) for one in each["variables"])})
        for each in listed
    )
