"""What the tests of jobs share: a bucket, and workers for it."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from handler.config.settings import Settings
from handler.jobs.worker import Worker
from tests.support.origins.fixtures import origin
from tests.support.shop import PRESETS, Make

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["origin"]


@pytest.fixture
def shop(store: "S3Client") -> Iterator[str]:
    name = "shop"
    store.create_bucket(Bucket=name)
    yield name
    for found in store.list_objects_v2(Bucket=name).get("Contents", []):
        store.delete_object(Bucket=name, Key=found["Key"])
    store.delete_bucket(Bucket=name)


@pytest.fixture
def make(shop: str) -> Make:
    def made(presets: dict[str, Any] = PRESETS, **more: Any) -> Worker:
        settings = {"source": f"s3://{shop}/in", "results": f"s3://{shop}/out", "presets": json.dumps(presets), **more}
        return Worker(Settings(**settings))

    return made
