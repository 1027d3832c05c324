"""Bucket: the objects under a prefix of an S3 bucket: get, head, put_if, list and delete, with no other way to them.

1. A key is told below the prefix, here and in every answer.
2. What is read goes through the reader and is tried again as `s3_client.Attempts` decides; what is written,
   listed or deleted goes through the patient one.
3. Every error that leaves is an ImageError that names no bucket, or a WriteConflict: another writer was faster.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from handler.core.limits import Limits
from handler.core.source_file import CHUNK, FOCAL, SourceFacts, SourceFile, Span, focal_point, focal_text
from handler.errors import ImageError, SourceBusy
from handler.storage.download import Download, ObjectRequest, check_answer
from handler.storage.s3_client import ATTEMPTS, Attempts, hasty, reader, s3
from handler.storage.s3_errors import NUMBERED, s3_error, translated, translated_write

MADE = {"made-by": "tintype"}
"""Metadata of every object that this project writes: what bears it is never taken for an upload."""

DELETED_AT_ONCE = 1000
"""Objects that S3 deletes in one call."""


class ObjectHeaders(NamedTuple):
    """What is written beside an object's bytes; empty for nothing. metadata: names in lower case."""

    content_type: str = ""
    cache_control: str = ""
    metadata: Mapping[str, str] = MappingProxyType({})


class Bucket(NamedTuple):
    """A bucket's prefix, which is empty or ends in a slash. limits: of them the bytes that are read of one object."""

    name: str
    prefix: str = ""
    limits: Limits = Limits()

    def head(self, key: str) -> SourceFacts:
        """Return what is known of an object; NotFound where there is none. What HEAD leaves open is asked by GET."""
        try:
            for attempt in Attempts():
                with attempt:
                    found = reader().head_object(Bucket=self.name, Key=f"{self.prefix}{key}")
                    check_answer(found)
        except ImageError as error:
            if error.fault not in NUMBERED:
                raise
        else:
            if found.get("ETag") and "ContentLength" in found:
                return _facts(found)
        with self.get(key) as file:
            return file.facts

    def get(
        self, key: str, part: Span | None = None, known: SourceFacts | None = None, *, attempts: int = ATTEMPTS
    ) -> SourceFile:
        """Return an object, whose body is read as it is needed; at once where S3 does not say all of its facts.

        part: the bytes that are wanted, all where it is None. known: the version that it has to be; where it is another
        by now, that is the fault `replaced`. attempts: how often it is asked for at most.
        """
        wanted = ObjectRequest(self.name, f"{self.prefix}{key}", part, known.etag if known else "")
        download = Download(wanted, Attempts(attempts))
        download.open()
        if download.size is not None and download.found.get("ETag"):
            facts = _facts(download.found)
            file = SourceFile(download, facts, download.close)
        else:
            body = self._whole(download)
            facts = _facts({"ETag": sha256(body).hexdigest(), **download.found, "ContentLength": len(body)})
            file = SourceFile(BytesIO(body).read, facts)
        if known and part is None and known.version != facts.version:
            file.close()
            raise s3_error("replaced")
        return file

    def put_if(self, key: str, body: bytes, headers: ObjectHeaders, etag: str = "") -> str:
        """Write an object over the version of this ETag, or where nothing lies if it is empty; return the new ETag.

        WriteConflict where something else lies there by now.
        """
        condition: Any = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        optional = {"ContentType": headers.content_type, "CacheControl": headers.cache_control}
        beside: Any = {name: text for name, text in optional.items() if text} | {"Metadata": dict(headers.metadata)}
        with translated_write():
            put = s3().put_object
            return put(Bucket=self.name, Key=f"{self.prefix}{key}", Body=body, **beside, **condition)["ETag"]

    def list(self, under: str = "") -> Iterator[tuple[str, SourceFacts]]:
        """Give the objects whose keys begin with a text, by name, a page of S3's at a time as they are taken."""
        with translated():
            pages = s3().get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=f"{self.prefix}{under}")
            for each in (found for page in pages for found in page.get("Contents", ())):
                etag = each.get("ETag", "")
                facts = SourceFacts(etag.strip('"') or f"{each['Size']}", each["Size"], each["LastModified"], etag=etag)
                yield each["Key"].removeprefix(self.prefix), facts

    def delete(self, keys: Sequence[str]) -> int:
        """Delete objects, whatever they hold by now, and return how many they are; SourceBusy where some remain."""
        for start in range(0, len(keys), DELETED_AT_ONCE):
            names: Any = [{"Key": f"{self.prefix}{key}"} for key in keys[start : start + DELETED_AT_ONCE]]
            with translated():
                answer = s3().delete_objects(Bucket=self.name, Delete={"Objects": names, "Quiet": True})
            if answer.get("Errors"):
                raise SourceBusy("some results could not be deleted")
        return len(keys)

    def delete_if(self, key: str, etag: str) -> None:
        """Delete an object that still has this ETag; WriteConflict where it has another or is gone."""
        with translated_write():
            s3().delete_object(Bucket=self.name, Key=f"{self.prefix}{key}", IfMatch=etag)

    def create(self) -> None:
        """Make the bucket itself."""
        with translated():
            s3().create_bucket(Bucket=self.name)

    def check(self) -> None:
        """Ask whether the bucket itself is there and may be seen; an ImageError where it is not."""
        with translated():
            hasty().head_bucket(Bucket=self.name)

    def _whole(self, download: Download) -> bytes:
        """Read all of an object, up to the limit; TooLarge past it."""
        try:
            self.limits.check_bytes(download.size or 0)
            body = bytearray()
            while piece := download(CHUNK if download.size is None else download.size):
                body += piece
                self.limits.check_bytes(len(body))
        finally:
            download.close()
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
    etag, metadata = found["ETag"], found.get("Metadata", {})
    # A copy onto itself can change the metadata alone, which leaves the ETag as it is.
    point, version = focal_point(metadata.get(FOCAL, "")), etag.strip('"')
    return SourceFacts(
        version=f"{version}~focal={focal_text(point)}" if point else version,
        size=found["ContentLength"],
        modified=found.get("LastModified"),
        content_type=found.get("ContentType", ""),
        cache_control=found.get("CacheControl", ""),
        made=MADE.items() <= metadata.items(),
        etag=etag if etag.startswith('"') else "",
        metadata=metadata,
    )
