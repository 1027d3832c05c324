"""Write the table of docs/vendors.md: what the words of each service mean, by its book: `python docs/vendors.py`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from handler.dialects.native.phrases import PHRASES
from handler.dialects.native.spellings import ALIASES
from handler.dialects.phrasebook.book import Book
from handler.dialects.table import DIALECTS, Dialect
from handler.dialects.vendor_rows import CHAINED_ROWS

PAGE = Path(__file__).with_name("vendors.md")
START, END = "<!-- written by docs/vendors.py -->\n", "<!-- until here -->\n"
PLAIN = {
    "grow=no": "not enlarged",
    "grow=yes": "enlarged",
    "kind=pjpg": "`fm=pjpg`",
    "fit=outside": "both sides covered, nothing cut",
    "": "as it is anyway",
}


def table() -> str:
    """Return what stands between the marks."""
    vendors = (row for row in DIALECTS if row.module.startswith("handler.dialects.vendors."))
    rows = [row for row in vendors if row not in CHAINED_ROWS]  # which have no book of words
    return "\n".join([*_ours(), *(line for row in rows for line in _service(row))])


def _ours() -> Iterator[str]:
    yield "\n### Words that are read at every door of ours\n"
    yield "| word | means |\n|---|---|"
    yield from _names({word: name for word, name in ALIASES.items() if not word.startswith("txt")})
    yield from _phrases(PHRASES)


def _service(row: Dialect) -> Iterator[str]:
    book: Book = row.load().BOOK  # type: ignore[attr-defined]
    yield f"\n### {row.about.removeprefix('a stored picture, as ').removesuffix(' has it')}\n"
    yield f"`TINTYPE_DIALECTS=native,{row.family}`: `{row.example}`\n"
    yield "| word | means |\n|---|---|"
    yield from _names(book.names)
    yield from _phrases(book.phrases)
    for word, reading in book.readings.items():
        yield f"| `{word}` | says {', '.join(f'`{name}`' for name in reading.says)} |"
    if not book.ours:
        yield f"| without a fit | {_meaning(f'fit={book.fit}')}{'' if book.grows else ', not enlarged'} |"
        yield f"| without a format | {'as it is stored' if book.keeps else 'as Accept decides'} |"
    for word in book.idle:
        yield f"| `{word}` | nothing of a picture |"
    reasons: dict[str, list[str]] = {}
    for word, reason in book.refused.items():
        reasons.setdefault(reason, []).append(f"`{word}`")
    for reason, words in reasons.items():
        yield f"| {', '.join(words)} | 400: {reason} |"


def _names(names: Mapping[str, str]) -> Iterator[str]:
    words: dict[str, list[str]] = {}
    for word, name in names.items():
        words.setdefault(name, []).append(f"`{word}`")
    same = [name for name, several in words.items() if several == [f"`{name}`"]]
    if same:
        yield f"| {', '.join(f'`{name}`' for name in same)} | the same |"
    renamed = [f"{', '.join(several)}: `{name}`" for name, several in words.items() if name not in same]
    if renamed:
        yield f"| another name | {'; '.join(renamed)} |"


def _phrases(book: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for word, phrases in book.items():
        said: dict[str, list[str]] = {}
        for text, phrase in phrases.items():
            said.setdefault(_meaning(phrase), []).append(f"`{text}`")
        told = [f"{', '.join(texts)}: {meaning}" for meaning, texts in said.items()]
        yield f"| `{word}` | {'; '.join(told)} |"


def _meaning(phrase: str) -> str:
    return PLAIN.get(phrase, f"`{phrase}`")


def written(page: str) -> str:
    """Return the page with its table as the books have it."""
    return re.sub(f"(?s){START}.*{END}", lambda _: f"{START}{table()}\n{END}", page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text()))
