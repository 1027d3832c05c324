"""Result store: rendered pictures kept in S3, so that a picture is rendered once and not once for every cache.

1. The address is made of what decides the bytes: {16 hex of the source}/{digest}, below the prefix of the setting.
   Nothing ever has to be renewed; a changed source has another digest. The source's part lets all results of a key be
   listed and purged.
2. A result is written with If-None-Match: of two writers one wins, and both wrote the same.
3. A result is believed only if its length and SHA-256 are those noted when it was written; else it is made again.
4. Neither reading nor writing can fail a request; writing delays it by at most 200 ms. Reading is tried once: making
   the picture again is the other try. Of what waits to be written only so much is held; the rest is not kept.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from hashlib import sha256
from threading import BoundedSemaphore
from typing import NamedTuple
from urllib.parse import quote

from handler.core.formats.catalogue import FORMATS
from handler.core.geometry import Size
from handler.core.output import FormatName
from handler.errors import ImageError, NotFound
from handler.storage.bucket import MADE, ObjectHeaders, bucket
from handler.storage.s3_client import presigned
from handler.storage.s3_errors import GONE, WriteConflict, code

log = logging.getLogger("tintype")

WRITE_SECONDS = 0.2
"""How long a request waits for its result to be written."""

MOST_WAITING = 32
"""So many results of requests may wait to be written, each of them held in memory."""


class StoredResult(NamedTuple):
    """A rendered picture as it was kept. source: the upright size of the stored picture, None where nobody has said."""

    body: bytes
    format: FormatName
    source: Size | None = None


class ResultStore:
    """The bucket of TINTYPE_RESULTS, whose addresses `rendering.identity` makes.

    public_url: an address under which the bucket can be read by anyone, empty where it cannot.
    """

    def __init__(self, setting: str, public_url: str = "") -> None:
        """Read the setting; ValueError where it is none."""
        self.place = bucket(setting)
        self.public_url = public_url.rstrip("/")
        self.writers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="results")
        self.room = BoundedSemaphore(MOST_WAITING)
        self.damaged: dict[str, str] = {}
        """Addresses of results that were found damaged, with the ETag that is to be replaced."""

    def find(self, address: str) -> StoredResult | None:
        """Return a result if it is there and whole."""
        try:
            with self.place.get(address, attempts=1) as file:
                body, facts = file.read(), file.facts
        except NotFound:
            return None
        except ImageError as error:
            log.warning("a result could not be read: %s", error.fault)
            return None
        form = facts.metadata.get("format", "")
        if form in FORMATS and facts.metadata.get("sha256") == sha256(body).hexdigest():
            return StoredResult(body, form, _size(facts.metadata.get("source", "")))
        log.warning("a result is damaged and will be made again")
        self.damaged[address] = facts.etag
        return None

    def keep(
        self, address: str, result: StoredResult, cache_control: str, *, seconds: float | None = WRITE_SECONDS
    ) -> bool:
        """Write a result, waiting at most so long, None for as long as it takes; return whether it is there by then."""
        if not self.room.acquire(blocking=seconds is None):
            log.warning("a result could not be kept: too many wait")
            return False
        writing: Future[bool] = self.writers.submit(self._write, address, result, cache_control)
        writing.add_done_callback(lambda _: self.room.release())
        with suppress(TooSlow):
            return writing.result(timeout=seconds)
        return False

    def location(self, address: str) -> str:
        """Return the s3:// address of a result."""
        return f"s3://{self.place.name}/{self.place.prefix}{address}"

    def link(self, address: str) -> str:
        """Return an address from which a result can be read: public, or presigned for a minute."""
        key = f"{self.place.prefix}{address}"
        if self.public_url:
            return f"{self.public_url}/{quote(key)}"
        return presigned(self.place.name, key)

    def listed(self, folder: str) -> list[str]:
        """Return the addresses of all that is kept of a stored picture, its manifest among them."""
        return [address for address, _ in self.place.list(f"{folder}/")]

    def delete(self, addresses: list[str]) -> int:
        """Delete what lies at these addresses and return how many they are; SourceBusy where some remain."""
        return self.place.delete(addresses)

    def purge(self, folder: str) -> int:
        """Delete all results of a stored picture and return how many there were."""
        return self.delete(self.listed(folder))

    def _write(self, address: str, result: StoredResult, cache_control: str) -> bool:
        metadata = {**MADE, "format": result.format, "sha256": sha256(result.body).hexdigest()}
        if result.source:
            metadata["source"] = "x".join(map(str, result.source))
        headers = ObjectHeaders(FORMATS[result.format].media_type, cache_control, metadata)
        try:
            self.place.put_if(address, result.body, headers, self.damaged.pop(address, ""))
        except WriteConflict as conflict:
            return code(conflict.__cause__) not in GONE  # else the other writer wrote the same
        except Exception as error:  # noqa: BLE001 - whatever it is, the request has its picture
            log.warning("a result could not be kept: %s", getattr(error, "fault", "") or type(error).__name__)
            return False
        return True


def _size(text: str) -> Size | None:
    """Read a size as 640x480; None where there is none."""
    width, _, height = text.partition("x")
    sound = all(side.isascii() and side.isdecimal() for side in (width, height))
    return Size(int(width), int(height)) if sound else None
