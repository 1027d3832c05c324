"""Checksums: which of S3's can be verified, and that a wrong byte is seen by each of them."""

from base64 import b64encode
from hashlib import md5, sha1, sha256
from itertools import pairwise
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.storage.checksums import checksum_of

DATA = b"a picture" * 1000


def said(data: bytes) -> dict[str, dict[str, Any]]:
    """Return what S3 would say of an object, once for each sum."""
    tag = f'"{md5(data, usedforsecurity=False).hexdigest()}"'
    return {
        "crc32": {"ETag": tag, "ChecksumCRC32": b64encode(crc32(data).to_bytes(4, "big")).decode()},
        "sha256": {"ETag": '"x-2"', "ChecksumSHA256": b64encode(sha256(data).digest()).decode()},
        "sha1": {"ChecksumSHA1": b64encode(sha1(data, usedforsecurity=False).digest()).decode()},
        "md5": {"ETag": tag, "ServerSideEncryption": "AES256"},
        "md5 beside what cannot be summed": {"ETag": tag, "ServerSideEncryption": "AES256", "ChecksumCRC64NVME": "x"},
    }


@pytest.mark.parametrize("name", said(DATA))
@given(cuts=st.lists(st.integers(0, len(DATA)), max_size=5), wrong=st.integers(0, len(DATA) - 1))
def test_the_right_bytes_are_right_however_they_come_and_one_wrong_byte_is_seen(
    name: str, cuts: list[int], wrong: int
) -> None:
    found = checksum_of(said(DATA)[name])
    assert found
    places = [0, *sorted(cuts), len(DATA)]
    for start, stop in pairwise(places):
        found.update(DATA[start:stop])
    assert found.right
    assert not found.anew(DATA[:wrong] + bytes([DATA[wrong] ^ 1]) + DATA[wrong + 1 :]).right
    assert found.anew(DATA).right


TAG = f'"{"0" * 32}"'


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"ETag": TAG},  # nothing says how it is encrypted
        {"ETag": TAG, "ServerSideEncryption": "aws:kms"},
        {"ETag": TAG, "ServerSideEncryption": "AES256", "SSECustomerAlgorithm": "AES256"},
        {"ETag": TAG, "ServerSideEncryption": "AES256", "StorageClass": "EXPRESS_ONEZONE"},
        {"ETag": f'"{"0" * 32}-3"', "ServerSideEncryption": "AES256"},  # of several parts
        {"ETag": f'"{"0" * 32}-3"', "ChecksumCRC32": "AAAAAA==-3"},
        {"ETag": '"x"', "ServerSideEncryption": "AES256", "ChecksumCRC64NVME": "AAAAAAAAAAA="},
    ],
)
def test_what_is_no_sum_of_the_bytes_is_not_taken_for_one(found: dict[str, Any]) -> None:
    assert checksum_of(found) is None
