"""The pipeline: from an agency's answer to a release that never changes."""

__version__ = "0.2.0"  # of the whole project: told to agencies, in each release, in every tag
