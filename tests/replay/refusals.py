"""How SCB's API says no."""

from tests.replay.tables import Json


class Problem(Exception):
    """A refusal with the server's own title; `status` is in the body, `http` on the wire."""

    def __init__(
        self, title: str, status: int = 400, *, http: int | None = None, detailed: bool = False
    ) -> None:
        super().__init__(title)
        self.status, self.http, self.detailed = status, http or status, detailed

    @property
    def body(self) -> Json:
        """Mostly without a detail; where the server gives one, it is the title again."""
        body = {"type": "Parameter error", "title": str(self), "status": self.status}
        return {**body, "detail": str(self)} if self.detailed else body


class InvalidModel(Exception):
    """A parameter or body that cannot be bound: the framework's own refusal."""

    @property
    def body(self) -> Json:
        """Problem details as the framework words them."""
        return {
            "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
            "title": "One or more validation errors occurred.",
            "status": 400,
            "errors": {"": [str(self)]},
        }


class Crash(Exception):
    """What the server does not catch: 500 with an empty body."""
