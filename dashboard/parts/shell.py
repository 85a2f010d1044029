"""What stands around every page: its document, its title, and a word when something failed."""

from collections.abc import Iterable

import flask
from dash import set_props

from dashboard import data
from dashboard.address import language, link, other_language
from dashboard.parts import scripts
from dashboard.text import say
from dashboard.tokens import token

NAME = "Norrläget"


def document(parts: dict[str, str], menu: Iterable[tuple[str, tuple[str, str]]]) -> str:
    """The HTML document of a page; `parts` are the fragments Dash has made for it.

    `menu` are the addresses of the main menu, each with its words in Swedish and English.
    """
    lang = language()
    return flask.render_template(
        "shell.html",
        **parts,
        lang=lang,
        token=token,
        own_scripts=scripts.scripts(scripts.PAGE),
        say=lambda sv, en: say(lang, sv, en),
        link=lambda path: link(path, lang),
        nav=[(path, say(lang, *words)) for path, words in menu],
        section="/" + flask.request.path.split("/")[1],
        other_language=other_language(lang),
        places=[
            name for code, name in data.region_names(lang).items() if code[:2] in data.NORRLAND
        ],
    )


def title(sv: str, en: str) -> str:
    """The title in the browser's tab."""
    return f"{say(language(), sv, en)} – {NAME}"


def alert(_: Exception) -> None:
    """One visible word to the reader when a callback failed; the log has the error itself."""
    flask.current_app.logger.exception("a callback failed")
    set_props("alert", {"children": "Något gick fel. Ladda om sidan. / Something went wrong."})
