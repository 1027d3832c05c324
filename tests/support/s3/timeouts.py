"""How long the product waits for S3, and that tests wait longer: a machine that is busy is no store that is silent."""

from types import ModuleType
from typing import NamedTuple

import pytest

from handler.storage import download, s3_client
from tests.support.waiting import PATIENCE


class Timeout(NamedTuple):
    """A module's constant that bounds the waiting for a byte or an answer. seconds: as the product has it."""

    module: ModuleType
    name: str
    seconds: float


TIMEOUTS = tuple(
    Timeout(module, name, getattr(module, name))
    for module, name in (
        *((s3_client, "READ_SECONDS"), (s3_client, "CONNECT_SECONDS"), (s3_client, "PATIENT_READ_SECONDS")),
        *((s3_client, "PATIENT_CONNECT_SECONDS"), (download, "READ_SECONDS"), (download, "SLOW_SECONDS")),
        (download, "MOST_SECONDS"),
    )
)


def lengthen(patch: pytest.MonkeyPatch) -> None:
    """Wait until what comes has come."""
    for each in TIMEOUTS:
        patch.setattr(each.module, each.name, PATIENCE)


def shorten(patch: pytest.MonkeyPatch, part: float) -> None:
    """Wait for this part of the time that the product waits."""
    for each in TIMEOUTS:
        patch.setattr(each.module, each.name, part * each.seconds)
