"""The portal's data as a catalogue for other catalogues to harvest: DCAT-AP-SE 3.0.1."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import data, door, origin, text
from dashboard.door import terms
from dashboard.routes import graph, versions
from dashboard.routes.exports import Export
from dashboard.routes.files import FORMATS
from dashboard.routes.graph import Iri, Thing, Words
from etl.model import PublishedIndicator
from etl.periods import Frequency, start
from etl.store.seals import Seal

LIST = Path(door.__file__).with_name("catalogue.toml")
EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types/"
SWEDEN = Iri(f"{EU}/country/SWE")
PUBLIC = Iri(f"{EU}/access-right/PUBLIC")
AVAILABLE = Iri("http://publications.europa.eu/resource/authority/planned-availability/STABLE")
KIND = Iri("http://purl.org/adms/publishertype/NonProfitOrganisation")
SHA256 = Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
OFTEN: dict[Frequency, str] = {"month": "MONTHLY", "quarter": "QUARTERLY", "year": "ANNUAL"}
TYPES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "zip": "ZIP"}  # EU's names of file types
CSVW = Iri("https://www.w3.org/TR/tabular-metadata/")
OPENAPI = Iri("https://spec.openapis.org/oas/v3.1.0")
MEMBERS = 50  # of a series, at most
FILES = {"csv": "csv", "xlsx": "xlsx", "json-stat": "json", "parquet": "parquet", "zip": "zip"}

KINDS: dict[str, tuple[Callable[[Iterable[Thing]], Iterator[bytes]], str]] = {
    "rdf": (graph.rdf, "application/rdf+xml"),
    "ttl": (graph.turtle, "text/turtle"),
    "jsonld": (graph.jsonld, "application/ld+json"),
}


def export(kind: str) -> Export:
    """The whole catalogue in one of KINDS."""
    write, mimetype = KINDS[kind]
    return Export(write(_things()), mimetype)


def _at(path: str) -> Iri:
    return Iri(origin.address() + path)


def _both(name: tuple[str, str]) -> tuple[Words, Words]:
    return Words(name[0], "sv"), Words(name[1], "en")


def _things() -> Iterator[Thing]:
    """All that the catalogue tells of, itself first."""
    those = [*data.indicators().values()]
    groups = series(those)
    yield _catalogue(those, groups)
    yield from (_publisher(), _contact(), _service(those))
    yield from _release()
    for name, members in groups.items():
        yield _series(name, members)
    within = {each.id: name for name, members in groups.items() for each in members}
    for each in those:
        yield from _dataset(each, within[each.id])


# --- the catalogue, who answers for it, and the API ---


def _catalogue(those: list[PublishedIndicator], groups: Iterable[str]) -> Thing:
    every = [_of_release(), *(_of_series(each) for each in groups), *map(_of_dataset, those)]
    return (
        Thing(_at("/dcat#katalog"), "dcat:Catalog")
        .say("dcterms:title", *_both(("Norrlägets data", "Norrläget’s data")))
        .say("dcterms:description", *_both(DESCRIPTION))
        .say("dcterms:publisher", _at("/dcat#utgivare"))
        .say("dcterms:license", Iri(terms.own().licence))
        .say("dcterms:modified", _day(_newest(those)))
        .say("dcterms:language", Iri(f"{EU}/language/SWE"), Iri(f"{EU}/language/ENG"))
        .say("foaf:homepage", _at("/data"))
        .say("dcterms:spatial", SWEDEN)
        .say("dcat:themeTaxonomy", Iri(f"{EU}/data-theme"))
        .say("dcat:service", _at("/dcat#api"))
        .say("dcat:dataset", *every)
    )


DESCRIPTION = (
    "Statistik för kommuner, län och riket med tyngdpunkt i norra Sverige, hämtad hos "
    "myndigheterna.",
    "Statistics for municipalities, counties and Sweden, with northern Sweden at its centre, "
    "taken from the agencies.",
)


def _newest(those: Iterable[PublishedIndicator]) -> str:
    return max((each.taken.isoformat() for each in those), default="1970-01-01")


def _day(day: str) -> Words:
    return Words(day, type="xsd:date")


def _publisher() -> Thing:
    return (
        Thing(_at("/dcat#utgivare"), "foaf:Agent")
        .say("foaf:name", Words(terms.NAME))
        .say("dcterms:type", KIND)
        .say("foaf:homepage", _at("/"))
    )


def _contact() -> Thing:
    """Whom to write to: nobody's name, and an address where the keeper has told one."""
    mail = origin.contact()
    return (
        Thing(_at("/dcat#kontakt"), "vcard:Organization")
        .say("vcard:fn", Words(terms.NAME))
        .say("vcard:hasEmail", Iri(f"mailto:{mail}") if mail else None)
        .say("vcard:hasURL", _at("/data"))
    )


