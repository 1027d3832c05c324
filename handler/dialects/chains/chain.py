"""Chain: a service's addresses: how its words are taken out of them, what they are, and how they are put back.

1. A word is a text with a value, which may be empty. What is said of the file is said once; operations come in the
   order of the words, but where a service has an order of its own.
2. Links are signed as ours are: `s`, `expires` and `v` stand in the query.
3. What nothing is asked of is the stored file.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from handler.core.delivery import Delivery, LinkTerms
from handler.core.keys import checked_key, decode
from handler.core.output import DEFAULT_QUALITY, Output
from handler.core.source import Stored
from handler.dialects.foreign.picture_paths import confirmed, written_path
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import parse_alone
from handler.errors import Inexpressible
from handler.ops.op import Op

Words = list[tuple[str, str]]
Fields = dict[str, Any]
Writers = dict[type[Op], Callable[[Any], Words]]
"""For each operation what gives its words, none where it has none."""


class Taken(NamedTuple):
    """An address taken apart. words: None where it asks for nothing; query: what of it is no word of the service."""

    key: str
    words: Words | None
    query: str = ""


class Told(NamedTuple):
    """What words say. fields: of the output; negotiable: whether Accept chooses the format."""

    ops: Sequence[Op]
    fields: Fields
    negotiable: bool
    download: str | None = None


class Chain(NamedTuple):
    """A service.

    take: takes an address apart; read: tells what its words say; say: gives the words of a picture; put: makes an
    address of a key, escaped, and words; below: an example for the documentation.
    """

    name: str
    label: str
    below: str
    take: Callable[[str, str], Taken]
    read: Callable[[Words], Told]
    say: Callable[[PictureReply], Words]
    put: Callable[[str, Words], str]

    def parse(self, asked: DialectRequest) -> Reply:
        """Return the picture that an address asks for."""
        taken = self.take(decode(asked.path), asked.query)
        terms = parse_alone(taken.query, LinkTerms)
        told = self.read(taken.words or [])
        output = declared(Output, "quality", str(told.fields.get("quality", "")), **told.fields)
        source = declared(Stored, "key", taken.key, key=checked_key(taken.key))
        original = taken.words is None
        delivery = Delivery(
            expires=terms.expires,
            edition=terms.edition,
            download=told.download,
            negotiable=told.negotiable and not original,
            original=original,
        )
        return PictureReply(recipe_of(source, tuple(told.ops), output, self.name), delivery)

    def write(self, picture: PictureReply) -> str:
        """Return the address of a picture; Inexpressible names what it cannot say."""
        key = written_path(picture)
        address = key if picture.delivery.original else self.put(key, self.say(picture))
        terms = {"expires": picture.delivery.expires, "v": picture.delivery.edition}
        more = "&".join(f"{name}={quote(str(text), safe='')}" for name, text in terms.items() if text is not None)
        below = address + (("&" if "?" in address else "?") + more if more else "")
        return confirmed(below, picture, lambda path, query: self.parse(DialectRequest(path.encode(), query)))

    def operations(self) -> tuple[Operation, ...]:
        """Return the one operation."""
        key = PathField("key", "The picture's key.", SAMPLES)
        said = f"Get a picture as {self.label} has it"
        return (Operation(self.name, self.below, said, "Return a stored picture, changed as it says.", (key,)),)


def written_ops(ops: Sequence[Op], writers: Writers, label: str) -> Words:
    """Return the words of operations; Inexpressible, naming it, for one that has none."""
    said: Words = []
    for op in ops:
        words = writers[type(op)](op) if type(op) in writers else []
        if not words:
            raise Inexpressible(f"{label} cannot say {op.op}")
        said += words
    return said


def written_quality(output: Output, word: str) -> Words:
    """Return the word of a quality, none for the usual one."""
    return [] if output.quality == DEFAULT_QUALITY else [(word, str(output.quality))]


def format_name(output: Output, names: dict[str, str]) -> str:
    """Return the name of a format, empty for that of the source; names: for each name of theirs ours."""
    form = output.formats[0]
    return next((name for name, ours in names.items() if ours == form), "" if form == Output().formats[0] else form)
