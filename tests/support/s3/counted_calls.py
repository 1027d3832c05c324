"""Counts the S3 calls that a block sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handler.storage import s3_client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@contextmanager
def counted(client: "S3Client") -> Iterator[list[str]]:
    """Collect `GetObject`, `HeadObject` and so on, as a client and those of the product send them."""
    calls: list[str] = []
    with watched(client, lambda model, **_: calls.append(model.name)):
        yield calls


@contextmanager
def watched(client: "S3Client", note: Callable[..., None]) -> Iterator[None]:
    """Call `note` before each call that a client, or one of the product's as they are now, sends."""
    clients = {client, s3_client.hasty(), s3_client.s3()}  # which are others than a fixture's once they were forgotten
    for each in clients:
        each.meta.events.register("before-call.s3", note)
    try:
        yield
    finally:
        for each in clients:
            each.meta.events.unregister("before-call.s3", note)
