"""Write the words that the clients know, from the declarations: for Python a list, for TypeScript a type.

    PYTHONPATH=. python tools/client_words.py

The client loads no declaration, since pydantic would come with it, and JavaScript has none: both have this list, which
a test holds against what the service reads.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill
from typing import Any

from handler.core.params import Declared
from handler.dialects.native.spellings import ALIASES, FOREIGN
from handler.dialects.native.vocabulary import Word, alone, vocabulary
from handler.generators import GENERATORS, NAMES

CLIENT = Path(__file__).parent.parent / "handler" / "client"
SIGNATURE = "s"
"""The word that the clients add by themselves."""

WIDTH = 120
MANY = 20
"""A type of more choices than this is written as text."""

LEAD = '''"""Words: the names of all parameters, as the service reads them; `tools/client_words.py` writes this list."""

_NATIVE = """
{native}
"""

WORDS = frozenset(_NATIVE.split())
"""The native parameters, which every picture takes, but the signature."""

MADE = {{
{made}
}}
"""Each picture that can be made, with the parameters that it takes besides."""

BETWEEN = {{{between}}}
"""What stands between the values of a list, where it is no comma."""

OTHERS = {{
{others}
}}
"""Names that other services have for a parameter."""
'''

TYPES = """// The parameters of a picture, as the service reads them; tools/client_words.py writes this file.

/** A value: text, a number, yes or no, or several of these. What is null or undefined is left out. */
export type Value = string | number | boolean | null | undefined | readonly (string | number)[];

/** What every picture takes. */
export interface Words {{
{native}
}}

/** What the pictures that can be made take besides. */
export interface Made {{
{made}
}}
"""


def words_of(*kinds: type[Declared]) -> dict[str, Word]:
    """Return the words of some declarations, but the signature, in the order of the alphabet."""
    found = alone(*kinds) if kinds else vocabulary()
    return {name: words[0] for name, words in sorted(found.items()) if name != SIGNATURE}


def python() -> str:
    """Return the text of handler/client/words.py."""
    made = {name: words_of(kind) for name, kind in zip(NAMES, GENERATORS, strict=True)}
    every = words_of() | {name: word for words in made.values() for name, word in words.items()}
    between = {name: word.mark.between for name, word in sorted(every.items()) if word.mark.between != ","}
    others = {**{name: near for name, (near, _) in FOREIGN.items() if near}, **ALIASES}
    names = {name: near for name, near in sorted(others.items()) if "_" not in name and name not in every}
    lines = [f"    {json.dumps(name)}: frozenset(({_quoted(words)})),\n" for name, words in made.items()]
    return LEAD.format(
        native=fill(" ".join(words_of()), WIDTH, break_on_hyphens=False),
        made="".join(lines).rstrip("\n"),
        others="\n".join(f"    {json.dumps(name)}: {json.dumps(near)}," for name, near in names.items()),
        between=", ".join(f"{json.dumps(name)}: {json.dumps(text)}" for name, text in between.items()),
    )


def typescript() -> str:
    """Return the text of handler/client/js/words.d.ts."""
    made = []
    for name, kind in zip(NAMES, GENERATORS, strict=True):
        members = " ".join(f"{_name(each)}?: {_type(word)};" for each, word in words_of(kind).items())
        made.append(f"  {_name(name)}: {{ {members} }};")
    native = [f"  /** {_told(word)} */\n  {_name(name)}?: {_type(word)};" for name, word in words_of().items()]
    return TYPES.format(native="\n".join(native), made="\n".join(made))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(map(json.dumps, names))


def _name(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else f"'{name}'"


def _told(word: Word) -> str:
    """Return what a word means, in a line."""
    return re.sub(r"\s+", " ", word.info.description or "").strip().replace("*/", "* /")


def _type(word: Word) -> str:
    """Return the type of a word: its choices where it has few, else Value."""
    choices = _choices(word.schema())
    if choices is None or len(choices) > MANY:
        return "Value"
    return " | ".join([*(f"'{each}'" for each in choices), "null"])


def _choices(schema: dict[str, Any]) -> list[str] | None:
    """Return the texts that a value is one of; None where it can be something else."""
    return list(schema["enum"]) if all(isinstance(each, str) for each in schema.get("enum", [None])) else None


def main() -> None:
    """Write both files."""
    (CLIENT / "words.py").write_text(python())
    (CLIENT / "js" / "words.d.ts").write_text(typescript())


if __name__ == "__main__":
    main()
