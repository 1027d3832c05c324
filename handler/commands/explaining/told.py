"""Told: an explanation as a table for people, and as JSON for programs."""

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any, NamedTuple

from handler.commands.explaining.admittance import Admittance
from handler.commands.explaining.asked import AskedAddress
from handler.commands.explaining.parameters import Meaning
from handler.commands.explaining.prediction import Prediction
from handler.commands.explaining.prices import ARCHITECTURE, FUNCTION_MEGABYTES, PRICES_OF, price_of_million
from handler.core.formats.catalogue import FORMATS
from handler.core.params import Declared
from handler.recipe import Recipe

WIDE = 120
"""Characters of a line."""

HEAD = 11
MEGABYTE = 1_000_000
NO_PICTURE = "give --size 4000x3000, or --source with the picture, to hear what comes of it"


class Explanation(NamedTuple):
    """All that is told of an address. own: the same in our own words, where it is in others.

    dialects: its address in each other dialect, and why there is none.
    """

    asked: AskedAddress
    recipe: Recipe
    words: list[Meaning]
    own: str
    prediction: Prediction
    admittance: Admittance
    dialects: dict[str, tuple[str, str]]

    def lines(self) -> Iterator[str]:
        """Return the table."""
        yield from _row("dialect", self.asked.spoken + self._shut())
        if self.own:
            yield from _row("as native", self.own)
        yield from _row("picture", self._picture())
        yield ""
        yield from self._words()
        yield from _row("recipe", " -> ".join(_steps(self.recipe)))
        yield from self._result()
        yield from _row("gate", _gate(self.admittance))
        if self.admittance.ladder is not None:
            ladder = "on it: a deployed stack answers it unsigned" if self.admittance.ladder else self.admittance.fault
            yield from _row("ladder", ladder)
        yield from self._dialects()

    def document(self) -> str:
        """Return the JSON."""
        told: dict[str, Any] = {
            "dialect": self.asked.door.family,
            "door": self.asked.door.name,
            "native": self.own or None,
            "parameters": [
                {"name": word.name, "parameter": word.own or word.name, "value": word.value, "meaning": word.meaning}
                for word in self.words
            ],
            "recipe": json.loads(self.recipe.text()),
            "negotiable": self.asked.picture.delivery.negotiable,
            "facts": self.asked.facts,
            **self._foretold(),
            "gate": self.admittance._asdict(),
        }
        if self.dialects:
            told["dialects"] = {name: {"url": url or None, "why": why} for name, (url, why) in self.dialects.items()}
        return json.dumps(told, ensure_ascii=False, indent=2)

    def _foretold(self) -> dict[str, Any]:
        found = self.prediction
        if not found.told:
            return {}
        price = price_of_million(found.told["result"]["work"], found.keys)
        cost = {"million": round(price.together, 4), **{name: round(part, 4) for name, part in price._asdict().items()}}
        told = found.told if found.known else {name: part for name, part in found.told.items() if name != "digest"}
        return {**told, "refused": found.refused or None, "dollars": {**cost, "prices": PRICES_OF}}

    def _shut(self) -> str:
        """Return what opens the door, where the settings leave it shut."""
        family = self.asked.door.family
        return "" if self.admittance.open else f"; shut here, open where TINTYPE_DIALECTS names {family}"

    def _picture(self) -> str:
        source = self.prediction.told.get("source", {})
        named = self.asked.picture.recipe.source.logged or _generator(self.asked.picture.recipe)
        if not source:
            return named
        supposed = "" if self.prediction.known else ", by --size"
        kind = FORMATS[source["format"]].label if source.get("format") and self.prediction.known else ""
        return f"{named}, {' '.join(filter(None, [kind, _by(source)]))}{supposed}"

    def _words(self) -> Iterator[str]:
        if not self.words:
            yield from ("no parameter: the file as it is stored", "")
            return
        width = min(28, max(len(f"{word.name}={word.value}") for word in self.words) + 2)
        for word in self.words:
            own = f"As {word.own}: " if word.own else ""
            yield from _row(f"{word.name}={word.value}", f"{own}{word.meaning}", width)
        yield ""

    def _result(self) -> Iterator[str]:
        result = self.prediction.told.get("result")
        if not result:
            yield from _row("result", NO_PICTURE)
            return
        about = "" if result["exact"] else "at most "
        moving = f", {result['frames']} frames" if result["frames"] > 1 else ""
        chosen = ", as Accept of a browser decides" if self.asked.picture.delivery.negotiable else ""
        label = FORMATS[result["format"]].label
        yield from _row("result", f"{about}{_by(result)} pixels, {label}{moving}{chosen}")
        yield from _row("takes", f"{result['work']:.3f} s of CPU, {-(-result['memory'] // MEGABYTE):,} MB, at the most")
        if self.prediction.refused:
            yield from _row("refused", self.prediction.refused)
        price = price_of_million(result["work"], self.prediction.keys)
        parts = f"computing {price.computing:.2f}, requests {price.requests:.2f}, S3 {price.store:.2f}"
        where = f"Lambda {ARCHITECTURE} with {FUNCTION_MEGABYTES:,} MB, us-east-1, {PRICES_OF}"
        yield from _row("cost", f"${price.together:.2f} for a million of them rendered: {parts} ({where})")
        if self.prediction.known:
            yield from _row("ETag", self.prediction.told["digest"])

    def _dialects(self) -> Iterator[str]:
        if not self.dialects:
            return
        yield ""
        width = max(map(len, self.dialects)) + 2
        for name, (url, why) in self.dialects.items():
            yield from _row(name, url or f"- {why}", width)


def _row(head: str, text: str, width: int = HEAD) -> Iterator[str]:
    """Return the lines of a row. A text without blanks, as an address, is never parted."""
    parts = wrap(text, WIDE - width, break_long_words=False, break_on_hyphens=False) or [""]
    if len(head) >= width:
        yield head
        head = ""
    yield f"{head:<{width}}{parts[0]}".rstrip()
    for part in parts[1:]:
        yield f"{'':<{width}}{part}"


def _by(sides: dict[str, Any]) -> str:
    return f"{sides['width']:,} x {sides['height']:,}"


def _generator(recipe: Recipe) -> str:
    made = getattr(recipe.source, "made", None)
    return f"drawn: {made.generate}" if made else ""


def _gate(found: Admittance) -> str:
    signed = "signed" if found.signed else "unsigned"
    return f"{signed}: answered, with the settings here" if found.allowed else f"{signed}: refused; {found.why}"


def _steps(recipe: Recipe) -> Iterator[str]:
    """Return the canonical recipe in short: what is no default."""
    for op in recipe.ops:
        yield " ".join([op.op, *_said(op)])
    yield " ".join([",".join(recipe.output.candidates), *_said(recipe.output)])


def _said(value: Declared) -> Iterator[str]:
    for field, info in type(value).model_fields.items():
        found = getattr(value, field)
        if field not in {"op", "formats"} and found != info.get_default(call_default_factory=True):
            shown = ",".join(map(str, found)) if isinstance(found, tuple) else str(found)
            yield f"{field}={shown}"
