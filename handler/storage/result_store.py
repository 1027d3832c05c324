"""Result store: rendered pictures kept in S3, so that a picture is rendered once and not once for every cache.

1. The address is made of what decides the bytes: {prefix}{16 hex of the source}/{digest}. Nothing ever has to be
   renewed; a changed source has another digest. The source's part lets all results of a key be listed and purged.
2. A result is written with If-None-Match: of two writers one wins, and both wrote the same.
3. A result is believed only if its length and SHA-256 are those noted when it was written; else it is made again.
4. Neither reading nor writing can fail a request; writing delays it by at most 200 ms. Reading is tried once: making
   the picture again is the other try. Of what waits to be written only so much is held; the rest is not kept.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

from handler.core.formats.catalogue import FORMATS
from handler.core.output import FormatName
from handler.errors import ImageError, NotFound, SourceBusy
from handler.storage.bucket import MADE, bucket
from handler.storage.download import Download, ObjectRequest
from handler.storage.s3_client import Attempts, presigned, s3
from handler.storage.s3_errors import code, told

log = logging.getLogger("tintype")

WRITE_SECONDS = 0.2
"""How long a request waits for its result to be written."""

MOST_WAITING = 32
"""So many results of requests may wait to be written, each of them held in memory."""

DELETED_AT_ONCE = 1000
"""Objects that S3 deletes in one call."""

LOST_RACE = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
"""What S3 says to the second of two writers; the first wrote the same."""


@dataclass(frozen=True)
class StoredResult:
    """A rendered picture as it was kept."""

    body: bytes
    format: FormatName


class ResultStore:
    """The bucket of TINTYPE_RESULTS. `public_url` is an address under which it can be read by anyone."""

    def __init__(self, setting: str, public_url: str = "") -> None:
        """Read the setting; ValueError where it is none."""
        self.place = bucket(setting)
        self.public_url = public_url.rstrip("/")
        self.writers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="results")
        self.room = BoundedSemaphore(MOST_WAITING)
        self.bad: dict[str, str] = {}
        """Keys of results that were found damaged, with the ETag that is to be replaced."""

    def key(self, address: str) -> str:
        """Return the key in its bucket of a result with this address, as `rendering.identity` makes it."""
        return f"{self.place.prefix}{address}"

    def find(self, key: str) -> StoredResult | None:
        """Return a result if it is there and whole."""
        try:
            transfer = Download(ObjectRequest(self.place.name, key), Attempts(attempts=1))
            with closing(transfer):
                body = transfer(transfer.size or 0)
        except NotFound:
            return None
        except ImageError as error:
            log.warning("a result could not be read: %s", error.fault)
            return None
        noted = transfer.found.get("Metadata", {})
        form = noted.get("format", "")
        if form in FORMATS and noted.get("sha256") == sha256(body).hexdigest():
            return StoredResult(body, form)
        log.warning("a result is damaged and will be made again")
        self.bad[key] = transfer.etag
        return None

    def keep(
        self, key: str, result: StoredResult, cache_control: str, *, seconds: float | None = WRITE_SECONDS
    ) -> bool:
        """Write a result, waiting at most so long, None for as long as it takes; return whether it is there by then."""
        if not self.room.acquire(blocking=seconds is None):
            log.warning("a result could not be kept: too many wait")
            return False
        writing: Future[bool] = self.writers.submit(self._write, key, result, cache_control)
        writing.add_done_callback(lambda _: self.room.release())
        with suppress(TooSlow):
            return writing.result(timeout=seconds)
        return False

    def link(self, key: str) -> str:
        """Return an address from which a result can be read: public, or presigned for a minute."""
        if self.public_url:
            return f"{self.public_url}/{quote(key)}"
        return presigned(self.place.name, key)

    def listed(self, folder: str) -> list[str]:
        """Return the keys of all that is kept of a stored picture, its note among them."""
        start = f"{self.place.prefix}{folder}/"
        with told():
            pages = s3().get_paginator("list_objects_v2").paginate(Bucket=self.place.name, Prefix=start)
            return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def delete(self, addresses: list[str]) -> int:
        """Delete what lies at these addresses and return how many they are; SourceBusy where some remain."""
        for start in range(0, len(addresses), DELETED_AT_ONCE):
            names: Any = [{"Key": address} for address in addresses[start : start + DELETED_AT_ONCE]]
            with told():
                answer = s3().delete_objects(Bucket=self.place.name, Delete={"Objects": names, "Quiet": True})
            if answer.get("Errors"):
                raise SourceBusy("some results could not be deleted")
        return len(addresses)

    def purge(self, folder: str) -> int:
        """Delete all results of a stored picture and return how many there were."""
        return self.delete(self.listed(folder))

    def _write(self, key: str, result: StoredResult, cache_control: str) -> bool:
        replaced = self.bad.pop(key, None)
        condition: Any = {"IfMatch": replaced} if replaced else {"IfNoneMatch": "*"}
        try:
            s3().put_object(
                Bucket=self.place.name,
                Key=key,
                Body=result.body,
                ContentType=FORMATS[result.format].media_type,
                CacheControl=cache_control,
                Metadata={**MADE, "format": result.format, "sha256": sha256(result.body).hexdigest()},
                **condition,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the request has its picture
            said = code(error)
            if said not in LOST_RACE:
                log.warning("a result could not be kept: %s", said or type(error).__name__)
            return said in LOST_RACE
        return True
