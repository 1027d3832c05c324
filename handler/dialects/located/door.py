"""Door: what the dialects of this package share: a declaration of their words, read and written the same way.

1. A query is read as the native one is: each pair once, decoded once, tracking names dropped; `s`, `expires`, `v` ours.
2. What a dialect has and this service has not is refused by name, with what to write instead; what nobody has, too.
3. A word without a value, as `&we`, is its `bare` value, where it has one; a flag is true.
4. What is written is read back before it is handed out: it says this picture, or Inexpressible names what it cannot.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

from pydantic import ValidationError

from handler.core.delivery import LinkTerms, Signature
from handler.core.params import Declared
from handler.core.query_string import pairs, tracks
from handler.core.source import Fetched, Stored
from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import unknown
from handler.dialects.interface import DialectRequest, Operation, PictureReply
from handler.dialects.literals import Malformed
from handler.dialects.located.location import source_at, url_of
from handler.dialects.native.query_writer import said_of
from handler.dialects.native.vocabulary import Word, alone
from handler.dialects.validation import blame, malformed
from handler.errors import Inexpressible, InvalidParameter, NotFound, RepeatedParameter
from handler.ops.op import Op

NOTHING: Mapping[str, str] = MappingProxyType({})
SAFE = "-._~,:"
"""Characters that a written value need not escape."""

Words = Any
"""A declaration of the words of one dialect, as its own functions know it."""


class QueryDialect(NamedTuple):
    """One dialect.

    kind: the declaration of its words. picture: the recipe and delivery of words, of a source. said: the fields of
    `kind` that say a picture, as far as it can. where: the word that has the URL. bare: see rule 3.
    hosts: whether a host may stand without a scheme. aliases: other spellings. refused: words that it has and this
    service has not, each with what to do instead.
    """

    name: str
    kind: type[Declared]
    picture: Callable[[Words, Stored | Fetched], PictureReply]
    said: Callable[[PictureReply], Mapping[str, Any]]
    summary: str
    where: str = "url"
    bare: Mapping[str, str] = NOTHING
    hosts: bool = False
    aliases: Mapping[str, str] = NOTHING
    refused: Mapping[str, str] = NOTHING

    def parse(self, asked: DialectRequest) -> PictureReply:
        """Return the picture that a query asks for; ImageError where it asks for none."""
        if asked.path:
            raise NotFound(f"there is no such path; what is wanted stands in the query, as ?{self.where}=/bee.jpg")
        texts = self._texts(asked.query)
        words = _declared(self.kind, texts)
        source = source_at(self.where, texts[self.where], asked.base, bare=self.hosts)
        picture = self.picture(words, source)
        delivery = picture.delivery.model_copy(update=_declared(LinkTerms, texts).model_dump())
        return PictureReply(picture.recipe, delivery)

    def write(self, picture: PictureReply) -> str:
        """Return the query that asks for a picture; Inexpressible names what this dialect cannot say."""
        url = url_of(picture.recipe.source)
        try:
            words = self.kind.model_validate({**self.said(picture), "url": url})
        except ValidationError as error:
            raise _inexpressible(picture.recipe.ops, self.name) from error
        terms = LinkTerms(expires=picture.delivery.expires, edition=picture.delivery.edition)
        parts = [*said_of(words), *said_of(terms)]
        query = "&".join(f"{quote(word)}={quote(text, safe=SAFE)}" for word, text in parts)
        self._confirm(query, picture)
        return f"?{query}"

    def operations(self) -> tuple[Operation, ...]:
        """Return the one thing that can be asked for."""
        about = "Return a stored picture, or one at another host, changed as the query says."
        return (Operation(self.name, "", self.summary, about, (), (self.kind, LinkTerms, Signature)),)

    def _texts(self, query: str) -> dict[str, str]:
        """Return what each word is given as."""
        known = _vocabulary(self.kind)
        texts: dict[str, str] = {}
        for spelling, text in pairs(query):
            name = self.aliases.get(spelling, spelling)
            if tracks(name):
                continue
            if name in texts:
                raise RepeatedParameter(f"{spelling} is given more than once", parameter=spelling)
            if name in self.refused:
                raise InvalidParameter(f"{spelling}: {self.refused[name]}", parameter=spelling)
            if name not in known:
                raise unknown(spelling, [*known, *self.aliases])
            texts[name] = text or self._bare(known[name])
        if self.where not in texts:
            raise InvalidParameter(f"{self.where} is missing; it names the picture, as /bee.jpg", parameter=self.where)
        return texts

    def _bare(self, word: Word) -> str:
        """Return what a word without a value says."""
        if word.info.annotation is bool:
            return "true"
        if word.name not in self.bare:
            raise InvalidParameter(f"{word.name} has no value", parameter=word.name)
        return self.bare[word.name]

    def _confirm(self, query: str, picture: PictureReply) -> None:
        """Read what was written, which is the only proof that it says the picture."""
        try:
            again = self.parse(DialectRequest(b"", query))
        except InvalidParameter as error:
            raise Inexpressible(f"{self.name} cannot say this picture: {error.detail}") from error
        for ours, theirs in zip(picture.recipe.ops, again.recipe.ops, strict=False):
            if ours != theirs:
                raise _inexpressible((ours,), self.name)
        if again != picture:
            raise _inexpressible(picture.recipe.ops[len(again.recipe.ops) :], self.name)


def _vocabulary(kind: type[Declared]) -> dict[str, Word]:
    return {name: words[0] for name, words in alone(kind, LinkTerms, Signature).items()}


def _declared(kind: type[Declared], texts: Mapping[str, str]) -> Words:
    """Return a declaration of what words are given as."""
    known = {name: words[0] for name, words in alone(kind).items()}
    fields = {known[name].field: _read(known[name], text) for name, text in texts.items() if name in known}
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise blame(error, kind, texts) from error


def _read(word: Word, text: str) -> Any:  # noqa: ANN401 - as the field has it
    try:
        return word.read(text)
    except Malformed as error:
        raise malformed(word, text[:SHOWN], error) from error


def _inexpressible(left: tuple[Op, ...], name: str) -> Inexpressible:
    what = left[0].op if left else "source, output or delivery"
    return Inexpressible(f"{name} cannot say this {what}: another order, a repetition, or no word for it")
