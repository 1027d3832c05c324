"""What a page of HTML says and where it leads, for tests that need no browser."""

import re
from collections import Counter
from html.parser import HTMLParser

COUNTED = {"h1", "h2", "h3", "h4", "li", "ul", "ol", "pre", "table", "img", "code", "strong", "em"}
RESOURCES = {"script": "src", "img": "src", "iframe": "src", "source": "srcset", "link": "href"}
EMPTY = {"img", "br", "hr", "input", "link", "meta", "source", "col", "wbr"}
NOT_SAID = {"headerlink", "md-code__nav", "md-path", "md-source-file"}
"""Classes of what the site puts beside a page's own words."""


class HtmlReading(HTMLParser):
    """Reads a page. within: the element whose words count, or nothing for all of it."""

    def __init__(self, text: str, within: str = "") -> None:
        super().__init__()
        self.within, self.depth, self.hidden = within, 0 if within else 1, 0
        self.counted: Counter[str] = Counter()
        self.words: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    @property
    def said(self) -> str:
        """Return the words without any space: how lines are broken does not matter."""
        return re.sub(r"\s", "", "".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if (name := RESOURCES.get(tag)) in given and given.get("rel") not in {"canonical", "next", "prev"}:
            self.resources.append(given[str(name)])
        self._enter(tag, set(given.get("class", "").split()))

    def _enter(self, tag: str, classes: set[str]) -> None:
        if self.depth and not self.hidden and tag in COUNTED:
            self.counted[tag] += 1
        if tag in EMPTY:
            return
        if self.depth or tag == self.within:
            self.depth += 1
        if self.hidden or classes & NOT_SAID or tag in {"style", "script"}:
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        self.depth -= 1 if self.depth else 0
        self.hidden -= 1 if self.hidden else 0

    def handle_data(self, data: str) -> None:
        if self.depth and not self.hidden:
            self.words.append(data)
