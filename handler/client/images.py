"""Images: the addresses of a service's pictures, and the tags that show them.

images = Images("https://img.example.com", key=os.environ["TINTYPE_SIGNING_KEY"])
images.url("bee.jpg", w=300, fm="webp")
images.img("bee.jpg", "A bee", sizes="100vw", ar="3:2")
"""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import quote, urlsplit

from handler.client import tags
from handler.client.candidates import DENSITIES, WIDTHS, Candidate, PageSize, page_size, srcset_candidates
from handler.client.query_text import SAFE, Value, native, query
from handler.client.words import MADE, WORDS
from handler.core.keys import key_fault
from handler.core.signing import checked_signing_key, sign
from handler.core.suggest import nearest

Source = Mapping[str, Value]
"""A source of a picture: `media`, `sizes` and `key`, where it has its own, and what is said of it besides."""

OF_SOURCE = ("media", "sizes", "key")


class Images:
    """Makes addresses of one service. They are signed where there is a key, which must never reach a page."""

    def __init__(
        self, base: str, key: str | None = None, *, widths: Sequence[int] = WIDTHS, dprs: Sequence[float] = DENSITIES
    ) -> None:
        """Take the service's address for viewers, as https://img.example.com, or its path on the page's own host.

        key: signs all addresses. widths: of srcsets, unless a call has its own; so dprs, of pictures of one size.
        """
        address = urlsplit(base)
        if address.query or address.fragment or (base and not address.netloc and not base.startswith("/")):
            raise ValueError(f"{base} is no address as https://img.example.com, and no path as /img")
        self.base = base.rstrip("/")
        self.widths, self.dprs = tuple(widths), tuple(dprs)
        self._key = None if key is None else checked_signing_key(key)

    def url(self, key: str, /, **words: Value) -> str:
        """Return the address of a stored picture: `url("bee.jpg", w=300, max_w=500)`."""
        return self._picture(key, native(words, WORDS))

    def generate(self, name: str, /, **words: Value) -> str:
        """Return the address of a picture that is made: `generate("avatar", name="Ada Lovelace", size=(96, 96))`."""
        if name not in MADE:
            near = nearest(name, MADE)
            raise ValueError(f"nothing makes {name}; {near or ', '.join(MADE)} {'is' if near else 'are'} made")
        return self._signed(f"/generate/{name}{query(native(words, WORDS | MADE[name]))}")

    def srcset(
        self,
        key: str,
        /,
        *,
        widths: Sequence[int] | None = None,
        dprs: Sequence[float] | None = None,
        **words: Value,
    ) -> str:
        """Return the candidates of a picture, for `srcset`.

        With w (and h) they are of one size, for several densities: dprs. Else, or with widths, they are of several
        widths; h grows with them.
        """
        return self._srcset(key, self._candidates(native(words, WORDS), widths, dprs))

    def img(
        self,
        key: str,
        /,
        alt: str,
        *,
        sizes: str | None = None,
        widths: Sequence[int] | None = None,
        dprs: Sequence[float] | None = None,
        **words: Value,
    ) -> str:
        """Return an `<img>` with its candidates, which is loaded when it comes into view.

        alt: what the picture shows, empty where it decorates. sizes: how wide the page shows it; without it w is how
        wide. Words that no parameter is are attributes, where `<img>` has them: class_="hero", loading="eager".
        """
        attributes, said = tags.attributes_and_parameters(words, WORDS)
        made = self._candidates(said if sizes is None else _fluid(said), self._wide(sizes, widths, said), dprs)
        source = made[0 if made[0].descriptor.endswith("x") else len(made) // 2]
        own = {"src": self._picture(key, source.said), "srcset": self._srcset(key, made), "sizes": sizes}
        shown = {} if attributes.keys() & {"width", "height"} else tags.size_attributes(_shown(said, source))
        return tags.tag("img", {**own, **shown, "alt": alt, "loading": "lazy", **attributes})

    def picture(  # noqa: PLR0913 - the parts of the tag
        self,
        key: str,
        /,
        alt: str,
        *,
        sources: Sequence[Source],
        sizes: str | None = None,
        widths: Sequence[int] | None = None,
        dprs: Sequence[float] | None = None,
        **words: Value,
    ) -> str:
        """Return a `<picture>`: `img` with all that it takes, behind sources that come first where they fit.

        sources: for each its `media`, `key` or `sizes`, and what is said besides: {"media": "(max-width: 600px)",
        "ar": "1:1"}, {"fm": "avif"}.
        """
        said = {name: value for name, value in words.items() if tags.attribute(name) is None}
        inner = [self._source(key, {"sizes": sizes, **said, **each}, widths, dprs) for each in sources]
        img = self.img(key, alt, sizes=sizes, widths=widths, dprs=dprs, **words)
        return f"<picture>{''.join(inner)}{img}</picture>"

    def _source(self, key: str, source: Source, widths: Sequence[int] | None, dprs: Sequence[float] | None) -> str:
        own = {name: source[name] for name in OF_SOURCE if source.get(name) is not None}
        said = native({name: value for name, value in source.items() if name not in OF_SOURCE}, WORDS)
        sizes = str(own["sizes"]) if "sizes" in own else None
        made = self._candidates(said if sizes is None else _fluid(said), self._wide(sizes, widths, said), dprs)
        given = {"media": own.get("media"), "type": tags.media_type(said), "sizes": sizes}
        srcset = self._srcset(str(own.get("key", key)), made)
        return tags.tag("source", {**given, "srcset": srcset, **tags.size_attributes(_shown(said, made[-1]))})

    def _candidates(
        self, said: Mapping[str, str], widths: Sequence[int] | None, dprs: Sequence[float] | None
    ) -> list[Candidate]:
        if dprs is not None and widths is not None:
            raise ValueError("a srcset is of several widths, or of several densities, not of both")
        if dprs is not None and not said.keys() & {"w", "h"}:
            raise ValueError("densities go with a size: say w besides")
        made = [*srcset_candidates(said, widths, self.dprs if dprs is None else dprs, self.widths)]
        if not made:
            raise ValueError("a srcset needs at least one width or density")
        return made

    def _wide(self, sizes: str | None, widths: Sequence[int] | None, said: Mapping[str, str]) -> Sequence[int] | None:
        """Return the widths of a picture that is laid out by sizes: no more than w takes at the highest density."""
        if sizes is None or widths is not None:
            return widths
        most = int(said["w"]) * max(self.dprs) if said.get("w", "").isdecimal() else float("inf")
        enough = [width for width in self.widths if width < most]
        return self.widths[: len(enough) + 1]

    def _srcset(self, key: str, made: Collection[Candidate]) -> str:
        return ", ".join(f"{self._picture(key, each.said)} {each.descriptor}" for each in made)

    def _picture(self, key: str, said: Mapping[str, str]) -> str:
        name = key.removeprefix("/")
        if wrong := key_fault(name):
            raise ValueError(f"{key!r}: {wrong}")
        return self._signed(f"/images/{quote(name, safe=SAFE)}{query(said)}")

    def _signed(self, address: str) -> str:
        url = f"{self.base}{address}"
        return url if self._key is None else sign(url, self._key, base=self.base)


def _fluid(said: Mapping[str, str]) -> dict[str, str]:
    """Return what is said without a width that has no height: how wide the picture is laid out, not how wide it is."""
    return {name: text for name, text in said.items() if name != "w" or "h" in said}


def _shown(said: Mapping[str, str], source: Candidate) -> PageSize:
    """Return how large a picture is laid out: as w says; else a size of its ratio, if that is known."""
    own, made = page_size(said), page_size(source.said)
    return own if own.width else made if made.height else PageSize(None, None)
