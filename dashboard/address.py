"""The address a reader is at: its language and choices, and links that keep the language."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

import dash
import flask

from dashboard.text import Lang


def language() -> Lang:
    """The language of the page being answered: `?lang=en` of the address, Swedish otherwise."""
    if flask.request.method == "POST":  # Dash asks for a page's content
        search = dash.ctx.inputs.get("_pages_location.search") or ""
        return lang_of(dict(parse_qsl(search.lstrip("?"))))
    return lang_of(dict(flask.request.args))


def lang_of(query: dict[str, Any]) -> Lang:
    """The language a query string asks for."""
    return "en" if query.get("lang") in ("en", ["en"]) else "sv"


def other_language(lang: Lang) -> str:
    """The same page in the other language, all other choices kept."""
    kept = [(k, v) for k, v in flask.request.args.items(multi=True) if k != "lang"]
    query = urlencode([*kept, *([("lang", "en")] if lang == "sv" else [])])
    return f"{flask.request.path}?{query}" if query else flask.request.path


def link(path: str, lang: Lang, **choices: str) -> str:
    """An address in the portal that keeps the language."""
    query = urlencode({**choices, **({"lang": "en"} if lang == "en" else {})})
    return f"{path}?{query}" if query else path


def one(query: dict[str, Any], name: str) -> str:
    """The first value given under a name in a query string as Dash hands it over."""
    given = query.get(name)
    return str((given[0] if isinstance(given, list) else given) or "").strip()
