"""Allowed origin: a host from which pictures may be taken, or a part of what it has, as TINTYPE_ORIGINS names it."""

from collections.abc import Iterable
from typing import NamedTuple

from handler.core.origins.https_url import PORT, SCHEME, HttpsUrl, read_url


class AllowedOrigin(NamedTuple):
    """A host, its port, and the path below which its pictures lie: empty for all of them."""

    host: str
    port: int = PORT
    prefix: str = ""

    @property
    def text(self) -> str:
        """The origin as a setting has it."""
        return f"{SCHEME}{HttpsUrl(self.host, self.port, self.prefix).authority}{self.prefix}"

    def has(self, url: HttpsUrl) -> bool:
        """Return whether a URL lies in it: same host, same port, and below the path, not beside it."""
        return (url.host, url.port) == (self.host, self.port) and url.path.startswith(f"{self.prefix}/")


def allowed_origin(text: str) -> AllowedOrigin:
    """Return the origin that a text names; ValueError says why it names none."""
    try:
        url = read_url(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no origin: {error}") from error
    if "?" in text:
        raise ValueError(f"{text!r} is no origin: it has a query")
    return AllowedOrigin(url.host, url.port, url.path.rstrip("/"))


def origin_of(url: HttpsUrl, origins: Iterable[AllowedOrigin]) -> AllowedOrigin | None:
    """Return the first of the origins in which a URL lies; None where it lies in none."""
    return next((each for each in origins if each.has(url)), None)
