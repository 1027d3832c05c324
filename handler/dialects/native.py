"""The native dialect: a query string in imgix's names, and its aliases.

1. The raw query is parsed here and nowhere else: parted at `&`, then at the first `=`, then percent-decoded once,
   strictly as UTF-8; a plus is a space.
2. Unknown, repeated, empty, malformed and out-of-range parameters are errors that name the parameter and, where one
   is near, the word that was probably meant. An alias repeats the parameter that it stands for.
3. Names that only track visitors are dropped. Nothing else is ever ignored.
4. Operations come in the catalogue's order, each at most once.
5. `parse(write(recipe)) == recipe`, or `write` raises Inexpressible; `write(parse(text))` is a fixed point.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from handler.delivery import Auto, Delivery, Density
from handler.dialects.faults import blame
from handler.dialects.spellings import ALIASES, HINTS, IMPLIED, SYNONYMS, TRACKING, TRACKING_PREFIX
from handler.dialects.text import Malformed, nearest
from handler.dialects.words import Word, alone, vocabulary
from handler.errors import Inexpressible, InvalidKey, InvalidParameter, RepeatedParameter, UnknownParameter
from handler.generators import GENERATORS
from handler.generators.generator import Generator
from handler.keys import decode
from handler.ops import CATALOGUE
from handler.ops.op import Declared, Op
from handler.ops.resize import Resize
from handler.output import Output
from handler.recipe import Made, Picked, Recipe, Source, Stored

COMPRESSED = 60
"""The quality of auto=compress."""

SAFE = "-._~,:/"
"""Characters that a written value need not escape."""

Given = dict[str, str]
Declaration = TypeVar("Declaration", bound=Declared)


class Parsed(NamedTuple):
    """What a query says."""

    recipe: Recipe
    delivery: Delivery


def parse(query: str, key: str) -> Parsed:
    """Return the recipe and delivery that a raw query says of a stored picture; ImageError where it says none."""
    given = _given(query, vocabulary())
    return _parsed(given, vocabulary(), Stored(key=key, **_fields(given, vocabulary(), Picked)))


def parse_made(query: str, generator: type[Generator]) -> Parsed:
    """Return the recipe and delivery that a raw query says of a picture to be made."""
    words = vocabulary(generator)
    given = _given(query, words)
    made = _declared(generator, given, words)
    return _parsed(given, words, Made.model_validate({**_fields(given, words, Picked), "made": made}))


def parse_alone(query: str, kind: type[Declaration]) -> Declaration:
    """Return the declaration that a raw query says where nothing else can be said, as of a feed."""
    words = alone(kind)
    return _declared(kind, _given(query, words), words)


def write(recipe: Recipe, delivery: Delivery = Delivery()) -> str:  # noqa: B008 - frozen
    """Return the query that says this recipe; Inexpressible where a query cannot, naming the operation."""
    given: Given = {}
    maker = (recipe.source.made,) if isinstance(recipe.source, Made) else ()
    for part in (*maker, recipe.source, *recipe.ops, recipe.output, delivery):
        for name, text in _said(part):
            if given.setdefault(name, text) != text:
                raise _inexpressible(part)
    if "ar" in given:  # alone it would imply a crop
        given.setdefault("fit", Resize.model_fields["fit"].default)
    if delivery.view == "info":
        given["fm"] = "json"
    query = "&".join(f"{quote(name, safe='')}={quote(text, safe=SAFE)}" for name, text in given.items())
    _confirm(query, recipe, delivery)
    return query


def generator_named(name: str) -> type[Generator] | None:
    """Return the generator of this name."""
    return next((maker for maker in GENERATORS if maker.model_fields["generate"].default == name), None)


def _given(query: str, words: dict[str, tuple[Word, ...]]) -> Given:
    given: Given = {}
    spelled: dict[str, str] = {}
    for spelling, text in _pairs(query):
        name = ALIASES.get(spelling, spelling)
        if name in TRACKING or name.startswith(TRACKING_PREFIX):
            continue
        if name not in words:
            raise _unknown(spelling, words)
        if name in given:
            other = "" if spelled[name] == spelling else f", here also as {spelling}"
            raise RepeatedParameter(f"{spelled[name]} is given more than once{other}", parameter=spelling)
        if not text:
            raise InvalidParameter(f"{spelling} has no value", parameter=spelling)
        given[name], spelled[name] = SYNONYMS.get(name, {}).get(text, text), spelling
    for _ in range(2):
        implied = dict(IMPLIED[name] for name in given if name in IMPLIED)
        given |= {name: text for name, text in implied.items() if name not in given}
    return given


def _unknown(name: str, words: dict[str, tuple[Word, ...]]) -> UnknownParameter:
    shown = name if len(name) <= 40 else f"{name[:40]}..."  # noqa: PLR2004 - enough to recognise it
    near = nearest(name, [*words, *(alias for alias, meant in ALIASES.items() if meant in words)])
    hint = f"; did you mean {near}?" if near else ""
    return UnknownParameter(f"there is no parameter {shown!r}{hint}", parameter=shown, nearest=near)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for pair in query.split("&") if query else ():
        name, _, text = pair.partition("=")
        yield _decoded(name, "a parameter's name"), _decoded(text, name)


def _decoded(text: str, name: str) -> str:
    try:
        return decode(text.replace("+", " ").encode("utf-8", "surrogateescape"))
    except InvalidKey as error:
        raise InvalidParameter(f"{name}: {error.detail.replace('the path', 'the query')}", parameter=name) from error


def _parsed(given: Given, words: dict[str, tuple[Word, ...]], source: Source) -> Parsed:
    view = "original" if not given else "picture"
    if given.get("fm") == "json":
        del given["fm"]
        view = "info"
    wanted = {"view": view, "negotiable": "fm" not in given and view != "original"}
    delivery = _declared(Delivery, given, words).model_copy(update=wanted)
    density = _declared(Density, given, words).dpr
    made = (_op(kind, given, words, density) for kind in CATALOGUE)
    ops = tuple(op for op in made if op is not None)
    _all_used(given, words, ops)
    return Parsed(Recipe(source=source, ops=ops, output=_output(given, words)), delivery)


def _output(given: Given, words: dict[str, tuple[Word, ...]]) -> Output:
    output = _declared(Output, given, words)
    compressed = "compress" in _declared(Auto, given, words).auto and "q" not in given
    return output.model_copy(update={"quality": COMPRESSED}) if compressed else output


def _op(kind: type[Op], given: Given, words: dict[str, tuple[Word, ...]], density: float) -> Op | None:
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


def _all_used(given: Given, words: dict[str, tuple[Word, ...]], ops: tuple[Op, ...]) -> None:
    """Raise InvalidParameter for a parameter that says more of an operation that nothing asked for."""
    kinds = {type(op) for op in ops}
    for name in given:
        owners = {word.owner for word in words[name]}
        makers = [owner for owner in owners if issubclass(owner, Op)]
        if len(makers) == len(owners) and not kinds & owners:
            asking = sorted({mark.name for maker in makers for mark, _ in maker.params().values() if mark.makes})
            raise InvalidParameter(f"{name} says nothing alone; it goes with {', '.join(asking)}", parameter=name)


def _fields(given: Given, words: dict[str, tuple[Word, ...]], kind: type[Declared]) -> dict[str, Any]:
    """Return the fields of a declaration that the query sets, validated."""
    return _declared(kind, given, words).model_dump()


def _declared(kind: type[Declaration], given: Given, words: dict[str, tuple[Word, ...]]) -> Declaration:
    fields = {}
    for name, text in given.items():
        for word in words[name]:
            if word.owner is kind:
                if hint := HINTS.get((name, text)):
                    raise InvalidParameter(f"{name}={text}: {hint}", parameter=name)
                try:
                    fields[word.field] = word.read(text)
                except Malformed as error:
                    raise InvalidParameter(f"{name}={text[:40]}: {error}", parameter=name) from error
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise blame(error, kind, given) from error


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
    unsaid = {"view": delivery.view, "negotiable": delivery.negotiable}
    if again.recipe != recipe or again.delivery.model_copy(update=unsaid) != delivery:
        raise _inexpressible(recipe.ops[-1] if len(recipe.ops) > len(again.recipe.ops) else recipe.source)


def _inexpressible(part: Declared) -> Inexpressible:
    name = getattr(part, "op", type(part).__name__.lower())
    return Inexpressible(f"a query cannot say this {name}: another order, a repetition, or no parameter for it")
