"""The addresses of all pages, for the lists of tests and bench: one that is added is in all."""

from dashboard import pages


def addresses() -> list[str]:
    """Where each page answers, in the menu's order; of one with a variable in its path the first.

    A page with a variable that has nothing to show, as in an empty release, is left out.
    """
    return [path for page in pages.every() for path in page.addresses()[:1]]
