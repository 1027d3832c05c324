"""Signatures of imgproxy: HMAC-SHA256 over salt and path, in base64url without padding, as the first segment.

1. The path is what follows the signature, with its slash, as it was asked for. The signature is cut off by position.
2. All 32 bytes count; a shorter signature, as IMGPROXY_SIGNATURE_SIZE makes it, matches nothing.
3. A proxy may have encoded colons, or made one slash of two behind a scheme: what imgproxy repairs is tried as well.
4. A front may have decoded the path: then what a client encodes of a source is encoded again, from the text that the
   source is read as, so that no signature opens what means another picture.
5. unsafe, insecure and _ are no signatures. Everything else is one, right or wrong.

https://docs.imgproxy.net/usage/signing_url
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hmac import compare_digest, digest
from urllib.parse import quote, unquote_to_bytes

from handler.core.signing import Address, hexadecimal_pair

UNSIGNED = frozenset((b"unsafe", b"insecure", b"_", b""))
PLAIN = b"/plain/"
COMPONENT = "!'()*~-_."
"""What encodeURIComponent leaves as it is."""


def signature_over(path: bytes, key: str) -> str:
    """Return the signature of a path, which begins with a slash. key: a pair in hexadecimal."""
    secret, salt = hexadecimal_pair(key)
    return urlsafe_b64encode(digest(secret, salt + path, "sha256")).rstrip(b"=").decode()


def signed(raw: Address) -> bool:
    """Return whether the first segment is anything else than a word for no signature."""
    return _parted(raw.path)[0] not in UNSIGNED


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether the first segment is the signature of what follows, by one of the keys."""
    given, path = _parted(raw.path)
    matches = [compare_digest(signature_over(each, key).encode(), given) for each in _spellings(path) for key in keys]
    return any(matches)


def _parted(path: bytes) -> tuple[bytes, bytes]:
    """Return the first segment, and the rest with its slash."""
    given, slash, rest = path.removeprefix(b"/").partition(b"/")
    return unquote_to_bytes(given), slash + rest


def _spellings(path: bytes) -> list[bytes]:
    """Return the path as it came, and what it was before a proxy or a front changed it (rules 3 and 4)."""
    options, plain, source = path.partition(PLAIN)
    options = options.replace(b"%3A", b":").replace(b"%3a", b":")
    whole = _whole_scheme(source)
    spellings = [path, options + plain + whole]
    if plain:
        name, at, form = whole.rpartition(b"@") if b"@" in whole else (whole, b"", b"")
        for safe in ("/:", COMPONENT, "/:?&=+,;$#" + COMPONENT):
            encoded = quote(unquote_to_bytes(name), safe=safe)
            spellings.append(options + plain + encoded.encode() + at + form)
    return list(dict.fromkeys(spellings))


def _whole_scheme(source: bytes) -> bytes:
    """Return a source with both slashes behind its scheme, three of a local file."""
    scheme, colon, rest = source.partition(b":/")
    if not colon or rest.startswith(b"/") or not scheme.isalnum():
        return source
    return scheme + (b":///" if scheme == b"local" else b"://") + rest
