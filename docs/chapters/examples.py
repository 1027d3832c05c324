"""Examples: the pictures of the reference: which addresses are shown for a parameter, and what the application answers.

1. A parameter shows its declared examples, or every word that it can be, laid over the address of `USUAL`. What needs
   more, as `crop` a box, stands in examples.toml: `on` is the address without it, `shows` are what is added to that.
2. A parameter that changes no pixel that could be seen stands there too, under `none`, with why.
3. A file of a picture is named by its address, so a page whose addresses changed names files that are not there.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docs.chapters.tables import choices, explained
from handler.dialects.native.vocabulary import Word

DOCS = Path(__file__).parents[1]
PICTURES = DOCS / "pictures" / "reference"
TABLE = Path(__file__).parent / "examples.toml"
USUAL = "/images/bee.jpg?w=100"
ACROSS = 4
"""How many pictures stand in a row."""

SUBJECTS = {
    "astronaut.jpg": "An astronaut, smiling",
    "balloons.png": "Three balloons",
    "bee.jpg": "A bee on a flower",
    "bridge.webp": "A bridge at night",
    "citrus.jpg": "Slices of citrus fruit",
    "dandelion.jpg": "Dandelions in evening light",
    "lighthouse.gif": "A lighthouse",
    "owl.png": "A drawn owl",
}
"""What each sample shows, for those who cannot see it."""


@dataclass(frozen=True)
class Example:
    """One picture: what is asked, what stands under it, and what it shows. post: the operations of a JSON recipe."""

    path: str
    label: str
    says: str = ""
    post: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        asked = self.label if self.post else re.sub(r"^/[a-z]+/", "", self.path)
        slug = re.sub(r"[^a-z0-9]+", "-", asked.lower())[:40].strip("-")
        kind = found[1] if (found := re.search(r"[?&]fm=(png|jpg|gif)\b", self.path)) else "webp"
        return f"{slug}-{sha256(f'{self.path} {self.post}'.encode()).hexdigest()[:8]}.{kind}"

    @property
    def alt(self) -> str:
        """What it shows, in words."""
        keys = re.findall(r"[a-z]+\.(?:jpg|png|webp|gif)", f"{self.path} {self.post}")
        subject = SUBJECTS.get(keys[0], "") if keys else ""
        drawn = self.path.removeprefix("/generate/").partition("?")[0].replace("qr", "QR code")
        told = f"{subject or f'A drawn {drawn}'}, {self.label}" + (f": {self.says}" if self.says else "")
        return re.sub(r"[\[\]|`]", " ", told)

    def shown(self, pictures: str) -> str:
        """Return the picture in Markdown, and under it what was asked. pictures: the way from the page to them."""
        return f"![{self.alt}]({pictures}/{self.name})<br>{_under(self.label)}"


def _under(label: str) -> str:
    return label if label.startswith("without") else f"`{label.replace('|', '%7C')}`"


@dataclass(frozen=True)
class Row:
    """Pictures that are compared. says: a sentence before them."""

    examples: tuple[Example, ...]
    says: str = ""

    def lines(self, pictures: str) -> Iterator[str]:
        """Give the row, and before it what stands there."""
        if self.says:
            yield f"{self.says}\n"
        wide = min(ACROSS, len(self.examples))
        yield f"| {' | '.join([' '] * wide)} |"
        yield f"|{'---|' * wide}"
        for first in range(0, len(self.examples), wide):
            cells = [example.shown(pictures) for example in self.examples[first : first + wide]]
            yield f"| {' | '.join(cells + [''] * (wide - len(cells)))} |"
        yield ""


@cache
def told() -> dict[str, Any]:
    """Return what examples.toml says."""
    return tomllib.loads(TABLE.read_text())


def unseen() -> Mapping[str, str]:
    """Return the parameters of which there is no picture, and why."""
    return {name: why for why, names in told()["none"].items() for name in names.split()}


def rows(word: Word, on: str = USUAL) -> Iterator[Row]:
    """Give the pictures of a parameter, row by row. on: the address over which an example is laid by itself."""
    if word.name in unseen():
        return
    for said in told().get(f"{on.partition('?')[0]} {word.name}") or told().get(word.name, [{}]):
        yield _row(word, said, said.get("on", on))


def _row(word: Word, said: Mapping[str, Any], on: str) -> Row:
    chosen = [text for text in choices(word.schema()) if text != _default(word)]
    usual = [quote(text, safe=",:;~/") for text in chosen or [str(text) for text in word.info.examples or ["true"]]]
    default = "" if word.info.is_required() or word.info.default in (None, (), False) else word.write(word.info.default)
    shows = said.get("shows") or [f"{word.name}={text}" for text in usual if said.get("alone") or text != default]
    means = explained(word.info.description or "", choices(word.schema())).each
    without = f"without {word.name}" + (f" ({default})" if default else "")
    before = [] if said.get("alone") else [Example(on, without)]
    told = [Example(_with(on, show), show, means.get(_value(word.name, show), "")) for show in shows]
    return Row((*before, *told), said.get("says", ""))


def _with(on: str, show: str) -> str:
    """Return an address with what is shown added to it, in place of what it says of the same parameter."""
    path, _, query = on.partition("?")
    named = {part.partition("=")[0] for part in show.split("&")}
    kept = [part for part in query.split("&") if part and part.partition("=")[0] not in named]
    return f"{path}?{'&'.join([*kept, show])}"


def _default(word: Word) -> str:
    """Return the word that is what happens anyway; it is shown where it does something, as fit=max."""
    return "false" if word.info.default is False else "none" if word.info.default == "none" else ""


def _value(name: str, show: str) -> str:
    """Return the value of a parameter in a query."""
    return next((part.partition("=")[2] for part in show.split("&") if part.partition("=")[0] == name), "")


def recipe_row(op: str, body: Mapping[str, Any]) -> Row:
    """Return the pictures of an operation that no query says: without it, which comes last, and with it."""
    steps = [*body["ops"]]
    without, whole = ({**body, "ops": ops} for ops in (steps[:-1], steps))
    return Row(
        (
            Example("/render", f"without {op}", post=json.dumps(without)),
            Example("/render", op, post=json.dumps(whole)),
        )
    )
