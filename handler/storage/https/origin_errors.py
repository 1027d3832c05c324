"""Origin errors: what the failure of another host means: a word for the log, and the ImageError that a client gets.

The words that `handler.storage.s3_errors` has too mean the same, so that the circuit breaker, the second try where a
picture was replaced, and the log take them alike. Nothing that leaves names an address or what the host said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from handler.errors import DeadlineExceeded, ImageError, NotAllowed, NotFound, SourceBusy, SourceUnusable

ABSENT = "there is no picture at this URL"
NOWHERE = "no picture is taken from there"
ORIGIN_FAULTS: dict[str, tuple[type[ImageError], str]] = {
    "missing": (NotFound, ABSENT),
    "denied": (NotFound, ABSENT),
    "unlisted": (NotAllowed, f"{NOWHERE}: the URL lies in none of the origins that TINTYPE_ORIGINS names"),
    "astray": (NotAllowed, f"{NOWHERE}: the URL leads to another one, outside of the origins"),
    "private": (NotAllowed, f"{NOWHERE}: the host has an address that is not on the open internet"),
    "replaced": (SourceBusy, "the picture is being replaced"),
    "throttled": (SourceBusy, "the origin is busy"),
    "unwell": (SourceBusy, "the origin failed"),
    "down": (SourceBusy, "the origin did not answer"),
    "slow": (DeadlineExceeded, "the origin took too long"),
    "broken": (SourceUnusable, "the origin's answer broke off"),
    "certificate": (SourceUnusable, "the origin's certificate is not good"),
    "encoded": (SourceUnusable, "the origin's answer is compressed, though that was not asked for"),
    "moved": (SourceUnusable, "the origin leads from one URL to another too often"),
    "headers": (SourceUnusable, "the origin's answer has more headers than can be read"),
    "refused": (SourceUnusable, "the origin refused to answer"),
    "odd": (SourceUnusable, "the origin's answer makes no sense"),
}
"""What each word means."""

STATUSES: dict[int, str] = {
    **dict.fromkeys((HTTPStatus.NOT_FOUND, HTTPStatus.GONE), "missing"),
    **dict.fromkeys((HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN), "denied"),
    HTTPStatus.TOO_MANY_REQUESTS: "throttled",
}
"""What the statuses of refusals mean that mean more than that."""


def origin_error(word: str) -> ImageError:
    """Return the error of a word, which knows the word."""
    kind, detail = ORIGIN_FAULTS[word]
    error = kind(detail)
    error.fault = word
    return error


def refusal(status: int) -> ImageError:
    """Return the error of an answer that is neither a picture nor leads to another URL."""
    if status < HTTPStatus.BAD_REQUEST:
        return origin_error("odd")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return origin_error("unwell")
    return origin_error(STATUSES.get(status, "refused"))


@contextmanager
def as_origin_errors() -> Iterator[None]:
    """Turn what http.client, ssl and sockets raise within into an ImageError that says nothing of the host."""
    from http.client import HTTPException  # noqa: PLC0415 - whoever fetches a URL has it by now
    from ssl import SSLCertVerificationError  # noqa: PLC0415 - as above

    try:
        yield
    except SSLCertVerificationError as error:
        raise origin_error("certificate") from error
    except TimeoutError as error:
        raise origin_error("slow") from error
    except (HTTPException, OSError) as error:
        many = "got more than" in str(error) and "header" in str(error)
        raise origin_error("headers" if many else "broken") from error
