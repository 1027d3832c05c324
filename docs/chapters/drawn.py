"""Drawn pictures: each generator with its own parameters and their pictures."""

from collections.abc import Iterator

from docs.chapters.examples import Example
from docs.chapters.parameters import PICTURES, section
from docs.chapters.shown import address, generator_words
from docs.chapters.tables import line, page
from handler.generators import GENERATORS
from handler.generators.generator import Generator


def generators() -> str:
    """Return the page."""
    return page(
        "Generators",
        "`GET /generate/{name}` draws a picture. Every [parameter](parameters.md) can be applied to it.",
        *map(_generator, GENERATORS),
    )


def _generator(kind: type[Generator]) -> Iterator[str]:
    name, on = kind.model_fields["generate"].default, address(kind)
    yield f"## {name}\n"
    yield f"{line(kind.__doc__)}\n"
    example = Example(on, name)
    yield f"For example: `{on}`\n"
    yield f"![{example.alt}]({PICTURES}/{example.name})\n"
    for word in generator_words(kind):
        yield from section(word, on, f"### {name} {word.name}")
