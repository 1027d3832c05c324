"""Shop: the bucket `shop` as its owner sees it: pictures under `in`, what a worker leaves under `out`, and events."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from handler.core.source import Stored
from handler.jobs.worker import Worker
from handler.rendering.identity import folder
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PRESETS: dict[str, Any] = {
    "small": "w=60&fm=webp",
    "any": "w=50",
    "still": "w=40&frame=0&fm=webp",
    "lying": "w=40&or=6&fm=jpg",
    "full": "rect=0,0,240,160&rot=10&fm=png",
    "named": {"query": "w=30", "to": "{preset}/{stem}.{ext}"},
}
Make = Callable[..., Worker]
"""Makes a worker of presets, and of settings beside those of the shop."""


def event(*keys: str) -> dict[str, Any]:
    """Return what S3 says of these objects."""
    records = [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "shop"}, "object": {"key": key}}} for key in keys]
    return {"Records": records}


def queue(*keys: str) -> dict[str, Any]:
    """Return the same from a queue, a message each, named like its object."""
    bodies = [json.dumps(event(key)) for key in keys]
    return {
        "Records": [
            {"eventSource": "aws:sqs", "messageId": key, "body": each} for key, each in zip(keys, bodies, strict=True)
        ]
    }


def failures(answer: dict[str, Any]) -> list[str]:
    """Return the messages that are to come again."""
    assert set(answer) == {"batchItemFailures"}
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def upload(store: "S3Client", key: str, body: bytes | str) -> None:
    """Store bytes, or a sample."""
    store.put_object(Bucket="shop", Key=key, Body=(SAMPLES / body).read_bytes() if isinstance(body, str) else body)


def lying(store: "S3Client", prefix: str = "out/") -> dict[str, bytes]:
    """Return what lies under a prefix."""
    found = store.list_objects_v2(Bucket="shop", Prefix=prefix).get("Contents", [])
    return {each["Key"]: store.get_object(Bucket="shop", Key=each["Key"])["Body"].read() for each in found}


def manifest(store: "S3Client", key: str) -> dict[str, Any]:
    """Return the manifest of a key, as it lies there."""
    body = store.get_object(Bucket="shop", Key=f"out/{folder(Stored(key=key))}/facts.json")["Body"].read()
    said: dict[str, Any] = json.loads(body)
    return said
