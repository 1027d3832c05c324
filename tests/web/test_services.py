"""Services: made of settings alone, without a connection, and what they remember."""

from dataclasses import FrozenInstanceError

import pytest

from handler.config.settings import Settings
from handler.core.geometry import Size
from handler.storage import s3_client
from handler.web import services
from handler.web.services import RenditionLengths, services_of


def test_making_them_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise AssertionError("a client was made")

    monkeypatch.setattr(s3_client, "s3", explode)
    monkeypatch.setattr(s3_client, "hasty", explode)
    made = services_of(Settings(source="s3://pictures", results="s3://results/kept"))
    assert set(made.sources.places) == {""}
    assert made.results is not None
    assert made.gate.settings is made.settings


def test_without_a_bucket_for_them_no_results_are_kept() -> None:
    assert services_of(Settings(source="s3://pictures")).results is None


def test_they_are_not_changed_once_they_are_made() -> None:
    made = services_of(Settings())
    with pytest.raises(FrozenInstanceError):
        made.results = None  # type: ignore[misc]


def test_two_applications_share_nothing_that_is_remembered() -> None:
    one, other = (services_of(Settings()) for _ in range(2))
    assert one.failures is not other.failures
    assert one.lengths is not other.lengths


def test_the_lengths_of_the_latest_renditions_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_LENGTHS", 2)
    lengths = RenditionLengths()
    for length, digest in enumerate("abc"):
        lengths.remember(digest, "webp", length, Size(3, 2))
    assert [lengths.get(digest) for digest in "abc"] == [None, ("webp", 1, (3, 2)), ("webp", 2, (3, 2))]
