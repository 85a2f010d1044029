"""What SCB says of one table today, in our words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from etl.errors import AnswerUnreadable
from etl.formats import jsonstat
from etl.model import Sex
from etl.net.reply import Refused, Reply
from etl.net.session import Session
from etl.sources import scb

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")  # SCB's notes are Markdown
BLANKS = re.compile(r"(\\n|\s)+")  # Kolada's texts hold a literal backslash-n, among others
WOMEN = re.compile(r"kvinn|flick|\bwomen|\bgirls", re.IGNORECASE)
MEN = re.compile(r"\bmän|\bman|\bpojk|\bmen|\bboys", re.IGNORECASE)

M = TypeVar("M", bound=BaseModel)


class ContentsUnit(BaseModel):
    """A contents' unit in SCB's words."""

    base: str = ""
    decimals: int | None = None


class _Category(BaseModel):
    label: dict[str, str] = Field(default_factory=dict)
    unit: dict[str, ContentsUnit] = Field(default_factory=dict)


class _DimensionExtension(BaseModel):
    elimination: bool = False
    refperiod: dict[str, str] = Field(default_factory=dict)


class Dimension(BaseModel):
    """One dimension of a table."""

    codes: list[str]  # in the table's order
    label: str = ""
    category: _Category
    extension: _DimensionExtension = Field(default_factory=_DimensionExtension)

    def label_of(self, code: str) -> str:
        """The code's label, or the code where it has none."""
        return self.category.label.get(code, code)


class _Px(BaseModel):
    area: str | None = Field(default=None, alias="subject-area")


class _TableExtension(BaseModel):
    discontinued: bool | None = None  # seldom told when it is so
    px: _Px = Field(default_factory=_Px)


class Table(BaseModel):
    """One SCB table by its metadata."""

    day: date  # the agency's own, when it said so
    label: str
    updated: date
    role: dict[str, list[str]]
    note: list[str] = Field(default_factory=list)
    dimension: dict[str, Dimension]
    extension: _TableExtension = Field(default_factory=_TableExtension)

    @property
    def contents(self) -> str:
        """The dimension of contents."""
        return self.role.get("metric", ["ContentsCode"])[0]

    @property
    def time(self) -> str:
        """The dimension of periods."""
        return self.role.get("time", ["Tid"])[0]

    def codes(self, dimension: str | None) -> list[str]:
        """The dimension's codes; none where the table has no such dimension."""
        return self.dimension[dimension].codes if dimension in self.dimension else []

    def unit(self, contents: str) -> ContentsUnit:
        """The unit of one contents, empty where the table tells none."""
        dimension = self.dimension.get(self.contents)
        return (
            dimension.category.unit.get(contents, ContentsUnit()) if dimension else ContentsUnit()
        )

    def regions(self, dimension: str | None) -> list[str]:
        """Riket, counties and municipalities among the dimension's codes."""
        return list(filter(scb.is_region, self.codes(dimension)))

    def links(self) -> Iterator[tuple[str, str]]:
        """What the notes lead to: the words, and the last name of the address."""
        for words, address in LINK.findall(" ".join(self.note)):
            yield words, address.rstrip("/").rpartition("/")[2]


def limits(session: Session) -> None:
    """Ask SCB for its limits, once a run: they set the pace of all that follows."""
    scb.config_of(session)


def table(id_: str, session: Session) -> Table:
    """SCB's table in Swedish, one request, asked once a run.

    Raises SourceUnavailable also when there is no such table: a fault of the server's own is
    told in the same way (`listed` knows). AnswerUnreadable when it is not JSON-stat metadata.
    """
    limits(session)
    return session.once(
        f"metadata of {id_}", lambda: read_table(id_, scb.metadata_of(id_, session))
    )


def english(id_: str, session: Session) -> Table | None:
    """The same in English; None where SCB has the table in Swedish only."""
    try:
        reply = session.get(f"{scb.base_url()}/tables/{id_}/metadata", {"lang": "en"})
    except Refused:
        return None
    return read_table(id_, reply)


def listed(id_: str, session: Session) -> bool:
    """Whether SCB's catalogue has the table; one request, asked once a run."""
    limits(session)
    return scb.listed(id_, session)


def read_table(id_: str, reply: Reply) -> Table:
    """SCB's metadata document as a table; AnswerUnreadable says what is not as it should be."""
    codes = jsonstat.dimensions(reply.body)
    parts = {name: {**reply.body["dimension"][name], "codes": codes[name]} for name in codes}
    document = {**reply.body, "dimension": parts, "day": reply.date.date()}
    return read_as(Table, document | {"updated": str(reply.body.get("updated"))[:10]}, f"SCB {id_}")


def plain(text: str) -> str:
    """The text on one line, runs of blanks made one, links left as their words."""
    return BLANKS.sub(" ", LINK.sub(r"\1", text)).strip()


def sex(label: str) -> Sex | None:
    """The sex that a label means: `kvinnor` K, `män` M, `totalt`, `män och kvinnor` T."""
    women, men = bool(WOMEN.search(label)), bool(MEN.search(label))
    if total(label) or (women and men):
        return "T"
    if women:
        return "K"
    return "M" if men else None


def total(label: str) -> bool:
    """Whether a label means all of a dimension: `totalt`, `samtliga åldrar`, `båda könen`."""
    return label.casefold().startswith(("tot", "samtliga", "alla ", "all ", "båda", "both"))


def read_as(kind: type[M], document: Any, name: str) -> M:
    """A document as that model; AnswerUnreadable says what is not as it should be."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise AnswerUnreadable(f"{name}: {where} is not as the API says: {fault['msg']}") from error
