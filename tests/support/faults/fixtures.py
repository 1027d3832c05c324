"""Fixtures of tests that spoil what S3 answers; a conftest.py that imports them has them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.faults.site import Site, hurried, parameters, site

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def calm(store: "S3Client") -> Iterator[Site]:
    """S3 behind a proxy that spoils its answers, and an application before it."""
    with site(store) as found:
        yield found


@pytest.fixture
def quick(calm: Site, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The same, for one test: it remembers nothing, and waits less where the test is of a silence."""
    with hurried(calm, *parameters(request)) as found:
        yield found
