"""The address a reader is at: its language and choices, and links that keep the language."""

from urllib.parse import parse_qsl, urlencode

import flask

from dashboard.parameters import Parameters
from dashboard.text import Lang


def language() -> Lang:
    """The language of the request being answered: `?lang=en` of the address, Swedish otherwise."""
    return Parameters(flask.request.args).lang


def in_language(address: str, lang: Lang) -> str:
    """The same address in a language, all other choices kept."""
    path, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name != "lang"]
    choices = urlencode([*kept, *([("lang", "en")] if lang == "en" else [])], safe=",")
    return f"{path}?{choices}" if choices else path


def link(path: str, lang: Lang, **choices: str) -> str:
    """An address in the portal that keeps the language."""
    query = urlencode({**choices, **({"lang": "en"} if lang == "en" else {})})
    return f"{path}?{query}" if query else path
