"""S3 errors: what an error of S3 means: a word for the log, and the ImageError that a client gets.

1. Nothing that leaves names a bucket, an address or an account; the word does not leave either.
2. Missing and denied are one error and two words.
3. An answer without a body, to a HEAD, says no more than its number: 503 is throttling there, in an answer to GET it is
   something between here and S3, which always says what it means.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from handler.errors import Archived, DeadlineExceeded, ImageError, NotFound, SourceBusy, SourceUnusable

ABSENT = "there is no picture of this key"
MEANING: dict[str, tuple[type[ImageError], str]] = {
    "missing": (NotFound, ABSENT),
    "denied": (NotFound, ABSENT),
    "archived": (Archived, "the picture is in cold storage; restore it first"),
    "replaced": (SourceBusy, "the picture is being replaced"),
    "throttled": (SourceBusy, "the store is busy"),
    "down": (SourceBusy, "the store did not answer"),
    "shut": (SourceBusy, "where the picture lies, nothing has answered for a while"),
    "slow": (DeadlineExceeded, "the store took too long"),
    "broken": (SourceUnusable, "the store's answer broke off"),
    "damaged": (SourceUnusable, "the store's answer came damaged"),
    "unwell": (SourceUnusable, "the store failed"),
    "odd": (SourceUnusable, "the store's answer makes no sense"),
    "short": (SourceUnusable, "the store's answer broke off"),
    "moved": (SourceUnusable, "the store's answer makes no sense"),
    "headers": (SourceUnusable, "the store's answer has more headers than can be read"),
    "refused": (SourceUnusable, "the store refused to answer"),
    "credentials": (SourceUnusable, "the store refused to answer"),
}
"""What each word means. Of `credentials` the request log makes a metric that an alarm can watch."""

TRANSIENT = frozenset({"throttled", "down", "slow", "broken", "damaged", "unwell", "odd"})
"""Faults that another try may not meet."""

UNANSWERED = frozenset({"down", "slow", "broken"})
"""Faults of calls that got no answer, or not all of it."""

CHANGED = frozenset({"replaced", "short"})
"""Faults that say that an object was replaced while it was being read."""

NUMBERED = frozenset({"denied", "refused"})
"""What the number of an answer to HEAD may hide trouble with credentials behind."""

CODES = {
    **dict.fromkeys(("NoSuchKey", "404", "NoSuchVersion", "MethodNotAllowed", "405"), "missing"),
    **dict.fromkeys(("AccessDenied", "403", "AllAccessDisabled"), "denied"),
    "InvalidObjectState": "archived",
    **dict.fromkeys(("PreconditionFailed", "412"), "replaced"),
    **dict.fromkeys(("InvalidRange", "416"), "short"),
    **dict.fromkeys(
        ("SlowDown", "ServiceUnavailable", "Throttling", "ThrottlingException", "TooManyRequests", "429"), "throttled"
    ),
    **dict.fromkeys(("RequestLimitExceeded", "BandwidthLimitExceeded", "RequestTimeout"), "throttled"),
    **dict.fromkeys(("ExpiredToken", "InvalidToken", "TokenRefreshRequired", "InvalidAccessKeyId"), "credentials"),
    **dict.fromkeys(("SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired"), "credentials"),
    **dict.fromkeys(("InvalidSecurity", "NotSignedUp", "AccountProblem", "MissingSecurityHeader"), "credentials"),
    **dict.fromkeys(("301", "302", "303", "307", "308", "PermanentRedirect", "TemporaryRedirect"), "moved"),
    "304": "odd",
}
"""What S3's error codes mean; where there is no body, botocore gives the status as the code."""

LOST_RACE = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
"""What S3 says to the second of two writers."""

GONE = {"NoSuchKey", "404"}
"""What S3 says to who would replace or delete what is not there any more."""

NAMES = {
    ("EndpointConnectionError", "ConnectTimeout", "ProxyConnectionError", "NewConnectionError"): "down",
    ("NameResolutionError",): "down",
    ("Timeout",): "slow",
    ("Credential", "Token"): "credentials",  # none, half of them, or none that can be renewed
    ("RecursionError",): "moved",  # botocore follows a redirect, and another
}
"""What the errors of botocore and urllib3 mean that are no answers: parts of their names."""


class WriteConflict(Exception):  # noqa: N818 - nothing is wrong: whoever lost looks again
    """Another writer was faster at the same key: what lies there is not what the write was to replace."""


def s3_error(word: str) -> ImageError:
    """Return the error of a word, which knows the word."""
    kind, detail = MEANING[word]
    error = kind(detail)
    error.fault = word
    return error


def denied(error: ImageError) -> bool:
    """Return whether a store has said, not that there is no such object, but that it may not be seen."""
    return error.fault == "denied"


def expired(error: ImageError) -> bool:
    """Return whether newer credentials may be had."""
    return code(error.__cause__) in {"ExpiredToken", "InvalidToken", "TokenRefreshRequired", "RequestExpired"}


@contextmanager
def translated() -> Iterator[None]:
    """Turn every error of boto3, botocore and urllib3 into an ImageError that names no bucket and no key."""
    try:
        yield
    except ImageError:
        raise
    except Exception as error:
        word = _word(error)
        if word is None:
            raise
        raise s3_error(word) from error


@contextmanager
def translated_write() -> Iterator[None]:
    """Turn the loss of a race into a WriteConflict, and every other error as `translated` does."""
    with translated():
        try:
            yield
        except Exception as error:
            if code(error) in LOST_RACE | GONE:
                raise WriteConflict from error
            raise


def _word(error: Exception) -> str | None:
    """Return what an error means; None where it is a bug."""
    if isinstance(response := getattr(error, "response", None), dict):
        return _answered(response, getattr(error, "operation_name", ""))
    name = type(error).__name__
    for words, meaning in NAMES.items():
        if any(word in name for word in words):
            return meaning
    if type(error).__module__.partition(".")[0] in {"botocore", "urllib3"} or isinstance(error, OSError):
        return "headers" if _too_many_headers(error) else "broken"
    return None


def _answered(response: Mapping[str, Any], operation: str) -> str:
    said = str(response.get("Error", {}).get("Code", ""))
    if said == "503" and operation.startswith("Head"):
        return "throttled"
    if said in CODES:
        return CODES[said]
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return "unwell" if status >= 500 or said in {"InternalError", "500", "502", "503", "504"} else "refused"  # noqa: PLR2004


def code(error: BaseException | None) -> str:
    """Return S3's code of an error, empty where it is no answer of S3's: then its `response` is None, or not there."""
    response = getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


def _too_many_headers(error: BaseException) -> bool:
    """Return whether http.client gave up at more than 100 headers, or one of more than 64 KB."""
    while True:
        if "got more than" in str(error) and "header" in str(error):
            return True
        below = error.__cause__ or error.__context__ or getattr(error, "kwargs", {}).get("error")
        if not isinstance(below, BaseException):
            return False
        error = below
