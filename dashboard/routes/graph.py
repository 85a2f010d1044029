"""Things and what is said of them, written as RDF/XML, as Turtle and as JSON-LD."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from dashboard.markup import escape

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dcatap": "http://data.europa.eu/r5r/",
    "spdx": "http://spdx.org/rdf/terms#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


class Iri(str):
    """Another thing, by its name: absolute, as a link."""


class Words(NamedTuple):
    """A value, in a language or of a type of `xsd`."""

    text: str
    lang: str = ""
    type: str = ""


Value = Iri | Words


@dataclass
class Thing:
    """A thing of a class, and what is said of it: `dcterms:title` and a value, in order."""

    iri: str
    kind: str
    said: list[tuple[str, Value]] = field(default_factory=list)

    def say(self, name: str, *values: Value | None) -> "Thing":
        """Say something more of it; of None nothing."""
        self.said += [(name, value) for value in values if value is not None]
        return self


def whole(name: str) -> str:
    """The IRI that a short name stands for: `dcat:Dataset`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


# --- RDF/XML ---


def rdf(things: Iterable[Thing]) -> Iterator[bytes]:
    """As RDF/XML, which is what catalogues harvest."""
    spaces = " ".join(f'xmlns:{name}="{iri}"' for name, iri in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF {spaces}>\n'.encode()
    for each in things:
        said = "".join(_element(*pair) for pair in each.said)
        about = quoteattr(each.iri)
        yield f"<{each.kind} rdf:about={about}>\n{said}</{each.kind}>\n".encode()
    yield b"</rdf:RDF>\n"


def _element(name: str, value: Value) -> str:
    if isinstance(value, Iri):
        return f"  <{name} rdf:resource={quoteattr(value)}/>\n"
    mark = f' xml:lang="{value.lang}"' if value.lang else ""
    mark += f' rdf:datatype="{whole(value.type)}"' if value.type else ""
    return f"  <{name}{mark}>{escape(value.text)}</{name}>\n"


# --- Turtle ---


def turtle(things: Iterable[Thing]) -> Iterator[bytes]:
    """As Turtle, which people read."""
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()).encode()
    for each in things:
        lines = [f"<{each.iri}> a {each.kind}"]
        lines += [f"  {name} {_term(value)}" for name, value in each.said]
        yield ("\n" + " ;\n".join(lines) + " .\n").encode()


def _term(value: Value) -> str:
    if isinstance(value, Iri):
        return f"<{value}>"
    told = json.dumps(value.text, ensure_ascii=False)  # Turtle escapes as JSON does
    if value.lang:
        return f"{told}@{value.lang}"
    return f"{told}^^{value.type}" if value.type else told


# --- JSON-LD ---


def jsonld(things: Iterable[Thing]) -> Iterator[bytes]:
    """As JSON-LD, which programs read."""
    yield f'{{"@context":{json.dumps(PREFIXES)},"@graph":[\n'.encode()
    for number, each in enumerate(things):
        told = json.dumps(_object(each), ensure_ascii=False)
        yield (",\n" * (number > 0) + told).encode()
    yield b"\n]}\n"


def _object(of: Thing) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": of.iri, "@type": of.kind}
    for name, value in of.said:
        told.setdefault(name, []).append(_value(value))
    return told


def _value(value: Value) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value}
    told = {"@value": value.text}
    if value.lang:
        return told | {"@language": value.lang}
    return told | ({"@type": value.type} if value.type else {})
