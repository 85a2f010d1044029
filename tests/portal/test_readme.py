"""README is kept true: commands, addresses, environment, dependencies, and its own example."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard import data, web
from etl import catalogue
from etl.__main__ import main
from tests import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES, EXTRA = PYPROJECT["dependencies"], PYPROJECT["optional-dependencies"]["test"]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def needed(*requirements: str) -> set[str]:
    """The names of packages of which versions are required."""
    return {re.split("[^A-Za-z0-9-]", each, maxsplit=1)[0] for each in requirements}


def column(heading: str, number: int = 0) -> list[str]:
    """The cells of one column of the table below a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [row.split("|")[number + 1].strip() for row in rows]


def code(cells: list[str]) -> list[str]:
    return re.findall(r"`([^`]+)`", " ".join(cells))


def test_every_make_target_is_told_and_every_told_target_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make ([a-z]+)\b", README, re.MULTILINE)) == set(phony.split())


def test_every_command_of_the_pipeline_is_told_and_exists() -> None:
    told = {
        words.split()[3] for words in code(column("Commands")) if words.startswith("python -m etl ")
    }
    assert told == set(main.commands)
    for name in told:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_every_environment_variable_read_is_told() -> None:
    sources = [
        path
        for folder in ("etl", "dashboard", "tests")
        for path in (PROJECT / folder).rglob("*.py")
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, PROJECT / "app.py"])
    read = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text)) | set(
        re.findall(r"\"([A-Z]+_API_URL)\"", text)
    )
    assert read == {name for name in code(column("Commands")) if re.fullmatch(r"[A-Z_]+", name)}


def test_every_address_told_answers_and_every_page_is_told() -> None:
    client = web.create_app().server.test_client()
    told = [words for words in code(column("Pages and files")) if words.startswith("/")]
    for address in told:
        path = address.replace("{id}", "folkmangd").replace("{issue}", data.release().id[:7])
        asks = path.endswith(("observations", "/embed/karta"))
        query = "?indicator=folkmangd&region=2480" if asks else ""
        assert client.get(path + query).status_code == 200, address
    pages = {page.PATH.replace("<name>", "{id}") for page in web.PAGES}
    assert pages <= set(told)


def test_every_dependency_has_its_reason() -> None:
    names = needed(*DEPENDENCIES, *EXTRA)
    told = {
        name
        for cell in column("Dependencies")[1:]
        for name in re.sub("^test extra:", "", cell).split(", ")
    }
    assert {name.strip() for name in told} == names


def test_the_example_of_an_indicator_is_a_valid_one(tmp_path: Path) -> None:
    example = README.split("```toml\n")[1].split("```")[0]
    heading = 'topic = "Befolkning"\ntopic_en = "Population"\norder = 1\n'
    (tmp_path / "befolkning.toml").write_text(heading + example, encoding="utf-8")
    assert list(catalogue.load(tmp_path)) == ["medelalder"]


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_the_locks_have_hashes_and_name_no_host(lock: str) -> None:
    text = (PROJECT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    packages = re.findall(r"^\S+==", text, re.MULTILINE)
    extra = EXTRA if lock.startswith("tests") else []
    assert needed(*DEPENDENCIES, *extra) <= {each.removesuffix("==") for each in packages}
    assert text.count("--hash=sha256:") >= len(packages)
