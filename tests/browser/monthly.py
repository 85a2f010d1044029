"""What the tests of Månadsläge in a browser share: whose it is, how a period is written."""

from playwright.sync_api import Page

REGIONS = ["24", "2480", "norra-sverige", "00"]
PLACES = [*REGIONS, "2403"]
LANGS = ["sv", "en"]
PERIOD = r"(kvartal \d |Q\d |[A-Za-zå]+ )?20\d\d"


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide
