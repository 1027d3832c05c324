"""Counts the S3 calls that a block sends, through botocore's clients and through the reader."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from handler.storage import s3_client
from handler.storage.bucket_location import PLACEHOLDER, BucketLocation
from handler.storage.object_reader import ObjectReader, Operation

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class ReadCall(NamedTuple):
    """A call that is about to be sent. name: as botocore has it. key, asked: of those that the reader sends."""

    name: str
    key: str
    asked: Mapping[str, str]


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

    def sending(event_name: str, request: Any, **_: object) -> None:
        if not request.url.endswith(PLACEHOLDER):  # which is never sent
            note(model=ReadCall(event_name.rpartition(".")[2], "", {}))

    for each in clients:
        each.meta.events.register("before-send.s3", sending)
    try:
        with reading(lambda call: note(model=call)):
            yield
    finally:
        for each in clients:
            each.meta.events.unregister("before-send.s3", sending)


@contextmanager
def reading(note: Callable[[ReadCall], object]) -> Iterator[None]:
    """Call `note` just before each call that the reader sends itself; what it raises is as if S3 had answered so."""
    send = ObjectReader.send

    def noting(
        reader: ObjectReader, operation: Operation, place: BucketLocation, key: str, asked: Mapping[str, str], *who: Any
    ) -> Any:
        note(ReadCall(operation, key, asked))
        return send(reader, operation, place, key, asked, *who)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ObjectReader, "send", noting)
        yield
