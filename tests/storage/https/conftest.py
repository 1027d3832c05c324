"""What the tests of other hosts share: one of them."""

from tests.support.origins.fixtures import origin

__all__ = ["origin"]
