"""Words: the parameters on a command line, `w=300 fm=webp` or `w=300,fm=webp`, as the query of a URL.

1. An argument is a parameter, or several with `,` or `&` between them. One that takes free text, as txt, is alone.
2. Values are plain, as they are thought; what begins with `?` is a query as a URL has it, percent-encoded.
"""

import re
from urllib.parse import quote

from handler.commands.misuse import Misuse
from handler.core.suggest import SHOWN
from handler.dialects.native.query import Vocabulary
from handler.dialects.native.spellings import ALIASES
from handler.dialects.native.vocabulary import Word

AFTER = re.compile(r"[,&](?=[A-Za-z][A-Za-z0-9_.-]*=)")
"""What parts an argument: a sign that a name with an equals sign follows."""

PLAIN = ",:/~!*'()@$;"
"""Signs that need no escape in the value of a query."""

FORMAT = "fm"
CLOSED = {"format", "enum", "const"}
"""What the schema of a text has that may not be any."""

ANY = "^[^"
"""How the pattern of a text begins that may hold whatever is not listed there."""


def query_of_words(words: list[str], known: Vocabulary) -> str:
    """Return the query that arguments say; Misuse names one that is no parameter."""
    return "&".join(part for word in words for part in _parts(word, known))


def says_format(query: str) -> bool:
    """Return whether a query says which format the result has."""
    names = (part.partition("=")[0] for part in query.split("&"))
    return any(ALIASES.get(name, name) in {FORMAT, "palette"} for name in names)


def _parts(word: str, known: Vocabulary) -> list[str]:
    if word.startswith("?"):
        return [part for part in word[1:].split("&") if part]
    name = word.partition("=")[0]
    several = [word] if _free(known.get(ALIASES.get(name, name), ())) else AFTER.split(word)
    return [_encoded(part) for part in several]


def _encoded(part: str) -> str:
    name, mark, value = part.partition("=")
    if not mark or not name:
        raise Misuse(f"{part[:SHOWN]!r} is no parameter; one is a name and a value, as w=300")
    return f"{quote(name)}={quote(value, safe=PLAIN)}"


def _free(meanings: tuple[Word, ...]) -> bool:
    """Return whether a parameter takes any text, so that nothing in it can be told from another parameter."""
    texts = [word.schema() for word in meanings if word.schema().get("type") == "string"]
    return any(not each.keys() & CLOSED and each.get("pattern", ANY).startswith(ANY) for each in texts)
