"""Parameters: a page for each group, each parameter with its values and its pictures, and one page that lists all."""

from collections.abc import Iterator
from urllib.parse import unquote

from docs.chapters.examples import USUAL, Row, rows, unseen
from docs.chapters.shown import query_words
from docs.chapters.spellings import spellings
from docs.chapters.tables import choices, code, explained, line, page, row, table, values
from handler.core.colours import EXAMPLES, SYNTAX, canonical_colour
from handler.dialects.native.layers import Mark2
from handler.dialects.native.spellings import ALIASES
from handler.dialects.native.vocabulary import Word, vocabulary
from handler.generators.generator import Generator
from handler.ops.op import Op
from handler.web.openapi.parameters import GROUPS, group_of

PICTURES = "../pictures/reference"
LEADS = {
    "Size": "How large the picture becomes, and what of it is kept.",
    "File": "What kind of file comes, and how good it is.",
    "Animation": "Which frames of an animation are shown, and how it plays.",
    "Part": "Which part, frame or side of the stored picture is used, before anything else happens.",
    "Surround": "What lies around the picture and under it: space, frames, shapes and shadows.",
    "Light and colour": "How light the picture is, and which colours it has.",
    "Filter": "Softer, crisper, with less noise, or so that nobody is recognised.",
    "Effect": "Gradients over the picture, dark corners, and grain.",
    "Overlay": "Other pictures and colours on top of the picture. A query lays them in this order: blend, mark, mark2, "
    "mark3, mark4.",
    "Text": "Words on the picture; [text](../text.md) tells of fonts and of other scripts.",
    "Answer": "How the answer is handed over, and what is told besides.",
}
"""What each group is about."""

UNSEEN = "There is no picture of it: {}{}."
FURTHER = {
    "fm": ("[formats](formats.md)", "[quality](../quality.md)"),
    "q": ("[quality](../quality.md)",),
    "crop": ("[crops](../crops.md)",),
    "facepad": ("[crops](../crops.md)",),
    "palette": ("[placeholders](../placeholders.md)",),
    "placeholder": ("[placeholders](../placeholders.md)",),
    "metadata": ("[metadata](../placeholders.md#metadata)",),
    "cs": ("[colour](../colour.md)",),
    "hdr": ("[colour](../colour.md)",),
    "effort": ("[effort](../effort.md)",),
    "v": ("[caching](../caching.md)",),
    "preset": ("[events](../events.md)",),
    "s": ("[signing](../signing.md)",),
    "faces": ("[info](info.md#faces)",),
}
"""Pages that tell more of a parameter."""

REPEATED = (
    "mark3 and mark4 are laid over after it. Each has all parameters of mark under its own name: mark2-w, mark3-w."
)


def slug(group: str) -> str:
    """Return the name of a group's page, without an ending."""
    return group.lower().replace(" ", "-")


def groups() -> dict[str, str]:
    """Return the pages of all groups, by their names."""
    words = {word.name: word for word in query_words()}
    return {
        f"{slug(group)}.md": page(
            group,
            f"{LEADS.get(group, '')} All parameters are listed [here](parameters.md).\n\n"
            + ", ".join(f"[{name}](#{name})" for name in names.split() if name in words),
            *(section(words[name]) for name in names.split() if name in words),
        )
        for group, names in GROUPS.items()
    }


def section(word: Word, on: str = USUAL, heading: str = "") -> Iterator[str]:
    """Give what is told of one parameter. on: the address over which its pictures are laid."""
    yield f"{heading or f'## {word.name}'}\n"
    told = explained(_what(word), choices(word.schema()))
    more = f" More: {', '.join(FURTHER[word.name])}." if word.name in FURTHER else ""
    yield f"{told.lead}{more}\n"
    yield from (f"- {code(value)}: {meaning}" for value, meaning in told.each.items())
    yield from [""] if told.each else []
    if word.name == "mark2":
        yield f"{REPEATED}\n"
    yield from _facts(word)
    shown = [*rows(word, on)]
    if shown:
        yield f"For example: {code(shown[0].examples[:2][-1].path)}\n"
    elif word.info.examples:
        yield f"For example: {code(f'{word.name}={word.info.examples[0]}')}\n"
    yield from _pictures(shown)
    if word.name in unseen():
        yield f"{unseen()[word.name]}\n"


