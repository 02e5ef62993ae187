"""HTML of other programs as plain text: paragraphs, lists, links as “text (address)”, no scripts.

It is cut by one pattern that never looks back: the standard library's parser takes minutes for a hostile page.
"""

import html
import re

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "tr",
     "ul"}
)  # fmt: skip
SILENT = frozenset({"script", "style", "template", "head", "title", "noscript"})
TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<[!?][^<>]*>""")
ANY_TAG = re.compile(r"<[a-zA-Z/!]")
ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
LINES = re.compile(r"\n{3,}")
SCHEMES = ("http://", "https://", "mailto:", "tel:")


def text_of(page: str) -> str:
    """The text that a reader of ``page`` sees; text without tags stays as it is, but for its spaces."""
    reader = Reader(breaks=not ANY_TAG.search(page))
    reader.read(without_comments(page))
    lines = (SPACES.sub(" ", line).strip() for line in "".join(reader.said).split("\n"))
    return LINES.sub("\n\n", "\n".join(lines)).strip()


def without_comments(page: str) -> str:
    """A comment that nobody closes reaches to the end."""
    kept, at = [], 0
    while (begins := page.find("<!--", at)) >= 0:
        kept.append(page[at:begins])
        ends = page.find("-->", begins + 4)
        if ends < 0:
            return "".join(kept)
        at = ends + 3
    return "".join([*kept, page[at:]])


class Reader:
    """Gathers what is seen; ``breaks`` says whether an end of line is one, as in text without tags."""

    def __init__(self, *, breaks: bool) -> None:
        self.breaks = breaks
        self.said: list[str] = []
        self.silent = ""
        self.link: tuple[str, int] | None = None

    def read(self, page: str) -> None:
        at = 0
        for tag in TAG.finditer(page):
            self.words(page[at : tag.start()])
            at = tag.end()
            if name := (tag[2] or "").lower():
                self.end(name) if tag[1] else self.start(name, tag[3])
        self.words(page[at:])

    def words(self, text: str) -> None:
        if text and not self.silent:
            plain = html.unescape(text)
            self.said.append(plain if self.breaks else plain.replace("\n", " "))

    def start(self, name: str, more: str) -> None:
        if name in SILENT:
            # "<script/>" is no end in HTML, but whoever wrote it meant one.
            self.silent = self.silent or ("" if more.endswith("/") else name)
        elif name == "br":
            self.say("\n")
        elif name == "li":
            self.say("\n- ")
        elif name in BLOCKS:
            self.say("\n\n")
        elif name in {"td", "th"}:
            self.say(" ")
        elif name == "a":
            found = ADDRESS.search(more)
            address = next((part for part in found.groups() if part), "") if found else ""
            self.link = (html.unescape(address), len(self.said))

    def end(self, name: str) -> None:
        if name == self.silent:
            self.silent = ""
        elif name in BLOCKS:
            self.say("\n\n")
        elif name == "a" and self.link:
            address, since = self.link
            self.link = None
            words = "".join(self.said[since:]).strip()
            if address.lower().startswith(SCHEMES) and words not in (address, address.removeprefix("mailto:")):
                self.say(f" ({address})")

    def say(self, text: str) -> None:
        if not self.silent:
            self.said.append(text)
