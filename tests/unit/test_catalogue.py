"""The catalogue: every entry is whole, and a wrong one is told by file, table and field."""

import tomllib
from pathlib import Path

import pytest

from etl import catalogue
from etl.errors import CatalogueError
from etl.model import Uncertainty
from etl.sources import kolada, scb
from tests.small import BY_AGE, ENTRY, POPULATION, SHARE, TOPIC, small

TOPICS = [
    path
    for path in sorted(Path(catalogue.__file__).parent.glob("*.toml"))
    if "topic =" in path.read_text(encoding="utf-8")
]


def test_the_catalogue_that_ships_is_whole() -> None:
    """Every table of every file is an entry, in the order it is written."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in TOPICS]
    written = {id_: entry for file in files for id_, entry in file.items() if type(entry) is dict}
    indicators = catalogue.load()

    assert set(indicators) == set(written)
    for id_, entry in written.items():
        indicator, told = indicators[id_], written.get(entry.get("margin_of"), {}) | entry
        assert (indicator.source, indicator.by_sex) == (told["source"], told["by_sex"])


def test_an_entry_is_read_with_its_source_s_own_query(tmp_path: Path) -> None:
    indicators = small(tmp_path)

    assert indicators["invanare"].query == kolada.Query(kpi="N01951", first=2015)
    assert isinstance(indicators["alder"].query, scb.Query)
    assert indicators["alder"].topic_title == "Påhittat"


@pytest.mark.parametrize(
    ("entry", "old", "new", "said"),
    [
        (POPULATION, "decimals = 0", "decimals = 9", r"\[invanare\].decimals: "),
        (POPULATION, 'unit = "personer"\n', "", r"\[invanare\].unit: Field required"),
        (POPULATION, "kind =", "knd =", r"\[invanare\].kind: Field required"),
        (POPULATION, 'source = "kolada"', 'source = "kalada"', r"\[invanare\].source: one of"),
        (POPULATION, 'source = "kolada"', 'source = ["kolada"]', r"\[invanare\].source: one of"),
        (POPULATION, 'kpi = "N01951"', 'kpi = "01951"', r"\[invanare.query\].kpi: "),
        (POPULATION, "first =", "frist =", r"\[invanare.query\].frist: Extra"),
        (POPULATION, "[invanare", "[Invanare", r"\[Invanare\].id: String should match"),
        (BY_AGE, 'sex = "Kon"\n', "", r"\[alder.query\].sexes: .*goes with `sex`"),
        (BY_AGE, 'age = "Alder"\n', "", r"\[alder.query\].ages: .*goes with `age`"),
        (BY_AGE, 'K = "2", M = "1"', 'K = "2", M = "2"', r"\.sexes: .*two meanings"),
        (BY_AGE, "K =", "F =", r"\[alder.query\].sexes"),
    ],
)
def test_a_wrong_entry_is_told_by_file_table_and_field(
    entry: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError, match=rf"^pahittat\.toml: .*{said}"):
        small(tmp_path, entry.replace(old, new))


BREAK = '{ period = "2020", sv = "Ny källa.", en = "A new source." }'


def test_what_the_portal_must_know_of_figures_is_said_in_the_entry(tmp_path: Path) -> None:
    told = POPULATION.replace(
        "decimals =",
        f'young = true\nnominal = true\nagenda = [5, 10]\nform = "ratio"\nbreaks = [{BREAK}]\n'
        'material = 0.5\nuncertainty = { method = "series" }\ndecimals =',
    )
    found = small(tmp_path, told)["invanare"]
    assert (found.young, found.nominal, found.agenda, found.form) == (True, True, [5, 10], "ratio")
    assert (found.breaks[0].period, found.material) == ("2020", 0.5)
    assert found.uncertainty == Uncertainty(method="series")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("agenda = [18]", r"\[invanare\].agenda.0: "),
        ('breaks = [{ period = "2020M01", sv = "a", en = "b" }]', "a break comes with a year"),
        (f"breaks = [{BREAK}, {BREAK.replace('2020', '2019')}]", "breaks come in time order"),
        ('breaks = [{ period = "tjugo", sv = "a", en = "b" }]', r"\.breaks\.0\.period: "),
        ('uncertainty = { method = "share" }', "`base` is needed with share"),
        ('uncertainty = { method = "margin" }', "`of` is needed with margin"),
        (
            'uncertainty = { method = "events", base = "inga" }',
            r"\.base: no indicator inga with its levels",
        ),
        ("material = -1", r"\[invanare\].material: "),
        ('margin_of = "inga"', r"\[invanare\].margin_of: an entry of the same file"),
    ],
)
def test_what_is_told_wrong_of_figures_is_refused(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=rf"^pahittat\.toml: .*{said}"):
        small(tmp_path, POPULATION.replace("decimals =", f"{line}\ndecimals ="))


def test_a_margin_of_error_is_as_what_it_is_of(tmp_path: Path) -> None:
    margin = '[fel]\nmargin_of = "andel"\ntable = "N90002"\nrange = [0, 50]\n'
    found = small(tmp_path, SHARE, margin + '[fel.query]\nkpi = "N90002"\n')
    assert found["andel"].uncertainty == Uncertainty(method="margin", of="fel")
    assert found["fel"].title == "Felmarginal: Påhittad"
    assert found["fel"].query == kolada.Query(kpi="N90002", first=2015)
    same = ["levels", "by_sex", "frequency", "source", "decimals", "source_unit"]
    assert [getattr(found["fel"], f) for f in same] == [getattr(found["andel"], f) for f in same]


def test_what_is_computed_has_the_breaks_of_what_it_is_made_of(tmp_path: Path) -> None:
    broken = POPULATION.replace("decimals =", f"breaks = [{BREAK}]\ndecimals =")
    lines = [each for each in ENTRY.format(id="okning").splitlines() if each]
    query = '[okning.query]\nhow = "change"\nof = ["invanare"]\nlag = 1\n'
    computed = "\n".join([*lines, 'source = "derived"', "by_sex = true", query])
    assert [each.period for each in small(tmp_path, broken, computed)["okning"].breaks] == ["2020"]


def test_an_id_used_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / "annat.toml").write_text(TOPIC + POPULATION, encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"\[invanare\]: the id is used twice"):
        small(tmp_path, POPULATION)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("topic = ", "not readable as TOML"),
        ('topic = "A"\ntopic_en = "A"\n', "order: missing at the top"),
        (TOPIC.replace("order = 1", 'order = "a"'), "order: missing at the top, or no int"),
        (
            TOPIC + POPULATION.replace("decimals =", 'topic = "B"\ndecimals ='),
            r"\[invanare\].topic: is",
        ),
        (TOPIC + 'unit = "kr"\n', "unit: stands outside any indicator's table"),
    ],
)
def test_a_file_that_is_no_topic_is_told(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "topic.toml").write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError, match=rf"^topic\.toml: {said}"):
        catalogue.load(tmp_path)
