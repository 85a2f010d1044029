"""The pipeline: from an agency's answer to a release that never changes."""
