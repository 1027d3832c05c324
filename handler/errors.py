"""Errors: all that a request can fail with, each with its HTTP status.

ImageError
├── InvalidRequest        400  the request cannot be understood, or contradicts itself
│   ├── InvalidParameter  400  one parameter is malformed, out of range or contradicts another
│   │   ├── UnknownParameter   400  no parameter of that name
│   │   └── RepeatedParameter  400  the same parameter twice
│   ├── InvalidKey        400  the key cannot name an object
│   ├── InvalidRecipe     400  a JSON recipe or form that is not one
│   └── Inexpressible     400  a recipe that the asked dialect cannot say
├── NotAllowed            403  neither a signature nor a rule lets this request pass
├── NotFound              404  missing, denied, or outside the prefix: not told apart
├── MethodNotAllowed      405  the path exists, the method does not
├── Archived              409  the object is in cold storage
├── Expired               410  the link was good until a time that has passed
├── PreconditionFailed    412  the client asked for another state of the picture than there is
├── TooLarge              413  in range, but past a limit (`limit`, `max`, `actual`)
├── AddressTooLong        414  the URL is over 8 KB
├── UnacceptedKind        415  not an accepted kind of picture (`kind`)
├── RangeNotSatisfiable   416  no byte of the wanted range is there (`max`)
├── Corrupt               422  an accepted kind whose pixels cannot be read
├── InternalError         500  a bug: no detail leaves
├── NoStream              501  this front cannot stream
├── NotOffered            501  this service does not do that
├── SourceUnusable        502  the store answered something unusable
├── SourceBusy            503  the store throttled or is down; worth another try
├── Saturated             503  as much is being rendered as can be; worth another try
└── DeadlineExceeded      504  the time for an answer has run out
"""

from typing import ClassVar

Fact = str | int | float  # of an extension member of a problem


class ImageError(Exception):
    """An error that becomes an RFC 9457 problem; `facts` are its extension members."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Error"
    again: ClassVar[int] = 0  # seconds after which another try is worth it, 0 where none is
    fault: str = ""  # what went wrong in the store, a word of `handler.storage.s3_errors`, for the log alone

    def __init__(self, detail: str, **facts: Fact | None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts: dict[str, Fact] = {name: fact for name, fact in facts.items() if fact is not None}

    def headers(self) -> dict[str, str]:
        """Return extra response headers, such as Retry-After."""
        return {"retry-after": str(self.again)} if self.again else {}

    @classmethod
    def slug(cls) -> str:
        """Return the stable name that ends the problem's `type`: `too-large` for TooLarge."""
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")

    @classmethod
    def tree(cls) -> "list[type[ImageError]]":
        """Return this class and all classes below it, parents first; ImageError itself is left out."""
        below = [kind for child in cls.__subclasses__() for kind in child.tree()]
        return below if cls is ImageError else [cls, *below]


class InvalidRequest(ImageError):
    """The request cannot be understood, or contradicts itself."""

    status = 400
    title = "Invalid request"


class InvalidParameter(InvalidRequest):
    """One parameter is malformed, outside its range, or contradicts another."""

    title = "Invalid parameter"


class UnknownParameter(InvalidParameter):
    """There is no parameter of that name; `nearest` proposes one."""

    title = "Unknown parameter"


class RepeatedParameter(InvalidParameter):
    """The same parameter was given twice, perhaps under two of its names."""

    title = "Repeated parameter"


class InvalidKey(InvalidRequest):
    """The key cannot name an object: bad encoding, empty or dot segments, control characters."""

    title = "Invalid key"


class InvalidRecipe(InvalidRequest):
    """A JSON recipe, form or upload is malformed, or incomplete; `parameter` is the path to the fault."""

    title = "Invalid recipe"


class Inexpressible(InvalidRequest):
    """The recipe is right, but this URL dialect cannot express one of its operations."""

    title = "Inexpressible recipe"


class NotAllowed(ImageError):
    """Neither a signature nor a rule of TINTYPE_UNSIGNED lets this request pass; a wrong signature lets none.

    Without a signature `detail` names what is in the way (`parameter`) and what would pass. Whoever holds a key signs a
    link to anything else: `tintype sign URL`.
    """

    status = 403
    title = "Not allowed"


class NotFound(ImageError):
    """Missing, denied or outside the prefix. The three are not told apart, so that nobody can probe."""

    status = 404
    title = "Not found"


class MethodNotAllowed(ImageError):
    """The path exists, but not for this method; the Allow header lists those it has."""

    status = 405
    title = "Method not allowed"


class Archived(ImageError):
    """The object rests in cold storage and has to be restored before it can be read."""

    status = 409
    title = "Archived object"


class Expired(ImageError):
    """The link was good until the time that its `expires` names."""

    status = 410
    title = "Expired"


class PreconditionFailed(ImageError):
    """If-Match or If-Unmodified-Since asks for a state of the picture that is not there any more."""

    status = 412
    title = "Precondition failed"


class TooLarge(ImageError):
    """Within its declared range, but past a limit: `limit` names it, `max` and `actual` say how far."""

    status = 413
    title = "Past a limit"


class AddressTooLong(ImageError):
    """The path and query together are longer than 8,192 bytes."""

    status = 414
    title = "Address too long"


class UnacceptedKind(ImageError):
    """The bytes are not an accepted kind of picture; `kind` names what they look like."""

    status = 415
    title = "Unaccepted kind"


class RangeNotSatisfiable(ImageError):
    """None of the bytes that Range asks for is there; `max` says how many there are."""

    status = 416
    title = "Range not satisfiable"

    def headers(self) -> dict[str, str]:
        """Say how many bytes there are."""
        return {"content-range": f"bytes */{self.facts.get('max', '*')}"}


class Corrupt(ImageError):
    """An accepted kind of picture whose header or pixels cannot be read."""

    status = 422
    title = "Corrupt picture"


class InternalError(ImageError):
    """A fault of this service. The request id leads to the log; nothing else is said."""

    status = 500
    title = "Internal error"


class NoStream(ImageError):
    """A feed is a stream, and this front hands over whole answers only; the detail says which front streams."""

    status = 501
    title = "No stream here"


class NotOffered(ImageError):
    """The request is right, but what it asks for is switched off here, as enlarging may be for IIIF."""

    status = 501
    title = "Not offered"


class SourceUnusable(ImageError):
    """The store answered something that cannot be used: bad credentials, a broken answer, damaged bytes."""

    status = 502
    title = "Source unusable"


class SourceBusy(ImageError):
    """The store throttled or did not answer; worth another try."""

    status = 503
    title = "Source busy"
    again = 2


class Saturated(ImageError):
    """As many pictures are being made as cores and memory allow, and the line is full; worth another try."""

    status = 503
    title = "Saturated"
    again = 1


class DeadlineExceeded(ImageError):
    """The time that the front or TINTYPE_DEADLINE gives for an answer has run out, or S3 kept silent for too long."""

    status = 504
    title = "Deadline exceeded"


def failure(error: Exception) -> ImageError:
    """Return the ImageError with which to answer an exception that nothing has caught: memory exhausted, or a bug."""
    if isinstance(error, MemoryError):
        return TooLarge("this takes more memory than there is", limit="memory")
    if isinstance(error, RuntimeError) and "start new thread" in str(error):  # no room for its stack
        return Saturated("as many pictures are being made as can be; try again")
    return InternalError("something went wrong here; the request id leads to the log")
