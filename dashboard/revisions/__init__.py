"""Revisions: what a release changed, in words, on cards and as marks beside values."""
