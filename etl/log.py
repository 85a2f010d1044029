"""What a run tells: a sentence for a person at a terminal, one JSON object a line for a log."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

import click

from etl.errors import visible

LOGGED = 500  # characters of a message that a module logs
TRACED = 4000  # of its traceback, from the end


def tell(event: str, message: str, **facts: Any) -> None:
    """Tell what happened. `message` is whole without the facts, which are for machines.

    In a log: `{"time": …, "event": "fetched", "message": …, "indicator": …}`, times in UTC.
    """
    message = visible(message)
    click.echo(message if sys.stdout.isatty() else _line(event, message, facts))


def fail(message: str) -> None:
    """Tell, on stderr, what a run ended with."""
    message = visible(message)
    click.echo(message if sys.stderr.isatty() else _line("error", message, {}), err=True)


class _Where(logging.Formatter):
    """A traceback without what the error says, which can be a stranger's words: where, and what."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # logging's own name
        kind, _, trace = ei
        where = "".join(traceback.format_tb(trace))
        return f"Traceback:\n{where}{kind.__name__}"


class Handler(logging.Handler):
    """What the modules log, on stderr: as it is at a terminal, a JSON object a line in a log."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(_Where())

    def emit(self, record: logging.LogRecord) -> None:
        """Tell one record; in a log its traceback is one of the facts."""
        words = self.format(record)
        message, _, trace = words.partition("\n") if record.exc_info else (words, "", "")
        message = _safe(message)
        facts = {"traceback": trace[-TRACED:] or None}
        line = _line(record.levelname.lower(), message, facts)
        told = "\n".join(filter(None, (message, trace)))
        click.echo(told if sys.stderr.isatty() else line, err=True)


def _safe(message: str) -> str:
    """A message on one line of bounded length: part of it may be what a stranger sent."""
    shown = visible(message)
    return shown if len(shown) <= LOGGED else f"{shown[:LOGGED]}…"


def _line(event: str, message: str, facts: dict[str, Any]) -> str:
    time = datetime.now(UTC).isoformat(timespec="seconds")
    known = {name: fact for name, fact in facts.items() if fact is not None}
    return json.dumps(
        {"time": time, "event": event, "message": message, **known}, ensure_ascii=False
    )
