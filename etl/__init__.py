"""The pipeline: from an agency's answer to a release that never changes."""

__version__ = "0.1.0"  # Norrläget's, told to agencies, in each release and in every tag
