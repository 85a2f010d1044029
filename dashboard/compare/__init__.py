"""Places beside each other in several figures, as a reader chooses both: table, heat, charts."""
