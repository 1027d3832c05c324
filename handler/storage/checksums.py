"""Checksums: whether the bytes of an object are those that were stored, as far as S3 says what they are.

CRC-32, SHA-1 and SHA-256 where they are of the whole object; else the ETag where it is an MD5: of an object in one
part, encrypted with S3's own keys. CRC-32C and CRC-64/NVME are not in Python's library, and too slow without C.
Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html (ETag)
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import md5, sha1, sha256
from typing import Any, Protocol, Self
from zlib import crc32

MD5 = re.compile(r'"[0-9a-f]{32}"')


class Hash(Protocol):
    """What hashlib's hashes have."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes into the sum."""

    def digest(self) -> bytes:
        """Return the sum."""

    def copy(self) -> Self:
        """Return another sum of the same bytes so far."""


class Crc32:
    """CRC-32 with the interface that hashlib's hashes have."""

    def __init__(self, value: int = 0) -> None:
        """Begin with the sum of no bytes."""
        self.value = value

    def update(self, data: bytes, /) -> None:
        """Take more bytes into the sum."""
        self.value = crc32(data, self.value)

    def digest(self) -> bytes:
        """Return the sum, four bytes."""
        return self.value.to_bytes(4, "big")

    def copy(self) -> "Crc32":
        """Return another sum of the same bytes so far."""
        return Crc32(self.value)


class Checksum:
    """The sum of the bytes so far, and what it has to be in the end, in base64."""

    def __init__(self, sum_: Hash, expected: str) -> None:
        """Take a sum of nothing yet."""
        self.fresh = sum_
        self.sum = sum_.copy()
        self.expected = expected

    def update(self, data: bytes) -> None:
        """Take more bytes into the sum."""
        self.sum.update(data)

    @property
    def right(self) -> bool:
        """Whether it is what it has to be."""
        return b64encode(self.sum.digest()).decode() == self.expected

    def anew(self, data: bytes) -> "Checksum":
        """Return the same checksum of other bytes."""
        other = Checksum(self.fresh, self.expected)
        other.update(data)
        return other


def checksum_of(found: Mapping[str, Any]) -> Checksum | None:
    """Return the checksum that an answer to GET lets be made, None where there is none."""
    for name, fresh in (("CRC32", Crc32()), ("SHA256", sha256()), ("SHA1", sha1(usedforsecurity=False))):
        said = found.get(f"Checksum{name}", "")
        if said and "-" not in said:  # with one it is a sum of sums
            return Checksum(fresh, said)
    if not _is_md5(found):
        return None
    return Checksum(md5(usedforsecurity=False), b64encode(bytes.fromhex(found["ETag"].strip('"'))).decode())


def _is_md5(found: Mapping[str, Any]) -> bool:
    """Return whether an ETag is the MD5 of the bytes: S3 has to say that its own keys encrypted them."""
    alone = found.get("ServerSideEncryption") == "AES256" and not found.get("SSECustomerAlgorithm")
    express = found.get("StorageClass") == "EXPRESS_ONEZONE"  # its ETags are random
    return alone and not express and MD5.fullmatch(found.get("ETag", "")) is not None
