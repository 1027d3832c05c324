"""What the tests of the web share: another host, of which pictures are fetched."""

from tests.support.origins.fixtures import origin

__all__ = ["origin"]
