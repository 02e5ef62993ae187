"""HTML of other programs as plain text: paragraphs, lists, links as “text (address)”, no scripts."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "tr",
     "ul"}
)  # fmt: skip
SILENT = frozenset({"script", "style", "template", "head", "title", "noscript"})
SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
LINES = re.compile(r"\n{3,}")
TAG = re.compile(r"<[a-zA-Z/!]")
SCHEMES = ("http://", "https://", "mailto:", "tel:")


def text_of(html: str) -> str:
    """The text that a reader of ``html`` sees; text without tags stays as it is, but for its spaces."""
    reader = Reader(breaks=not TAG.search(html))
    reader.feed(html)
    reader.close()
    lines = (SPACES.sub(" ", line).strip() for line in "".join(reader.said).split("\n"))
    return LINES.sub("\n\n", "\n".join(lines)).strip()


class Reader(HTMLParser):
    """Gathers what is seen; ``breaks`` says whether an end of line is one, as in text without tags."""

    def __init__(self, *, breaks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.breaks = breaks
        self.said: list[str] = []
        self.silent = 0
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.said.append("\n")
        elif tag == "li":
            self.said.append("\n- ")
        elif tag in BLOCKS:
            self.said.append("\n\n")
        elif tag in {"td", "th"}:
            self.said.append(" ")
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.said)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # "<script/>" is no end in HTML, but whoever wrote it meant one.
        if tag not in SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.said.append("\n\n")
        elif tag == "a" and self.links:
            address, since = self.links.pop()
            words = "".join(self.said[since:]).strip()
            if address.lower().startswith(SCHEMES) and words not in (address, address.removeprefix("mailto:")):
                self.said.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data if self.breaks else data.replace("\n", " "))
