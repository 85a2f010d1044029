"""The tests: pages, protocols and figures through the doors their users come in by."""

from pathlib import Path

PROJECT = Path(__file__).parents[1]
RECORDED = PROJECT.parent / "shared" / "replay"  # real answers, where a checkout has them beside it
