"""README and docs are kept true: commands, addresses, environment, paths, links, examples."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click import Command, Group
from click.testing import CliRunner

import app
import etl
from dashboard import data, limits, pages, web
from dashboard.report.__main__ import main as report
from etl import catalogue
from etl.__main__ import main as pipeline
from etl.sources import SOURCES
from tests import PROJECT, addresses

README, CONTRIBUTING = PROJECT / "README.md", PROJECT / "CONTRIBUTING.md"
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")])
TEXT = {path.stem: path.read_text(encoding="utf-8") for path in PAGES}
ALL = "\n".join(TEXT.values())
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
VERSION = PROJECT / "etl" / "__init__.py"


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of each row of the tables below a heading, without the tables' own headings."""
    section = re.split(rf"^#+ {re.escape(heading)}$", TEXT[page], flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, flags=re.MULTILINE)[0]
    bodies = re.findall(r"^\|[-|]+\|\n((?:\|.*\n)+)", section, re.MULTILINE)
    assert bodies, f"{page}: {heading}: no table"
    return [
        [cell.strip() for cell in row.strip("|").split(" | ")]
        for row in "".join(bodies).splitlines()
    ]


def first(page: str, heading: str) -> list[str]:
    """What stands as code in the first column of a table."""
    return [word for row in rows(page, heading) for word in re.findall(r"`([^`]+)`", row[0])]


def code(text: str) -> list[str]:
    """All that stands as code: in a line, or a line of its own in a block for the shell."""
    blocks = "\n".join(re.findall(r"```(?:sh|cron)\n(.*?)```", text, re.DOTALL))
    rest = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.findall(r"`([^`]+)`", rest) + blocks.splitlines()


# --- commands ---


def test_every_make_target_is_told_and_every_told_target_exists() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)
    told = {name for line in code(ALL) for name in re.findall(r"\bmake ([a-z-]+)", line)}
    assert told == set(phony.split())


def commands(words: str) -> set[str]:
    """The words after `words` in each command that is told."""
    found = re.findall(rf"(?:^|`|/){re.escape(words)} ([a-z]+)", "\n".join(code(ALL)), re.MULTILINE)
    return set(found)


@pytest.mark.parametrize(
    ("words", "group"), [("python -m etl", pipeline), ("norrlaget", app.main)], ids=str
)
def test_every_command_is_told_and_every_told_command_exists(words: str, group: Group) -> None:
    assert commands(words) == set(group.commands)
    for name in group.commands.keys() - {"etl", "report"}:  # modules: test_operation runs them
        assert CliRunner().invoke(group, [name, "--help"]).exit_code == 0


def test_every_command_after_norrlaget_etl_is_one_of_the_pipeline() -> None:
    assert commands("norrlaget etl")
    assert commands("norrlaget etl") | commands("etl") <= set(pipeline.commands)


def options(command: Command) -> set[str]:
    """Its own, and those of the commands within it."""
    within = command.commands.values() if isinstance(command, Group) else ()
    own = {name for each in command.params for name in each.opts if name.startswith("--")}
    return own.union(*map(options, within))


def test_every_option_of_a_told_command_exists_and_every_option_is_told() -> None:
    known = {f"python -m etl {name}": each for name, each in pipeline.commands.items()}
    told: dict[str, set[str]] = {name: set() for name in [*known, "python -m dashboard.report"]}
    for line in code(TEXT["operations"]):
        for name in told:
            if line.startswith(name):
                told[name] |= set(re.findall(r"--[a-z-]+", line))
    assert told.pop("python -m dashboard.report") == options(report)
    assert told == {name: options(each) for name, each in known.items()}


def test_every_module_told_to_be_run_is_one() -> None:
    modules = set(re.findall(r"python -m ([a-z_.]+)", ALL))
    assert len(modules) > 3
    for name in modules - {"pip"}:
        path = PROJECT.joinpath(*name.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name


def test_every_environment_variable_read_is_told() -> None:
    folders = ("etl", "dashboard", "tests")
    sources = [path for folder in folders for path in (PROJECT / folder).rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, PROJECT / "app.py"])
    read = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text)) | set(
        re.findall(r"\"([A-Z]+_API_URL)\"", text)
    )
    assert read == set(first("operations", "Environment"))


# --- addresses ---


