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
from typing import Any, TypeVar, cast
from urllib.parse import quote

from pydantic import ValidationError

from handler.core.delivery import Auto, Delivery, Density, FactsWish, PaletteWish, Signature
from handler.core.output import SMALLEST, Output
from handler.core.params import Declared
from handler.core.source import Picked, Stored
from handler.core.suggest import SHOWN
from handler.dialects.interface import NO_PRESETS, FactsReply, PictureReply
from handler.dialects.literals import Malformed
from handler.dialects.native import ground, layers, wishes
from handler.dialects.native.query import Given, Vocabulary, based, given_by, implied, said_by
from handler.dialects.native.spellings import HINTS
from handler.dialects.native.unused import check_used
from handler.dialects.native.vocabulary import Word, alone, vocabulary
from handler.dialects.validation import blame, malformed
from handler.errors import Inexpressible, InvalidParameter
from handler.generators.generator import Generator
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.recipe import MAX_OPS, Made, Recipe, Source

COMPRESSED = 60
"""The quality of auto=compress."""

SAFE = "-._~,:/"
"""Characters that a written value need not escape."""

PERMISSION = {"s", "expires"}
"""Parameters that say who may have the picture and until when, and nothing of the picture."""

NativeReply = PictureReply | FactsReply
"""What a query can say: a picture, or with fm=json facts of one."""

Declaration = TypeVar("Declaration", bound=Declared)


def parse(query: str, key: str, presets: Mapping[str, str] = NO_PRESETS) -> NativeReply:
    """Return what a raw query says of a stored picture; ImageError where it says nothing.

    presets: gives the query of each preset by its name, where one is asked for.
    """
    return _of_stored(query, key, presets, facts=False)


def parse_facts(query: str, key: str, presets: Mapping[str, str] = NO_PRESETS) -> FactsReply:
    """Return what a raw query says where facts are asked for, whatever it says."""
    return cast("FactsReply", _of_stored(query, key, presets, facts=True))


def _of_stored(query: str, key: str, presets: Mapping[str, str], *, facts: bool) -> NativeReply:
    words = vocabulary()
    said = said_by(query, words)
    given = based(said, words, presets)
    source = Stored(key=key, **_fields(given, words, Picked))
    return _parsed(given, words, source, alone=_alone(said, words), facts=facts)


def parse_made(query: str, generator: type[Generator], presets: Mapping[str, str] = NO_PRESETS) -> NativeReply:
    """Return what a raw query says of a picture to be made."""
    words = vocabulary(generator)
    said = said_by(query, words)
    given = based(said, words, presets)
    source = Made.model_validate({**_fields(given, words, Picked), "made": _declared(generator, given, words)})
    return _parsed(given, words, source, alone=_alone(said, words))


def parse_alone(query: str, kind: type[Declaration]) -> Declaration:
    """Return the declaration that a raw query says where nothing else but a signature can be said, as of a feed."""
    words = alone(kind, Signature)
    return _declared(kind, given_by(query, words), words)


def parse_declared(query: str, *kinds: type[Declared]) -> tuple[Any, ...]:
    """Return what a query says of these kinds, where nothing else can be said; a value names another picture so."""
    words = alone(*kinds)
    given = given_by(query, words) if query else {}
    return tuple(_declared(kind, given, words) for kind in kinds)


def write(recipe: Recipe, delivery: Delivery = Delivery(), *, facts: bool = False) -> str:  # noqa: B008 - frozen
    """Return the query that says this recipe; Inexpressible where a query cannot, naming the operation.

    facts: whether facts of the result are asked for in place of it.
    """
    given: Given = {}
    maker = (recipe.source.made,) if isinstance(recipe.source, Made) else ()
    plain = delivery.model_copy(update={"preset": None})  # which the recipe says already
    ops = layers.written(ground.told_grounds(recipe.ops))
    for part in (*maker, recipe.source, *ops, recipe.output, plain):
        for name, text in said_of(part):
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


def _parsed(told: Given, words: Vocabulary, source: Source, *, alone: bool, facts: bool = False) -> NativeReply:
    """Return the reply. facts: whether the door tells facts, so that the query need not say it."""
    given = implied(told)
    wishes.say_palette(given, _declared(PaletteWish, given, words))
    original = not given.keys() - PERMISSION - wishes.OF_FACTS
    asked = given.get("fm") == "json"
    if asked:
        del given["fm"]
    wish = wishes.of_facts(given, _declared(FactsWish, given, words), told=facts or asked)
    negotiable = given.get("fm", SMALLEST) == SMALLEST and not original
    wanted = {"original": original, "alone": alone, "negotiable": negotiable}
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
            f"dpr={given['dpr']} multiplies nothing: it goes with w, h, pad, border, shadow, corner-radius, blur, "
            "progressive-blur or grain-size in pixels",
            parameter="dpr",
        )
    output = _output(given, words)
    plain = tuple(map(layers.plain, ground.once(ops)))
    picture = PictureReply(Recipe(source=source, ops=plain, output=output), delivery)
    if not (facts or asked):
        return picture
    bare = not ops and output == Output() if asked else original
    return FactsReply(picture, bare=bare, wish=wish)


def _output(given: Given, words: Vocabulary) -> Output:
    output = _declared(Output, given, words)
    compressed = "compress" in _declared(Auto, given, words).auto and "q" not in given and output.lossy
    return output.model_copy(update={"quality": COMPRESSED}) if compressed else output


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


def said_of(part: Declared) -> Iterator[tuple[str, str]]:
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
        "alone": delivery.alone,
        "preset": delivery.preset,
    }
    if again.recipe != recipe or again.delivery.model_copy(update=unsaid) != delivery:
        raise _inexpressible(recipe.ops[-1] if len(recipe.ops) > len(again.recipe.ops) else recipe.source)


def _inexpressible(part: Declared) -> Inexpressible:
    name = getattr(part, "op", type(part).__name__.lower())
    return Inexpressible(f"a query cannot say this {name}: another order, a repetition, or no parameter for it")
