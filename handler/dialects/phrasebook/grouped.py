"""Grouped words: services that write several operations as one text, `resize=width:300,height:200/output=format:webp`.

An operation has a name and words of its own: `resize.width` in a book. One without a word is said by its name alone.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from handler.core.query_string import pairs
from handler.dialects.phrasebook.translation import SAFE

GROUPS = "/"
WORDS = ","
ALONE = "1"
"""What an operation without words is given, as `auto_image`."""


class Grammar(NamedTuple):
    """opens: what stands behind an operation's name. gives: what stands between a word and its value.

    bare: whether an operation without words is its name alone.
    """

    opens: str
    gives: str
    bare: bool = False

    def query(self, text: str) -> str:
        """Return the words of a text as a query."""
        return "&".join(f"{quote(word)}={quote(value, safe='')}" for word, value in self._words(text))

    def _words(self, text: str) -> Iterator[tuple[str, str]]:
        for group in filter(None, text.split(GROUPS)):
            name, _, rest = group.partition(self.opens)
            if not rest:
                yield name, ALONE
            for part in filter(None, rest.split(WORDS)):
                word, mark, value = part.partition(self.gives)
                yield (f"{name}.{word}", value) if mark else (name, part)

    def text(self, query: str) -> str:
        """Return the text whose words are those of a query, percent-encoded."""
        groups: dict[str, list[str]] = {}
        for name, value in pairs(query):
            operation, _, word = name.partition(".")
            groups.setdefault(operation, []).append(f"{word}{self.gives}{value}" if word else value)
        told = (
            name if self.bare and said == [ALONE] else f"{name}{self.opens}{WORDS.join(said)}"
            for name, said in groups.items()
        )
        return quote(GROUPS.join(told), safe=f"{SAFE}=")
