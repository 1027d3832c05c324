"""Bucket: pictures in S3, under a prefix: what is known of them, and their bytes."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from handler.core.limits import Limits
from handler.core.source_file import CHUNK, SourceFacts, SourceFile, Span
from handler.errors import ImageError
from handler.storage.download import Download, ObjectRequest, check_answer
from handler.storage.s3_client import Attempts, hasty
from handler.storage.s3_errors import NUMBERED, s3_error

MADE = {"made-by": "tintype"}
"""Metadata of every object that this project writes: what bears it is never taken for an upload."""


class Bucket(NamedTuple):
    """A bucket's prefix, which is empty or ends in a slash. limits: of them the bytes that are read of one object."""

    name: str
    prefix: str = ""
    limits: Limits = Limits()

    def stat(self, key: str) -> SourceFacts:
        """Ask for the object's head; for more where that leaves something open."""
        try:
            found = Attempts().do(lambda: self._head(key))
        except ImageError as error:
            if error.fault not in NUMBERED:
                raise
        else:
            if found.get("ETag") and "ContentLength" in found:
                return _facts(found)
        with self.fetch(key) as blob:
            return blob.facts

    def fetch(self, key: str, part: Span | None = None, known: SourceFacts | None = None) -> SourceFile:
        """Get the object, of which the body is read as it is needed; at once where S3 does not say all of its facts."""
        wanted = ObjectRequest(self.name, f"{self.prefix}{key}", part, known.etag if known else "")
        transfer = Download(wanted)
        if transfer.size is not None and transfer.found.get("ETag"):
            facts = _facts(transfer.found)
            blob = SourceFile(transfer, facts, transfer.close)
        else:
            body = self._whole(transfer)
            facts = _facts({"ETag": sha256(body).hexdigest(), **transfer.found, "ContentLength": len(body)})
            blob = SourceFile(BytesIO(body).read, facts)
        if known and part is None and known.version != facts.version:
            blob.close()
            raise s3_error("replaced")
        return blob

    def _head(self, key: str) -> Mapping[str, Any]:
        found = hasty().head_object(Bucket=self.name, Key=f"{self.prefix}{key}")
        check_answer(found)
        return found

    def _whole(self, transfer: Download) -> bytes:
        """Read all of an object, up to the limit; TooLarge past it."""
        try:
            self.limits.check_bytes(transfer.size or 0)
            body = bytearray()
            while piece := transfer(CHUNK if transfer.size is None else transfer.size):
                body += piece
                self.limits.check_bytes(len(body))
        finally:
            transfer.close()
        return bytes(body)


def bucket(text: str) -> Bucket:
    """Return the bucket and prefix that an address names; ValueError where it is no s3://bucket/prefix."""
    url = urlsplit(text)
    if url.scheme != "s3" or not url.netloc or url.query or url.fragment:
        raise ValueError(f"{text!r} is not s3://bucket/prefix")
    prefix = url.path.strip("/")
    return Bucket(url.netloc, f"{prefix}/" if prefix else "")


def _facts(found: Mapping[str, Any]) -> SourceFacts:
    """Return the facts in an answer to HEAD or GET."""
    etag = found["ETag"]
    return SourceFacts(
        version=etag.strip('"'),
        size=found["ContentLength"],
        modified=found.get("LastModified"),
        content_type=found.get("ContentType", ""),
        cache_control=found.get("CacheControl", ""),
        made=MADE.items() <= found.get("Metadata", {}).items(),
        etag=etag if etag.startswith('"') else "",
    )
