"""What is drawn on the portal's own map, and how the arrow keys walk it."""

from playwright.sync_api import Page

SHADES = {1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}

WALK = """() => {
  const press = (region, key) => region.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  document.querySelector("#map [role=option][tabindex='0']").focus();
  const seen = new Set([document.activeElement]), queue = [document.activeElement];
  for (const from of queue) for (const way of ['Up', 'Down', 'Left', 'Right']) {
    press(from, `Arrow${way}`);
    if (!seen.has(document.activeElement)) queue.push(document.activeElement);
    seen.add(document.activeElement);
  }
  return [...seen].map((region) => region.dataset.code).sort();
}"""


def drawn(page: Page) -> dict[str, str]:
    """Each region's class as it is drawn."""
    script = "all => all.map(path => [path.dataset.code, path.dataset.class])"
    return dict(page.eval_on_selector_all("#map [role=option]", script))


def now(page: Page) -> str:
    """The period that the map shows, as its list names it."""
    return page.locator("#period option:checked").inner_text()


def before(page: Page) -> str:
    """The period before the one that the map shows; the list has the newest first."""
    return page.locator("#period option:checked + option").inner_text()
