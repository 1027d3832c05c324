"""Counts the S3 calls that a block sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from handler.storage import s3_client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@contextmanager
def counted(client: "S3Client") -> Iterator[list[str]]:
    """Collect `GetObject`, `HeadObject` and so on, as a client and those of the product send them."""
    calls: list[str] = []

    def note(model: Any, **_: Any) -> None:
        calls.append(model.name)

    clients = {client, s3_client.hasty(), s3_client.s3()}
    for each in clients:
        each.meta.events.register("before-call.s3", note)
    try:
        yield calls
    finally:
        for each in clients:
            each.meta.events.unregister("before-call.s3", note)
