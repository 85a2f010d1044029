"""The call limits: SCB's, which blocked calls do not prolong, and PxWeb v1's, which they do."""

import json
import time
from datetime import UTC, datetime, timedelta
from threading import Lock

from tests.replay.wire import Answerer, Reply, Request

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


class Punishing:
    """PxWeb v1's limit: calls in the last seconds are counted, the blocked ones among them."""

    def __init__(self, calls: int, seconds: float) -> None:
        self.calls, self.seconds = calls, seconds
        self._made: list[float] = []
        self._lock = Lock()

    def around(self, answer: Answerer) -> Answerer:
        """`answer` behind the limit; to ask again while blocked prolongs the block."""

        def limited(request: Request) -> Reply:
            with self._lock:
                now = time.monotonic()
                self._made = [at for at in self._made if at > now - self.seconds] + [now]
                blocked = len(self._made) > self.calls
            return self._refusal() if blocked else answer(request)

        return limited

    def _refusal(self) -> Reply:
        word = "429 - Too many requests in too short timeframe. Please try again later."
        body = json.dumps({"error": word}).encode()
        wait = {"Retry-After": f"{self.seconds:g}"}
        return Reply(429, body, "application/json; charset=utf-8", wait)
