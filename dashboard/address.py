"""The address a reader is at: its language and choices, and links that keep the language."""

from urllib.parse import parse_qs, urlencode

import dash
import flask

from dashboard.parameters import Parameters
from dashboard.text import Lang


def language() -> Lang:
    """The language of the page being answered: `?lang=en` of the address, Swedish otherwise."""
    if flask.request.method == "POST":  # Dash asks for a page's content
        search = dash.ctx.inputs.get("_pages_location.search") or ""
        return Parameters(parse_qs(search.lstrip("?"))).lang
    return Parameters(flask.request.args).lang


def other_language(lang: Lang) -> str:
    """The same page in the other language, all other choices kept."""
    kept = [(k, v) for k, v in flask.request.args.items(multi=True) if k != "lang"]
    query = urlencode([*kept, *([("lang", "en")] if lang == "sv" else [])])
    return f"{flask.request.path}?{query}" if query else flask.request.path


def link(path: str, lang: Lang, **choices: str) -> str:
    """An address in the portal that keeps the language."""
    query = urlencode({**choices, **({"lang": "en"} if lang == "en" else {})})
    return f"{path}?{query}" if query else path
