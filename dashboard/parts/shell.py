"""What stands around every page's figures: document, links, cards, source lines."""

import flask
from dash import set_props

from dashboard import data
from dashboard.address import language, link, other_language
from dashboard.parts import scripts
from dashboard.parts.controls import alphabetical
from dashboard.text import say
from dashboard.tokens import token

NAME = "Norrläget"


def document(parts: dict[str, str]) -> str:
    """The HTML document of a page; `parts` are the fragments Dash has made for it."""
    lang = language()
    return flask.render_template(
        "shell.html",
        **parts,
        lang=lang,
        token=token,
        own_scripts=scripts.scripts(scripts.PAGE),
        say=lambda sv, en: say(lang, sv, en),
        link=lambda path: link(path, lang),
        nav=[
            ("/indikatorer", say(lang, "Indikatorer", "Indicators")),
            ("/manadslage", say(lang, "Månadsläge", "Monthly report")),
            ("/demografi", say(lang, "Demografi", "Demography")),
            ("/kartbank", say(lang, "Kartbank", "Map bank")),
            ("/revideringar", say(lang, "Revideringar", "Revisions")),
            ("/status", say(lang, "Läget för data", "State of the data")),
        ],
        section="/" + flask.request.path.split("/")[1],
        other_language=other_language(lang),
        places=[
            name for code, name in data.region_names(lang).items() if code[:2] in data.NORRLAND
        ],
    )


def _northern() -> list[str]:
    return [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]


def title(sv: str, en: str) -> str:
    """The title in the browser's tab."""
    return f"{say(language(), sv, en)} – {NAME}"


def alert(_: Exception) -> None:
    """One visible word to the reader when a callback failed; the log has the error itself."""
    flask.current_app.logger.exception("a callback failed")
    set_props("alert", {"children": "Något gick fel. Ladda om sidan. / Something went wrong."})
