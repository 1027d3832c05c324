"""Made pictures: a generator's name in the path, and in the query its own parameters beside those of every picture."""

from inspect import cleandoc
from urllib.parse import unquote

from handler.core.signing import signed, verify
from handler.core.suggest import nearest
from handler.dialects.interface import DialectRequest, Operation, PictureReply, Reply
from handler.dialects.native import query_form, query_writer
from handler.dialects.native.vocabulary import DECLARED
from handler.errors import Inexpressible, NotFound
from handler.generators import GENERATORS, NAMES
from handler.generators.generator import Generator
from handler.generators.made import Made

__all__ = ["operations", "parse", "signed", "verify", "write"]

KINDS = dict(zip(NAMES, GENERATORS, strict=True))


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that a generator makes; NotFound proposes the nearest name where there is none of this one."""
    name = unquote(asked.path.decode("latin-1"))
    if name not in KINDS:
        near = nearest(name, NAMES)
        hint = f"; did you mean {near}?" if near else ""
        raise NotFound(f"there is no generator {name[:40]!r}{hint}; they are {', '.join(NAMES)}", nearest=near)
    return query_form.parse_made(asked.query, KINDS[name], asked.presets, asked.hints)


def write(picture: PictureReply) -> str:
    """Return the name of the generator and its query; Inexpressible for a picture that is not made."""
    source = picture.recipe.source
    if not isinstance(source, Made):
        raise Inexpressible("the address of a made picture has a generator, which this picture has not")
    query = query_writer.write_picture(picture)
    return f"{source.made.generate}?{query}" if query else source.made.generate


def operations() -> tuple[Operation, ...]:
    """Return an operation for each generator."""
    return tuple(_operation(name, kind) for name, kind in KINDS.items())


def _operation(name: str, kind: type[Generator]) -> Operation:
    shown = name.replace("qr", "QR code")
    return Operation(
        f"generate_{name}",
        name,
        f"Draw {'an' if shown[0] in 'aeiou' else 'a'} {shown}",
        cleandoc(kind.__doc__ or ""),
        query=(kind, *DECLARED),
    )
