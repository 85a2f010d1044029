"""Om: every part has its place in the footer, and nothing is promised that is not so."""

import html
import re

import pytest
from flask.testing import FlaskClient

from dashboard import origin, pages
from dashboard.pages import about
from dashboard.web import create_app
from tests.shown import page


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_way_in_the_footer_leads_to_a_page_and_a_part_of_it(
    client: FlaskClient, lang: str
) -> None:
    for target, _ in pages.footer():
        path, _, part = target.partition("#")
        shown = page(client, path, f"?lang={lang}")
        assert not part or f'id="{part}"' in shown, target


def test_the_menu_has_the_ways_in_their_order_and_the_footer_the_rest() -> None:
    menu, foot = ([words[0] for _, words in each] for each in (pages.menu(), pages.footer()))
    order = [
        "Min kommun",
        "Månadsläge",
        "Kartor",
        "Indikatorer",
        "Kvinnor och män",
        "Jämför",
        "Data",
    ]
    assert menu == [each for each in order if each in menu]
    assert {"Min kommun", "Månadsläge", "Kartor", "Indikatorer"} <= set(menu)
    for each in (
        "Om",
        "Kontakt",
        "Tillgänglighet",
        "Läget för data",
        "Revideringar",
        "API",
        "Licens",
    ):
        assert each in foot
    assert not set(menu) & set(foot)


def test_nothing_is_made_up_where_no_contact_is_given(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NORRLAGET_CONTACT", raising=False)
    assert "mailto:" not in page(client, "/om")
    assert "inte angett någon adress" in page(client, "/om")


def test_the_contact_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORRLAGET_CONTACT", "statistik@norrlaget.example")
    with create_app().server.test_request_context():
        told = str(about._contact("sv"))
    assert "mailto:statistik@norrlaget.example" in told


@pytest.mark.parametrize("given", ["statistik", "a@b", "a b@c.se", "a@b.se?subject=x", "<a@b.se>"])
def test_a_contact_that_is_no_address_is_told_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_CONTACT", given)
    with pytest.raises(ValueError, match="NORRLAGET_CONTACT"):
        origin.contact()
    with pytest.raises(ValueError, match="NORRLAGET_CONTACT"):
        create_app()


def test_every_address_that_is_told_answers(client: FlaskClient) -> None:
    for address in about.FILES.values():
        assert address in page(client, "/om")
        assert client.get(address).status_code == 200


def test_what_is_said_of_cookies_and_foreign_hosts_is_so(client: FlaskClient) -> None:
    answer = client.get("/om")
    assert "Set-Cookie" not in answer.headers
    assert "inga kakor" in html.unescape(answer.text)
    assert not re.search(r'src="https?://', answer.text)
