"""What the tests of storage share: S3 behind a proxy that spoils its answers, and an empty bucket."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from handler.storage.bucket import Bucket
from tests.support.faults.fixtures import calm, quick
from tests.support.origins.fixtures import origin

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["calm", "origin", "quick"]


@pytest.fixture
def place(store: "S3Client") -> Iterator[Bucket]:
    """An empty bucket, of which a prefix is used."""
    name = f"place-{uuid4()}"
    store.create_bucket(Bucket=name)
    yield Bucket(name, "in/")
    for found in store.list_objects_v2(Bucket=name).get("Contents", []):
        store.delete_object(Bucket=name, Key=found["Key"])
    store.delete_bucket(Bucket=name)