def _service(those: Iterable[PublishedIndicator]) -> Thing:
    return (
        Thing(_at("/dcat#api"), "dcat:DataService")
        .say("dcterms:title", *_both(("Norrlägets API", "Norrläget’s API")))
        .say("dcat:endpointURL", _at("/api/v1"))
        .say("dcat:endpointDescription", _at("/api/openapi.json"))
        .say("dcterms:format", Iri(f"{EU}/file-type/JSON"))
        .say("dcterms:conformsTo", OPENAPI)
        .say("dcterms:license", Iri(terms.own().licence))
        .say("dcterms:accessRights", PUBLIC)
        .say("dcterms:publisher", _at("/dcat#utgivare"))
        .say("dcat:contactPoint", _at("/dcat#kontakt"))
        .say("dcat:keyword", *_both(("statistik", "statistics")))
        .say("dcat:servesDataset", *map(_of_dataset, those))
    )


# --- the release as a whole ---


def _of_release() -> Iri:
    return _at("/dcat#dataversion")


def _release() -> Iterator[Thing]:
    """All figures in one file, which lies there as its hash says."""
    path = versions.path(data.release().id, "observations.parquet")
    iri = f"{_of_release()}-parquet"
    yield (
        Thing(_of_release(), "dcat:Dataset")
        .say("dcterms:title", *_both(("Alla indikatorer i en fil", "All indicators in one file")))
        .say("dcterms:description", *_both(DESCRIPTION))
        .say("dcterms:publisher", _at("/dcat#utgivare"))
        .say("dcat:contactPoint", _at("/dcat#kontakt"))
        .say("dcat:theme", _theme(_listed()["other"]["theme"]))
        .say("dcterms:accessRights", PUBLIC)
        .say("dcterms:spatial", SWEDEN)
        .say("dcat:distribution", Iri(iri))
    )
    file = Thing(iri, "dcat:Distribution").say("dcat:accessURL", _at(path))
    file.say("dcat:downloadURL", _at(path)).say("dcterms:format", _format("parquet"))
    file.say("dcat:mediaType", _format("parquet"))
    yield from _sealed(file, data.release().seals.get("observations.parquet"))


def _sealed(file: Thing, seal: Seal | None) -> Iterator[Thing]:
    """A file that is kept, with its size and its hash."""
    if seal is None:
        yield file
        return
    file.say("dcat:byteSize", Words(str(seal.size), type="xsd:nonNegativeInteger"))
    yield file.say("spdx:checksum", Iri(f"{file.iri}-sha256"))
    yield (
        Thing(f"{file.iri}-sha256", "spdx:Checksum")
        .say("spdx:algorithm", SHA256)
        .say("spdx:checksumValue", Words(seal.sha256, type="xsd:hexBinary"))
    )


# --- series: an indicator is in one, of its topic ---


def series(those: Iterable[PublishedIndicator]) -> dict[str, list[PublishedIndicator]]:
    """By name the indicators of each topic; of one with more than MEMBERS by frequency, and parts.

    Names are `arbete`, or `arbete-month-2`: the same as long as a topic grows at its end.
    """
    topics: dict[str, list[PublishedIndicator]] = {}
    for each in those:
        topics.setdefault(each.topic, []).append(each)
    return {name: part for topic, all_ in topics.items() for name, part in _split(topic, all_)}


def _split(
    topic: str, members: list[PublishedIndicator]
) -> Iterator[tuple[str, list[PublishedIndicator]]]:
    if len(members) <= MEMBERS:
        yield topic, members
        return
    for often in OFTEN:
        same = [each for each in members if each.frequency == often]
        for at in range(0, len(same), MEMBERS):
            part = f"-{at // MEMBERS + 1}" if at else ""
            yield f"{topic}-{often}{part}", same[at : at + MEMBERS]


def _of_series(name: str) -> Iri:
    return _at(f"/dcat#serie-{name}")


def _series(name: str, members: list[PublishedIndicator]) -> Thing:
    first, often = members[0], text.frequency
    titles = [first.topic_title, first.topic_title_en]
    if name != first.topic:
        titles = [f"{titles[0]}, {often(first, 'sv')}", f"{titles[1]}, {often(first, 'en')}"]
    count = len(members)
    return (
        Thing(_of_series(name), "dcat:DatasetSeries")
        .say("dcterms:title", *_both((titles[0], titles[1])))
        .say("dcterms:description", *_both((f"{count} indikatorer.", f"{count} indicators.")))
        .say("dcterms:publisher", _at("/dcat#utgivare"))
        .say("dcat:contactPoint", _at("/dcat#kontakt"))
    )


