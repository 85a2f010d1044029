"""The door to the data: what is given in which form, under which terms, and how to fetch it."""
