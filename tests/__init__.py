"""The tests: pages, protocols and figures through the doors their users come in by."""
