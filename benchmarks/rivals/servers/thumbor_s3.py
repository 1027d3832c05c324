"""S3 for thumbor: it loads pictures, and keeps results where RESULTS names a bucket. boto3 runs in a thread."""

import asyncio
import os
from datetime import datetime
from hashlib import sha1
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from thumbor.loaders import LoaderResult
from thumbor.result_storages import BaseStorage, ResultStorageResult

CLIENT = boto3.client("s3", config=Config(s3={"addressing_style": "path"}, max_pool_connections=20))
BUCKET = os.environ["BUCKET"]
RESULTS = os.environ.get("RESULTS", "")


def read(bucket: str, key: str) -> tuple[bytes, datetime] | None:
    """Return an object and its time; None where there is none."""
    try:
        found = CLIENT.get_object(Bucket=bucket, Key=key)
    except ClientError:
        return None
    return found["Body"].read(), found["LastModified"]


async def load(_: Any, path: str) -> LoaderResult:  # noqa: ANN401 - thumbor's own
    """Load a picture, as thumbor calls a loader."""
    found = await asyncio.to_thread(read, BUCKET, path)
    if found is None:
        return LoaderResult(successful=False, error=LoaderResult.ERROR_NOT_FOUND)
    metadata = {"size": len(found[0]), "updated_at": found[1]}
    return LoaderResult(buffer=found[0], successful=True, metadata=metadata)


class Storage(BaseStorage):
    """Keeps results, as thumbor calls a result storage."""

    def key(self) -> str:
        """Return where the result of this request lies."""
        return sha1(self.context.request.url.encode()).hexdigest()  # noqa: S324 - an address, no secret

    async def put(self, image_bytes: bytes) -> None:
        """Keep a result."""
        await asyncio.to_thread(CLIENT.put_object, Bucket=RESULTS, Key=self.key(), Body=image_bytes)

    async def get(self) -> ResultStorageResult | None:
        """Return a result that is kept."""
        found = await asyncio.to_thread(read, RESULTS, self.key())
        if found is None:
            return None
        return ResultStorageResult(buffer=found[0], metadata={"LastModified": found[1], "ContentLength": len(found[0])})
