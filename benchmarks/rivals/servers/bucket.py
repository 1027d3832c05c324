"""S3 for the servers of Python: one client that keeps its connections, and an object with its tag."""

import os
from typing import NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from fastapi import HTTPException, Request, Response

CLIENT = boto3.client("s3", config=Config(s3={"addressing_style": "path"}, max_pool_connections=20))
BUCKET = os.environ["BUCKET"]
END = '"'


class Found(NamedTuple):
    """An object: its bytes, and what an answer made of it says in its head."""

    data: bytes
    kind: str
    headers: dict[str, str]


def get(key: str, request: Request) -> Found:
    """Read an object; where the client has what would be made of it, S3 is asked whether it is the same: 304.

    The entity tag is S3's own and the query, so that a 304 needs no picture.
    """
    query = f"?{request.url.query}" if request.url.query else ""
    tag = request.headers.get("if-none-match", "")
    known = {"IfNoneMatch": tag.removesuffix(query + END) + END} if tag.endswith(query + END) else {}
    try:
        found = CLIENT.get_object(Bucket=BUCKET, Key=key, **known)
    except ClientError as error:
        raise HTTPException(error.response["ResponseMetadata"]["HTTPStatusCode"]) from error
    tag = found["ETag"].removesuffix(END) + query + END
    return Found(found["Body"].read(), found["ContentType"], {"etag": tag, "cache-control": "public, max-age=86400"})


def original(found: Found) -> Response:
    """Answer with an object as it is."""
    return Response(found.data, media_type=found.kind, headers=found.headers)
