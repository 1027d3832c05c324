"""Query form: from a query string, in imgix's names and their aliases, to a recipe, and back.

1. The raw query is parsed here and nowhere else: parted at `&`, then at the first `=`, then percent-decoded once,
   strictly as UTF-8; a plus is a space.
2. Unknown, repeated, empty, malformed and out-of-range parameters are errors that name the parameter and, where one
   is near, the word that was probably meant. An alias repeats the parameter that it stands for.
3. Names that only track visitors are dropped. Nothing else is ever ignored.
4. Operations come in the catalogue's order, each at most once.
5. `parse(write(recipe)) == recipe`, or `write` raises Inexpressible; `write(parse(text))` is a fixed point.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from handler.core.delivery import SAVING, Auto, Delivery, Density, Hints, Signature
from handler.core.output import SMALLEST, Output
from handler.core.params import Declared
from handler.core.source import Picked, Stored
from handler.core.suggest import SHOWN
from handler.dialects.interface import NO_HINTS, NO_PRESETS, ClientHints, FactsReply, PictureReply
from handler.dialects.literals import Malformed
from handler.dialects.native import ground
from handler.dialects.native.hinted import hinted
from handler.dialects.native.query import Given, Vocabulary, based, given_by, implied, said_by
from handler.dialects.native.spellings import HINTS
from handler.dialects.native.vocabulary import Word, alone, vocabulary
from handler.dialects.validation import blame, malformed, wrong
from handler.errors import Inexpressible, InvalidParameter
from handler.generators.generator import Generator
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe, Source

COMPRESSED = 60
"""The quality of auto=compress."""

SAFE = "-._~,:/"
"""Characters that a written value need not escape."""

PERMISSION = {"s", "expires"}
"""Parameters that say who may have the picture and until when, and nothing of the picture."""

NativeReply = PictureReply | FactsReply
"""What a query can say: a picture, or with fm=json facts of one."""

Declaration = TypeVar("Declaration", bound=Declared)


def parse(query: str, key: str, presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS) -> NativeReply:
    """Return what a raw query says of a stored picture; ImageError where it says nothing.

    presets: gives the query of each preset by its name, where one is asked for. hints: what the viewer's browser tells.
    """
    words = vocabulary()
    said = said_by(query, words)
    given = hinted(based(said, words, presets), hints)
    source = Stored(key=key, **_fields(given, words, Picked))
    return _parsed(given, words, source, alone=_alone(said, words), saves=hints.saves)


def parse_made(
    query: str, generator: type[Generator], presets: Mapping[str, str] = NO_PRESETS, hints: ClientHints = NO_HINTS
) -> NativeReply:
    """Return what a raw query says of a picture to be made."""
    words = vocabulary(generator)
    said = said_by(query, words)
    given = hinted(based(said, words, presets), hints)
    source = Made.model_validate({**_fields(given, words, Picked), "made": _declared(generator, given, words)})
    return _parsed(given, words, source, alone=_alone(said, words), saves=hints.saves)


def parse_alone(query: str, kind: type[Declaration]) -> Declaration:
    """Return the declaration that a raw query says where nothing else but a signature can be said, as of a feed."""
    words = alone(kind, Signature)
    return _declared(kind, given_by(query, words), words)


def write(recipe: Recipe, delivery: Delivery = Delivery(), *, facts: bool = False) -> str:  # noqa: B008 - frozen
    """Return the query that says this recipe; Inexpressible where a query cannot, naming the operation.

    facts: whether facts of the result are asked for in place of it.
    """
    given: Given = {}
    maker = (recipe.source.made,) if isinstance(recipe.source, Made) else ()
    plain = delivery.model_copy(update={"preset": None})  # which the recipe says already
    for part in (*maker, recipe.source, *ground.told_grounds(recipe.ops), recipe.output, plain):
        for name, text in _said(part):
            if given.setdefault(name, text) != text:
                raise _inexpressible(part)
    if "ar" in given:  # alone it would imply a crop
        given.setdefault("fit", Resize.model_fields["fit"].default)
    if facts:
        given["fm"] = "json"
    query = "&".join(f"{quote(name, safe='')}={quote(text, safe=SAFE)}" for name, text in given.items())
    _confirm(query, recipe, delivery)
    return query


def _alone(given: Given, words: Vocabulary) -> bool:
    """Return whether a preset is all that was asked for, but for what changes no byte."""
    return "preset" in given and all(words[name][0].owner in {Delivery, Signature} for name in given)


def _parsed(told: Given, words: Vocabulary, source: Source, *, alone: bool, saves: bool = False) -> NativeReply:
    given = implied(told)
    original = not given.keys() - PERMISSION
    facts = given.get("fm") == "json"
    if facts:
        del given["fm"]
    wanted = {"original": original, "alone": alone, "hinted": _declared(Hints, given, words).ch}
    wanted["negotiable"] = given.get("fm", SMALLEST) == SMALLEST and not original
    delivery = _declared(Delivery, given, words).model_copy(update=wanted)
    density = _declared(Density, given, words).dpr
    named = {word.owner for name in given for word in words[name]}
    made = (_op(kind, given, words, density) for kind in CATALOGUE if kind in named)
    ops = tuple(op for op in made if op is not None)
    _all_used(told, words, ops)
    if density != 1 and not any(_dense(op, given) for op in ops):
        raise InvalidParameter(
            f"dpr={given['dpr']} multiplies nothing: it goes with w, h, pad, border, corner-radius or blur in pixels",
            parameter="dpr",
        )
    output = _output(given, words, saves=saves and "save-data" in delivery.hinted)
    picture = PictureReply(Recipe(source=source, ops=ground.once(ops), output=output), delivery)
    return FactsReply(picture, bare=not ops and output == Output()) if facts else picture


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


def _all_used(told: Given, words: Vocabulary, ops: tuple[Op, ...]) -> None:
    """Raise InvalidParameter for a parameter that says more of an operation that nothing asked for.

    Its default says what is so anyway, and is no error. A value that it cannot have is told first.
    """
    kinds = {type(op) for op in ops}
    for name, text in told.items():
        owners = {word.owner for word in words[name]}
        makers = [owner for owner in owners if issubclass(owner, Op)]
        if len(makers) < len(owners) or kinds & owners or all(_default(word, text) for word in words[name]):
            continue
        asking = sorted({mark.name for maker in makers for mark, _ in maker.params().values() if mark.makes})
        raise InvalidParameter(f"{name} says nothing alone; it goes with {', '.join(asking)}", parameter=name)


def _default(word: Word, text: str) -> bool:
    """Return whether a text says its parameter's default; InvalidParameter where it says no value of it."""
    value = _read(word, text)
    if error := wrong(word, value):
        raise blame(error, word.owner, {word.name: text}, field=word.field) from error
    return bool(value == word.info.default)


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


