"""One refresh: what to fetch, side by side, and from snapshots to a release."""
