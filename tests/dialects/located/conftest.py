"""What tests of doors that fetch by URL share: another host."""

from tests.support.origins.fixtures import origin

__all__ = ["origin"]
