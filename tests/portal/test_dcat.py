"""The catalogue for harvesters: one graph in three forms, held to DCAT-AP-SE 3.0.1."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from dashboard import data
from dashboard.routes import dcat
from dashboard.web import create_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
DCAT = Namespace("http://www.w3.org/ns/dcat#")
TERMS = Namespace("http://purl.org/dc/terms/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
FORMS = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}

# By class what each of it must have, and how often: None is at least once.
MUST = {
    DCAT.Catalog: {
        TERMS.title: None, TERMS.description: None, TERMS.publisher: 1, TERMS.license: 1,
        DCAT.dataset: None,
    },
    DCAT.Dataset: {TERMS.title: None, TERMS.description: None, TERMS.publisher: 1,
                   DCAT.theme: None, DCAT.contactPoint: 1, TERMS.accessRights: 1},
    DCAT.DatasetSeries: {TERMS.title: None, TERMS.description: None},
    DCAT.Distribution: {DCAT.accessURL: 1, TERMS["format"]: 1},
    DCAT.DataService: {TERMS.title: None, DCAT.endpointURL: 1, DCAT.endpointDescription: 1},
    VCARD.Organization: {VCARD.fn: 1, VCARD.hasEmail: 1},
    FOAF.Agent: {FOAF.name: None, TERMS.type: 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_URL", "https://norrlaget.example")
        patch.setenv("NORRLAGET_CONTACT", "statistik@norrlaget.example")
        yield create_app().server.test_client()


@pytest.fixture(scope="module")
def graphs(client: FlaskClient) -> dict[str, Graph]:
    found = {}
    for kind, name in FORMS.items():
        answer = client.get(f"/dcat.{kind}")
        assert (answer.status_code, answer.mimetype) == (200, dcat.KINDS[kind][1])
        found[kind] = Graph().parse(data=answer.data, format=name)
    return found


@pytest.fixture(scope="module")
def graph(graphs: dict[str, Graph]) -> Graph:
    return graphs["rdf"]


def test_the_three_forms_say_the_same(graphs: dict[str, Graph]) -> None:
    first, *others = (set(each) for each in graphs.values())
    assert len(first) > 1000
    for other in others:
        assert first == other


@pytest.mark.parametrize("kind", MUST, ids=lambda kind: kind.rpartition("#")[2] or kind)
def test_each_class_has_what_the_profile_demands(graph: Graph, kind: URIRef) -> None:
    there = list(graph.subjects(RDF.type, kind))
    assert there
    for each in there:
        for name, times in MUST[kind].items():
            count = len(list(graph.objects(each, name)))
            assert count == times if times else count, (each, name)


def test_no_name_of_a_thing_is_relative_and_each_can_be_written_in_an_address(
    graph: Graph,
) -> None:
    names = {each for triple in graph for each in triple if isinstance(each, URIRef)}
    for each in names:
        assert urlsplit(each).scheme in ("http", "https", "mailto"), each
        assert each.isascii(), each
        assert not set(each) & set(' <>"{}|\\^`'), each
    assert not [each for triple in graph for each in triple if "127.0.0.1" in each]


def test_titles_and_descriptions_are_in_both_languages(graph: Graph) -> None:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries):
        for each in graph.subjects(RDF.type, kind):
            for name in (TERMS.title, TERMS.description):
                said = [word.language for word in graph.objects(each, name)]
                assert sorted(said) == ["en", "sv"], each


def test_each_indicator_is_a_dataset_and_each_of_its_files_answers(
    graph: Graph, client: FlaskClient
) -> None:
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    series = set(graph.subjects(RDF.type, DCAT.DatasetSeries))
    assert set(graph.objects(catalogue, DCAT.dataset)) == datasets | series
    assert len(datasets) == len(data.indicators()) + 1
    identified = {str(each) for each in graph.objects(None, TERMS.identifier)}
    assert identified == set(data.indicators())
    one = URIRef("https://norrlaget.example/indikatorer/medelalder#data")
    files = list(graph.objects(one, DCAT.distribution))
    assert len(files) == len(dcat.FILES)
    for file in files:
        (address,) = graph.objects(file, DCAT.downloadURL)
        (kind,) = graph.objects(file, DCAT.mediaType)
        answer = client.get(urlsplit(address).path)
        assert answer.status_code == 200
        assert str(kind).endswith(answer.mimetype)


def test_no_series_has_more_than_fifty_members_and_none_is_in_a_series(graph: Graph) -> None:
    counts = Counter(graph.objects(None, DCAT.inSeries))
    assert set(counts) == set(graph.subjects(RDF.type, DCAT.DatasetSeries))
    assert max(counts.values()) <= dcat.MEMBERS
    assert not [each for each in counts if (each, DCAT.inSeries, None) in graph]


def test_only_what_an_agency_gives_under_a_licence_has_one(graph: Graph) -> None:
    for each in data.indicators().values():
        iri = URIRef(f"https://norrlaget.example/indikatorer/{each.id}#data")
        for file in graph.objects(iri, DCAT.distribution):
            licences = list(graph.objects(file, TERMS.license))
            assert bool(licences) == (each.agency == "SCB")
            (rights,) = graph.objects(file, TERMS.rights)
            told = "".join(map(str, graph.objects(rights)))
            assert each.agency != "Kolada" or "Källa: Kolada" in told


def test_a_file_that_is_kept_has_its_size_and_hash(graph: Graph, client: FlaskClient) -> None:
    sized = list(graph.subject_objects(DCAT.byteSize))
    assert sized
    for file, size in sized:
        (address,) = graph.objects(file, DCAT.downloadURL)
        content = client.get(urlsplit(address).path).data
        (checksum,) = graph.objects(file, SPDX.checksum)
        (value,) = graph.objects(checksum, SPDX.checksumValue)
        assert (len(content), sha256(content).hexdigest()) == (int(size), str(value))


def test_what_is_said_of_a_thing_is_told_of_one_that_is_there(graph: Graph) -> None:
    """Every own name that is pointed at, but for addresses to read at, is a thing of the graph."""
    things = set(graph.subjects())
    own = {
        each
        for each in graph.objects()
        if isinstance(each, URIRef) and each.startswith("https://norrlaget.example") and "#" in each
    }
    assert own <= things


def test_values_of_a_type_can_be_read_as_it(graph: Graph) -> None:
    typed = [each for each in graph.objects() if isinstance(each, Literal) and each.datatype]
    assert typed
    assert not [each for each in typed if each.ill_typed]
