"""The pipeline against the emulated agencies, through its commands and its data folder."""
