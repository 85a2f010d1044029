"""The state of the data: how each indicator stands, and the table that tells it."""
