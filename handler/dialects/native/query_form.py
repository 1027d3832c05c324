"""Query form: from a query string, in imgix's names and their aliases, to a recipe; `query_writer` has the way back.

1. The raw query is parsed here and nowhere else: parted at `&`, then at the first `=`, then percent-decoded once,
   strictly as UTF-8; a plus is a space.
2. Unknown, repeated, empty, malformed and out-of-range parameters are errors that name the parameter and, where one
   is near, the word that was probably meant. An alias repeats the parameter that it stands for.
3. Names that only track visitors are dropped. Nothing else is ever ignored.
4. Operations come in the catalogue's order, each at most once.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from handler.core.delivery import DENSE, SAVING, Auto, Delivery, Density, FactsWish, Hints, PaletteWish, Signature
from handler.core.output import SMALLEST, Output
from handler.core.params import Declared
from handler.core.source import Fetched, Picked, Posted, Stored
from handler.core.suggest import SHOWN
from handler.dialects.interface import NO_HINTS, NO_PRESETS, ClientHints, FactsReply, PictureReply
from handler.dialects.literals import Malformed
from handler.dialects.native import ground, layers, wishes
from handler.dialects.native.hinted import hinted
from handler.dialects.native.query import Given, Vocabulary, based, given_by, implied, said_by
from handler.dialects.native.spellings import HINTS
from handler.dialects.native.unused import check_used
from handler.dialects.native.vocabulary import Word, alone, vocabulary
from handler.dialects.validation import blame, malformed
from handler.errors import InvalidParameter
from handler.generators.generator import Generator
from handler.ops.op import Op
from handler.recipe import MAX_OPS, Made, Recipe, Source

COMPRESSED = 60
"""The quality of auto=compress."""

PERMISSION = {"s", "expires"}
"""Parameters that say who may have the picture and until when, and nothing of the picture."""

OF_LINKS = PERMISSION | {"v", "ch"}
"""Parameters that say who may have a picture, for how long it is kept, and what of a browser's headers counts."""

NativeReply = PictureReply | FactsReply
"""What a query can say: a picture, or with fm=json facts of one."""

Declaration = TypeVar("Declaration", bound=Declared)


def parse(query: str, key: str, presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS) -> NativeReply:
    """Return what a raw query says of a stored picture; ImageError where it says nothing.

    presets: gives the query of each preset by its name, where one is asked for. hints: what the viewer's browser tells.
    """
    return parse_from(query, Stored(key=key), presets, hints)


def parse_from(
    query: str, source: Stored | Fetched, presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS
) -> NativeReply:
    """Return what a raw query says of a picture that somebody else has named, wherever it lies."""
    return _of_named(query, source, presets, hints, facts=False)


def parse_facts(
    query: str, key: str, presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS
) -> FactsReply:
    """Return what a raw query says where facts are asked for, whatever it says."""
    return cast("FactsReply", _of_named(query, Stored(key=key), presets, hints, facts=True))


def _of_named(
    query: str, named: Stored | Fetched, presets: Mapping[str, str], hints: ClientHints, *, facts: bool
) -> NativeReply:
    words = vocabulary()
    said = said_by(query, words)
    given = hinted(based(said, words, presets), hints)
    source = named.model_copy(update=_fields(given, words, Picked))
    return _parsed(given, words, source, alone=_alone(said, words), facts=facts, saves=hints.saves)


def parse_made(
    query: str, generator: type[Generator], presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS
) -> NativeReply:
    """Return what a raw query says of a picture to be made."""
    words = vocabulary(generator)
    said = said_by(query, words)
    given = hinted(based(said, words, presets), hints)
    source = Made.model_validate({**_fields(given, words, Picked), "made": _declared(generator, given, words)})
    return _parsed(given, words, source, alone=_alone(said, words), saves=hints.saves)


def parse_posted(query: str, source: Posted, presets: Mapping[str, str] = NO_PRESETS) -> PictureReply:
    """Return what a raw query says of a picture that comes with the request; no word about a link is for that."""
    words = vocabulary()
    said = said_by(query, words)
    if about := next((name for name in said if name in OF_LINKS), None):
        raise InvalidParameter(f"{about} is about a link, which a posted picture has not", parameter=about)
    given = based(said, words, presets)
    picked = source.model_copy(update=_fields(given, words, Picked))
    reply = _parsed(given, words, picked, alone=False)
    if isinstance(reply, FactsReply):
        raise InvalidParameter("fm=json asks for facts; of a posted picture there is the picture alone", parameter="fm")
    return PictureReply(reply.recipe, Delivery(download=reply.delivery.download))


def parse_alone(query: str, kind: type[Declaration]) -> Declaration:
    """Return the declaration that a raw query says where nothing else but a signature can be said, as of a feed."""
    words = alone(kind, Signature)
    return _declared(kind, given_by(query, words), words)