def _said(part: Declared) -> Iterator[tuple[str, str]]:
    """Return the parameters that say this part: those that differ from the default."""
    for field, (mark, info) in part.params().items():
        value = getattr(part, field)
        if value is not None and (info.is_required() or value != info.default):
            yield mark.name, Word(type(part), field, mark, info).write(value)


def _confirm(query: str, recipe: Recipe, delivery: Delivery) -> None:
    """Read the query back, which is the only proof that it says the recipe."""
    try:
        if isinstance(recipe.source, Made):
            again = parse_made(query, type(recipe.source.made))
        else:
            again = parse(query, getattr(recipe.source, "key", ""))
    except InvalidParameter as error:
        raise Inexpressible(f"a query cannot say this recipe: {error.detail}") from error
    for ours, theirs in zip(recipe.ops, again.recipe.ops, strict=False):
        if ours != theirs:
            raise _inexpressible(ours)
    unsaid = {
        "original": delivery.original,
        "negotiable": delivery.negotiable,
        "hinted": delivery.hinted,
        "alone": delivery.alone,
        "preset": delivery.preset,
    }
    if again.recipe != recipe or again.delivery.model_copy(update=unsaid) != delivery:
        raise _inexpressible(recipe.ops[-1] if len(recipe.ops) > len(again.recipe.ops) else recipe.source)


def _inexpressible(part: Declared) -> Inexpressible:
    name = getattr(part, "op", type(part).__name__.lower())
    return Inexpressible(f"a query cannot say this {name}: another order, a repetition, or no parameter for it")
