"""Vendor: the functions of a door at which a service's query is asked for: its book does the rest."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from handler.core.keys import checked_key, decode
from handler.core.source import Stored
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import query_form, query_writer
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.translation import from_native, to_native
from handler.errors import ImageError, Inexpressible, InvalidParameter

KEY = PathField("key", "The picture's key.", SAMPLES)


def without(*starts: str) -> Callable[[str], str]:
    """Return what takes the first of these from the beginning of a path that has it."""

    def key_of(path: str) -> str:
        return path.removeprefix(next((start for start in starts if path.startswith(start)), ""))

    return key_of


class Vendor(NamedTuple):
    """A service. name: of its door. title: what it calls itself. key_of: gives the key that a decoded path names."""

    name: str
    title: str
    book: Book
    key_of: Callable[[str], str] = str

    def parse(self, asked: DialectRequest) -> Reply:
        """Return the picture that is meant."""
        key = checked_key(self.key_of(decode(asked.path)))
        said = to_native(asked.query, self.book)
        try:
            return query_form.parse(said.query, key, asked.presets, asked.hints)
        except InvalidParameter as error:
            raise said.blaming(error) from error

    def write(self, picture: PictureReply) -> str:
        """Return the key and the query in the service's words; Inexpressible where it has none."""
        source = picture.recipe.source
        if not isinstance(source, Stored):
            raise Inexpressible(f"an address of {self.title} has a key, which this picture has not")
        query = from_native(query_writer.write_picture(picture), self.book)
        self._confirm(query, picture, source.key)
        return f"{quote(source.key)}?{query}" if query else quote(source.key)

    def _confirm(self, query: str, picture: PictureReply, key: str) -> None:
        """Read the query back, which is the only proof that it says the picture."""
        try:
            again = query_form.parse(to_native(query, self.book).query, key)
        except ImageError as error:
            raise Inexpressible(f"the words of {self.title} do not say this picture: {error.detail}") from error
        same = picture.delivery.model_copy(update={"alone": False, "preset": None, "hinted": again.delivery.hinted})
        if (again.recipe, again.delivery) != (picture.recipe, same):
            raise Inexpressible(f"the words of {self.title} do not say this picture")

    def operations(self) -> tuple[Operation, ...]:
        """Return the one operation; the words are told in the documentation, not parameter by parameter."""
        about = f"The query is that of {self.title}; docs/vendors.md has its words. Without one, the file as it is."
        return (Operation(self.name, "{key}", f"Get a stored picture as {self.title} has it", about, (KEY,)),)
