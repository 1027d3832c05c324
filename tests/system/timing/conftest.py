"""What the measurements take from the tests of the gate: an application whose S3 misbehaves, and Lambda's fronts."""

from tests.system.cases.conftest import calm, quick, through

__all__ = ["calm", "quick", "through"]
