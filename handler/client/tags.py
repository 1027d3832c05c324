"""Tags: HTML of attributes, escaped, and which words are attributes instead of parameters."""

from collections.abc import Collection, Mapping
from html import escape

from handler.client.candidates import PageSize
from handler.client.query_text import Value, native, value_text

ATTRIBUTES = frozenset(
    (
        *("class", "crossorigin", "decoding", "fetchpriority", "height", "id", "loading", "referrerpolicy", "style"),
        *("title", "width"),
    )
)
"""Attributes of `<img>` that a caller may add, beside those of data- and aria-; none is the name of a parameter."""

OPEN = ("data-", "aria-")

MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "jxl": "image/jxl",
    "pjpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""Formats of fm that a source of `<picture>` can be told by."""


def attribute(word: str) -> str | None:
    """Return the attribute that a word of Python stands for, `class` for class_; None where it is none."""
    name = word.removesuffix("_").replace("_", "-")
    return name if name in ATTRIBUTES or name.startswith(OPEN) else None


def attributes_and_parameters(
    words: Mapping[str, Value], known: Collection[str]
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the attributes among some words, and the parameters; ValueError for a word that is neither."""
    attributes = {
        name: None if value is None else value_text(name, value)
        for word, value in words.items()
        if (name := attribute(word)) is not None
    }
    return attributes, native({word: value for word, value in words.items() if attribute(word) is None}, known)


def size_attributes(shown: PageSize) -> dict[str, str | None]:
    """Return width and height as attributes."""
    return {name: None if side is None else str(side) for name, side in shown._asdict().items()}


def media_type(said: Mapping[str, str]) -> str | None:
    """Return the media type of a picture whose format is said, None where it is chosen by Accept."""
    return MEDIA_TYPES.get(said.get("fm", ""))


def tag(name: str, attributes: Mapping[str, object]) -> str:
    """Return a tag without content. An attribute of None is left out."""
    said = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{said}>"
