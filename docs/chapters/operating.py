"""Operating: what the operator decides: settings and limits; and what formats can be written."""

from collections.abc import Iterator

from docs.chapters.tables import code, page, row, table
from handler.config.settings import Settings
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.limits import Limits


def settings() -> str:
    """Return the page of every setting."""
    lead = (
        "Each is a variable of the environment. One that begins with `TINTYPE_` and is none of these is an error, "
        "so that a slip is seen at once. [Deploy](../deploy.md) says how a stack sets them."
    )
    return page("Settings", lead, _settings())


def _settings() -> Iterator[str]:
    yield from table("variable", "default", "meaning")
    for name, (_, info) in zip(Settings.names(), Settings.model_fields.items(), strict=True):
        yield row(code(name), _setting(info.default), info.description or "")
    yield ""


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return code("on" if value else "off")
    if isinstance(value, frozenset | tuple):
        listed = sorted(value) if isinstance(value, frozenset) else value
        return code(",".join(map(str, listed)))
    return "" if isinstance(value, Limits) or not value else code(str(value))


def limits() -> str:
    """Return the page of every limit."""
    lead = (
        '`TINTYPE_LIMITS="side=8000,work=5"` changes them. What is past a limit is answered 413, with `limit`, `max` '
        "and `actual`; limits are judged before a pixel is decoded."
    )
    return page("Limits", lead, _limits())


def _limits() -> Iterator[str]:
    yield from table("limit", "default", "meaning")
    for field, info in Limits.model_fields.items():
        yield row(code(field.replace("_", "-")), f"{info.default:,}", info.description or "")
    yield ""


def formats() -> str:
    """Return the page of the formats that are written."""
    lead = (
        "What `fm` can be: what each can carry, and as what it is sent. [Formats](../formats.md) tells what is read, "
        "and [quality](../quality.md) which to choose."
    )
    return page("Formats", lead, _formats())


def _formats() -> Iterator[str]:
    yield from table("fm", "media type", "transparency", "animation", "quality")
    for name in WRITTEN:
        kind = FORMATS[name]
        ticks = ("yes" if able else "" for able in (kind.alpha, kind.animation, kind.quality))
        yield row(code(name), kind.media_type, *ticks)
    yield ""
