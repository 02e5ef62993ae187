"""What is asked of every page, whatever it says: axe, width, one heading, language, the way by keys to its content."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.readers import Look

# All rules of axe; of what it finds only what is wrong comes back.
AXE = AXE_SCRIPT + ";axe.run({resultTypes: ['violations']}).then(found => found.violations)"
ACTIVE = "document.activeElement.outerHTML.slice(0, 160)"
SHOWN = """(box => box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
  && box.right > 0 && box.left < innerWidth)(document.activeElement.getBoundingClientRect())"""
RINGED = """(style => style.boxShadow != 'none' || style.outlineStyle != 'none'
  && parseFloat(style.outlineWidth) >= 1)(getComputedStyle(document.activeElement))"""
FACTS = """() => {
  const root = document.documentElement
  const far = box => Math.max(box.right - root.clientWidth, -box.left)
  const inside = node => node.closest('.scroll, .unseen, [data-map-frame]')
  const widest = [...document.body.querySelectorAll('*')].filter(node => !inside(node) && node.checkVisibility())
    .map(node => [far(node.getBoundingClientRect()), node]).sort((a, b) => b[0] - a[0])[0]
  return {
    wide: root.scrollWidth,
    widest: widest ? widest[1].outerHTML.slice(0, 160) : '',
    headings: document.querySelectorAll('h1').length,
    language: root.lang,
    direction: root.dir,
  }
}"""


def look_at(page: Page, look: Look) -> Iterator[str]:
    """What is wrong with the page as it stands in the browser."""
    for found in page.evaluate(AXE):
        yield f"breaks {found['id']}: {found['nodes'][0]['html'][:160]}"
    facts = page.evaluate(FACTS)
    if facts["wide"] > look.width:
        yield f"is {facts['wide']} wide: {facts['widest']}"
    if facts["headings"] != 1:
        yield f"has {facts['headings']} h1"
    if (facts["language"], facts["direction"]) != (look.language, look.direction):
        yield f"is in {facts['language']}, {facts['direction']}"
    yield from skip_to_content(page)


def skip_to_content(page: Page) -> Iterator[str]:
    """Tab shows the way past the bar, Enter takes it, and what Tab comes to next can be seen to have the focus."""
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.matches('.skip') && " + SHOWN):
        yield f"does not show the skip link at the first Tab, but {page.evaluate(ACTIVE)}"
        return
    page.keyboard.press("Enter")
    if not page.evaluate("document.activeElement.id == 'main'"):
        yield f"has a skip link that leads to {page.evaluate(ACTIVE)}"
        return
    page.keyboard.press("Tab")
    if not page.evaluate(SHOWN + " && " + RINGED):
        yield f"does not show that the focus is on {page.evaluate(ACTIVE)}"