def parse_declared(query: str, *kinds: type[Declared]) -> tuple[Any, ...]:
    """Return what a query says of these kinds, where nothing else can be said; a value names another picture so."""
    words = alone(*kinds)
    given = given_by(query, words) if query else {}
    return tuple(_declared(kind, given, words) for kind in kinds)


def _alone(given: Given, words: Vocabulary) -> bool:
    """Return whether a preset is all that was asked for, but for what changes no byte."""
    return "preset" in given and all(words[name][0].owner in {Delivery, Signature} for name in given)


def _parsed(  # noqa: PLR0913 - what the door and the viewer add to what is said
    told: Given, words: Vocabulary, source: Source, *, alone: bool, facts: bool = False, saves: bool = False
) -> NativeReply:
    """Return the reply. facts: whether the door tells facts, so that the query need not say it."""
    given = implied(told)
    wishes.say_palette(given, _declared(PaletteWish, given, words))
    original = not given.keys() - PERMISSION - wishes.OF_FACTS
    asked = given.get("fm") == "json"
    if asked:
        del given["fm"]
    wish = wishes.of_facts(given, _declared(FactsWish, given, words), told=facts or asked)
    wanted = {"original": original, "alone": alone, "hinted": _declared(Hints, given, words).ch}
    wanted["negotiable"] = given.get("fm", SMALLEST) == SMALLEST and not original
    delivery = _declared(Delivery, given, words).model_copy(update=wanted)
    density = _declared(Density, given, words).dpr
    named = {word.owner for name in given for word in words[name]}
    made = (_op(kind, given, words, density) for kind in layers.KINDS if kind in named)
    ops = tuple(op for op in made if op is not None)
    check_used(told, words, ops, _read)
    if len(ops) > MAX_OPS:
        raise InvalidParameter(f"a query asks for at most {MAX_OPS} operations, not {len(ops)}", parameter=[*told][-1])
    if density != 1 and not any(_dense(op, given) for op in ops):
        raise InvalidParameter(
            f"dpr={given['dpr']} multiplies nothing: it goes with {DENSE} in pixels", parameter="dpr"
        )
    output = _output(given, words, saves=saves and "save-data" in delivery.hinted)
    plain = tuple(map(layers.plain, ground.once(ops)))
    picture = PictureReply(Recipe.of(source, plain, output), delivery)
    if not (facts or asked):
        return picture
    bare = not ops and output == Output() if asked else original
    return FactsReply(picture, bare=bare, wish=wish)


def _output(given: Given, words: Vocabulary, *, saves: bool) -> Output:
    output = _declared(Output, given, words)
    less = SAVING if saves else COMPRESSED if "compress" in _declared(Auto, given, words).auto else None
    return output.at(less) if less is not None and "q" not in given and output.lossy else output


def _op(kind: type[Op], given: Given, words: Vocabulary, density: float) -> Op | None:
    asked = [name for name, (mark, _) in kind.params().items() if mark.makes and mark.name in given]
    if not asked:
        return None
    op = _declared(kind, given, words)
    if density == 1:
        return op
    try:
        return kind.model_validate(op.scaled(density))
    except ValidationError as error:
        raise blame(error, kind, given, suffix=f" (multiplied by dpr={given['dpr']})") from error


def _dense(op: Op, given: Given) -> bool:
    """Return whether a query gives an operation a length in CSS pixels."""
    for field, (mark, _) in op.params().items():
        if mark.dense is not None and mark.name in given:
            value = getattr(op, field)
            parts = value if isinstance(value, tuple) else (value,)
            if any(isinstance(part, mark.dense) for part in parts):
                return True
    return False


def _fields(given: Given, words: Vocabulary, kind: type[Declared]) -> dict[str, Any]:
    """Return the fields of a declaration that the query sets, validated."""
    return _declared(kind, given, words).model_dump()


def _declared(kind: type[Declaration], given: Given, words: Vocabulary) -> Declaration:
    fields = {
        word.field: _read(word, text) for name, text in given.items() for word in words[name] if word.owner is kind
    }
    try:
        return kind.model_validate(fields) if fields else kind.unsaid()
    except ValidationError as error:
        raise blame(error, kind, given) from error


def _read(word: Word, text: str) -> Any:  # noqa: ANN401 - as the field has it
    """Return the field's value, not validated; InvalidParameter for what others write, and for what is no value."""
    name = word.name
    if hint := next((HINTS[name, part] for part in _parts(text, word) if (name, part) in HINTS), None):
        raise InvalidParameter(f"{name}={text[:SHOWN]}: {hint}", parameter=name)
    try:
        return word.read(text)
    except Malformed as error:
        raise malformed(word, text, error) from error


def _parts(text: str, word: Word) -> list[str]:
    return text[:SHOWN].lower().split(word.mark.between)