def test_every_address_told_answers_and_every_page_told_is_there(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a folder whose issue is kept: else each of its forms would be made, and made again."""
    monkeypatch.setenv("NORRLAGET_DATA", str(made))
    client = web.create_app().server.test_client()
    told = list(addresses.told())
    for address in told:
        path = addresses.asked(address, issue=data.release().id[:7])
        assert client.get(path, follow_redirects=True).status_code == 200, path
    every = {
        page.path.replace("<name>", "{id}").replace("<code>", "{code}") for page in pages.every()
    }
    pages_told = set(first("api", "Pages")) - {"?region=2480"}
    assert pages_told <= every  # a page that is added is in the menu: it need not be told
    assert pages_told < set(told)


def test_every_limit_told_is_the_one_that_holds() -> None:
    kb = limits.HEADERS // limits.KB
    held = {
        "address": [limits.PATH, limits.QUERY // limits.KB],
        "address and headers together": [kb],
        "different words of a parameter": [limits.WORDS, *limits.WORDS_OF.values()],
        "what is searched for": [limits.SEARCHED],
        "rows of a file": [limits.ROWS],
        "rows of a workbook": [limits.SHEET_ROWS],
        "cells of a JSON-stat cube": [limits.CELLS],
        "body": [limits.BODY // limits.KB],
        "files written at once by one worker": [limits.CLIENT_EXPORTS, limits.EXPORTS],
        "time to write a file": [limits.WRITTEN_WITHIN],
        "time for a request to come whole": [limits.RECEIVED_WITHIN],
        "time in which nothing is sent or read": [limits.IDLE],
    }
    told = rows("api", "Limits")
    numbers = {row[0]: re.findall(r"\d[\d ]*", row[1]) for row in told}
    said = {name: [int(each.replace(" ", "")) for each in of] for name, of in numbers.items()}
    assert said == held
    assert f"Retry-After: {limits.AGAIN}" in " ".join(row[2] for row in told)
    assert all(f"{most} of `{name}`" in TEXT["api"] for name, most in limits.WORDS_OF.items())


# --- what lies where ---


def test_every_path_told_exists() -> None:
    told = {
        word
        for words in code(ALL)
        for word in re.findall(r"^[\w./-]+$", words)
        if re.match(
            r"(dashboard|docs|etl|maps|tests|data/default|\.github|\.ci)/|[\w.]+\.toml$", word
        )
    } | {"Dockerfile", "compose.yaml"}
    assert len(told) > 20
    missing = [word for word in sorted(told) if not (PROJECT / word).exists()]
    assert not missing


def test_every_room_is_in_the_picture_and_every_room_of_the_picture_exists() -> None:
    picture = re.findall(r"```\n(etl/ .*?)```", TEXT["README"], re.DOTALL)[0]
    for house in ("etl", "dashboard"):
        rooms = {
            path.name
            for path in (PROJECT / house).iterdir()
            if path.is_dir() and any(each.is_file() for each in path.iterdir())
            if path.name != "__pycache__"
        }
        assert rooms <= set(re.findall(r"\b(\w+)/", picture)), house
    every = {path.name for path in PROJECT.glob("*/*/") if path.is_dir()} | {
        path.name for path in PROJECT.iterdir()
    }
    assert set(re.findall(r"\b([\w.]+)/", picture)) <= every | {"data"}


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_between_the_pages_resolves(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there.read_text(encoding="utf-8")), target


def test_readme_is_a_page_and_leads_to_every_other() -> None:
    assert len(TEXT["README"].splitlines()) <= 150
    links = set(re.findall(r"\]\(([^)]+)\)", TEXT["README"]))
    assert {str(path.relative_to(PROJECT)) for path in PAGES} - {"README.md"} <= links


def test_the_picture_of_the_portal_is_small() -> None:
    (picture,) = re.findall(r"!\[.+\]\((.+)\)", TEXT["README"])
    assert 10_000 < (PROJECT / picture).stat().st_size <= 150_000


# --- tables and examples ---


def project() -> dict[str, object]:
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    found: dict[str, object] = tomllib.loads(text)["project"]
    return found


@pytest.mark.parametrize(
    ("heading", "extra"), [("What the portal runs on", None), ("What the tests need", "test")]
)
def test_every_dependency_has_its_reason(heading: str, extra: str | None) -> None:
    said = project()
    optional = said["optional-dependencies"]
    needed = optional[extra] if extra and isinstance(optional, dict) else said["dependencies"]
    assert isinstance(needed, list)
    names = {re.split("[^A-Za-z0-9-]", requirement, maxsplit=1)[0] for requirement in needed}
    told = [name for row in rows("dependencies", heading) for name in row[0].split(", ")]
    assert sorted(told) == sorted(names)
    assert all(len(row[1]) > 5 for row in rows("dependencies", heading))


def test_the_example_of_an_indicator_is_a_valid_one(tmp_path: Path) -> None:
    example = TEXT["adding"].split("```toml\n")[1].split("```")[0]
    heading = 'topic = "Befolkning"\ntopic_en = "Population"\norder = 1\n'
    (tmp_path / "befolkning.toml").write_text(heading + example, encoding="utf-8")
    shutil.copy(catalogue.FOLDER / "units.toml", tmp_path)
    assert list(catalogue.load(tmp_path)) == ["medelalder"]


def test_every_source_is_told() -> None:
    assert set(first("adding", "A source")) == {*SOURCES, "derived"}


def test_every_folder_of_tests_is_told() -> None:
    folders = {f"tests/{path.parent.name}/" for path in (PROJECT / "tests").glob("*/test_*.py")}
    assert set(first("CONTRIBUTING", "Which tests a change needs")) == folders


def test_the_changelog_begins_with_the_version_of_the_code() -> None:
    versions = re.findall(r"^## (\S+)", TEXT["CHANGELOG"], re.MULTILINE)
    assert versions[0] == etl.__version__
    assert versions[-1] == "0.1.0"


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_the_locks_have_hashes_and_name_no_host(lock: str) -> None:
    text = (PROJECT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    packages = re.findall(r"^\S+==", text, re.MULTILINE)
    wanted = project()["dependencies"]
    assert isinstance(wanted, list)
    assert {re.split(r"[<>=]", each)[0] + "==" for each in wanted} <= set(packages)
    assert text.count("--hash=sha256:") >= len(packages)
