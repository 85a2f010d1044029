"""Keeping the catalogue true: proposing entries, and verifying them against live metadata."""