def _pictures(shown: list[Row]) -> Iterator[str]:
    for each in shown:
        yield from each.lines(PICTURES)


def _what(word: Word) -> str:
    """Return what a parameter does: of one that makes an operation, what that is first."""
    told = word.info.description or ""
    first = next(iter(word.owner.params()), None) == word.field and issubclass(word.owner, Op)
    return f"{line(word.owner.__doc__)} {told}" if first else told


def _facts(word: Word) -> Iterator[str]:
    default = code(default_of(word))
    aliases = ", ".join(code(alias) for alias, name in ALIASES.items() if name == word.name)
    told = {"values": values(word.schema(), word.mark.between), "default": default, "also read as": aliases}
    told["in JSON"] = _json(word)
    yield from table(*(head for head, cell in told.items() if cell))
    yield row(*filter(None, told.values()))
    yield ""


def default_of(word: Word) -> str:
    """Return the default as a query writes it; nothing where there is none."""
    info = word.info
    return "" if info.is_required() or info.default in (None, ()) else word.write(info.default)


def _json(word: Word) -> str:
    owner, alike = word.owner, vocabulary().get(word.name, ())
    if issubclass(owner, Op):
        ops = [(each.field, each.owner.model_fields["op"].default) for each in alike]
        fields = ", ".join(dict.fromkeys(code(field) for field, _ in ops))
        return f"{fields} of {', '.join(f'[{op}](recipe.md#{op})' for _, op in ops)}"
    if issubclass(owner, Generator):
        return code(word.field)
    kinds = {"Output": "output", "Picked": "source"}
    if owner.__name__ in kinds:
        return f"{code(word.field)} of [{kinds[owner.__name__]}](recipe.md#{kinds[owner.__name__]})"
    return ""


def index() -> str:
    """Return the page that lists all parameters."""
    return page(
        "Parameters",
        "All that a query can say, by the alphabet. A length without a decimal point is pixels; with one it is a "
        "ratio: `w=300`, `w=0.5`. No parameter is ever ignored: what is unknown, repeated or out of range is an error "
        "that names it. A query applies operations in the order of [recipes](recipe.md#operations), however it "
        "is written.",
        _groups(),
        _index(),
        _colours(),
        spellings(),
    )


def _groups() -> Iterator[str]:
    yield "## Groups\n"
    yield from table("group", "parameters")
    words = {word.name for word in query_words()}
    for group, names in GROUPS.items():
        listed = ", ".join(f"[{name}]({slug(group)}.md#{name})" for name in names.split() if name in words)
        yield row(f"[{group}]({slug(group)}.md)", listed)
    yield ""


def _index() -> Iterator[str]:
    yield "## By name\n"
    yield from table("parameter", "values", "default", "what it does")
    words = {name: shared[-1] for name, shared in vocabulary().items()}
    for name in sorted(words):
        word = words[name]
        if issubclass(word.owner, Mark2) and name != word.owner.__name__.lower():
            continue
        anchor = "mark2" if issubclass(word.owner, Mark2) else name
        yield row(
            f"[{name}]({slug(group_of(name))}.md#{anchor})",
            values(word.schema(), word.mark.between),
            code(default_of(word)),
            first_sentence(word),
        )
    yield ""


def first_sentence(word: Word) -> str:
    """Return what a parameter does in one sentence; a list of what its words mean is left to its own section."""
    return _what(word).partition(". ")[0].rstrip(".") + "."


def _colours() -> Iterator[str]:
    yield "## Colours\n"
    yield f"A colour is {SYNTAX}. Case does not matter; a `#` may stand before digits, which a URL writes as `%23`.\n"
    yield "Where a colour has digits for alpha, they come first, as in imgix, not last, as in CSS.\n"
    yield from table("colour", "examples", "kept as")
    for name, examples in EXAMPLES.items():
        yield row(name, ", ".join(map(code, examples)), code(canonical_colour(unquote(examples[0]))))
    yield ""
