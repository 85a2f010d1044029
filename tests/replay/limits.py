"""SCB's call limit: so many calls in a fixed window, which blocked calls do not prolong."""

import time
from datetime import UTC, datetime, timedelta
from threading import Lock

from tests.replay.wire import Reply

TEXT = "API calls quota exceeded! maximum admitted {calls} per {seconds}s."


class FixedWindow:
    """A window begins with its first call; from the call after the last admitted it refuses."""

    def __init__(self, calls: int, seconds: int) -> None:
        self.calls, self.seconds = calls, seconds
        self._began = float("-inf")
        self._count = 0
        self._lock = Lock()

    def enter(self) -> tuple[Reply | None, dict[str, str]]:
        """Count one call: the refusal, if any, and the headers every reply then carries."""
        with self._lock:
            now = time.monotonic()
            if now - self._began >= self.seconds:
                self._began, self._count = now, 0
            self._count += 1
            left = self._began + self.seconds - now
            refused = self._count > self.calls
        return (self._refusal(left) if refused else None), self._headers(left)

    def _refusal(self, left: float) -> Reply:
        """`Retry-After` in whole seconds, rounded (so up to half a second short), at least 1."""
        text = TEXT.format(calls=self.calls, seconds=self.seconds)
        return Reply(429, text.encode(), "text/plain", {"Retry-After": f"{max(left, 1):.0f}"})

    def _headers(self, left: float) -> dict[str, str]:
        reset = datetime.now(UTC) + timedelta(seconds=left)
        return {
            "X-Rate-Limit-Limit": f"{self.seconds}s",
            "X-Rate-Limit-Remaining": str(max(self.calls - self._count, 0)),
            "X-Rate-Limit-Reset": reset.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