# --- an indicator, and its files ---


def _of_dataset(each: PublishedIndicator) -> Iri:
    return _at(f"/indikatorer/{each.id}#data")


def _dataset(each: PublishedIndicator, group: str) -> Iterator[Thing]:
    iri, (theme, *words) = _of_dataset(each), _topic(each)
    files = {form: f"{_at(f'/data/{each.id}.{kind}')}#fil" for form, kind in FILES.items()}
    other = _listed()["other"]
    pairs = [(words[0], words[1]), *((sv, en) for sv, en in other["keywords"])]
    keywords = [word for pair in pairs for word in _both(pair)]
    yield (
        Thing(iri, "dcat:Dataset")
        .say("dcterms:title", *_both((each.title, each.title_en)))
        .say("dcterms:description", *_both((each.description, each.description_en)))
        .say("dcterms:identifier", Words(each.id))
        .say("dcterms:publisher", _at("/dcat#utgivare"))
        .say("dcat:contactPoint", _at("/dcat#kontakt"))
        .say("dcat:keyword", *keywords)
        .say("dcat:theme", _theme(theme), _theme(other["theme"]))
        .say("dcterms:modified", _day(each.taken.isoformat()))
        .say("dcterms:issued", _day(each.updated.isoformat()) if each.updated else None)
        .say("dcterms:temporal", Iri(f"{iri}-tid"))
        .say("dcterms:spatial", SWEDEN)
        .say("dcterms:accessRights", PUBLIC)
        .say("dcterms:accrualPeriodicity", Iri(f"{EU}/frequency/{OFTEN[each.frequency]}"))
        .say("dcterms:provenance", Iri(f"{iri}-ursprung"))
        .say("dcterms:conformsTo", CSVW)
        .say("dcat:landingPage", _at(f"/indikatorer/{each.id}"))
        .say("dcat:inSeries", _of_series(group))
        .say("dcat:distribution", *map(Iri, files.values()))
    )
    since = start(each.first_period).isoformat()
    yield Thing(f"{iri}-tid", "dcterms:PeriodOfTime").say("dcat:startDate", _day(since))
    told = text.source_line(each), text.source_line(each, "en")
    yield Thing(f"{iri}-ursprung", "dcterms:ProvenanceStatement").say("rdfs:label", *_both(told))
    yield Thing(f"{iri}-villkor", "dcterms:RightsStatement").say("rdfs:label", *_rights(each))
    yield from (_distribution(each, form, file) for form, file in files.items())


def _rights(each: PublishedIndicator) -> tuple[Words, Words]:
    of = terms.of(each)
    return _both((of.sv, of.en))


def _distribution(each: PublishedIndicator, form: str, iri: str) -> Thing:
    """A file of all of an indicator; its licence where its agency names one, and its terms."""
    licence, address = terms.of(each).licence, Iri(iri.removesuffix("#fil"))
    title = f"{each.title} ({FILES[form]})", f"{each.title_en} ({FILES[form]})"
    return (
        Thing(iri, "dcat:Distribution")
        .say("dcterms:title", *_both(title))
        .say("dcat:accessURL", address)
        .say("dcat:downloadURL", address)
        .say("dcterms:format", _format(form))
        .say("dcat:mediaType", Iri(IANA + FORMATS[form].mimetype))
        .say("dcterms:license", Iri(licence) if licence else None)
        .say("dcterms:rights", Iri(f"{_of_dataset(each)}-villkor"))
        .say("dcterms:issued", _day(each.taken.isoformat()))
        .say("dcterms:modified", _day(each.taken.isoformat()))
        .say("dcatap:availability", AVAILABLE)
        .say("dcat:accessService", _at("/dcat#api"))
        .say("dcterms:conformsTo", CSVW if form in ("csv", "zip") else None)
    )


def _format(form: str) -> Iri:
    """EU's name of a file type, else IANA's of its kind."""
    name = TYPES.get(FILES[form])
    return Iri(f"{EU}/file-type/{name}" if name else IANA + FORMATS[form].mimetype)


def _theme(name: str) -> Iri:
    return Iri(f"{EU}/data-theme/{name}")


def _topic(each: PublishedIndicator) -> tuple[str, str, str]:
    """A topic's theme, and its keyword in both languages."""
    other = _listed()["other"]["theme"], each.topic_title.lower(), each.topic_title_en.lower()
    theme, sv, en = _listed()["topic"].get(each.topic, other)
    return theme, sv, en


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))
