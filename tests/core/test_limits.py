"""Limits: each has a name and a number, which one text can set."""

import pytest

from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.aws.template import ROOT, function_properties


def test_bytes_are_judged_before_anything_is_read() -> None:
    Limits().check_bytes(100_000_000)
    with pytest.raises(TooLarge, match="bytes"):
        Limits().check_bytes(100_000_001)


def test_limits_are_read_from_one_text() -> None:
    limits = Limits.read("side=8000, work=0.5,source-side=100")
    assert (limits.side, limits.work, limits.source_side) == (8000, 0.5, 100)
    assert limits.area == Limits().area


@pytest.mark.parametrize(
    "text", ["size=1", "side=0", "side=-1", "side=x", "side", "side=1,side=2", "work=inf,side=1.5"]
)
def test_a_wrong_limit_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"size|side|limit"):
        Limits.read(text)


def test_the_defaults_are_what_the_function_of_the_template_carries_everywhere() -> None:
    """Two of them take part in the choice of a format, and so in the addresses of results."""
    defaults = Limits()
    for name in ("Images", "Worker"):
        megabytes = function_properties(name)["MemorySize"]
        assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(megabytes)}).limits == defaults
    page = (ROOT / "docs" / "deploy.md").read_text()
    for limit, unit in (("memory", " MB"), ("side", ""), ("area", ""), ("work", " s")):
        value = getattr(defaults, limit)
        shown = f"{value:,}" if limit == "area" else f"{value:g}"
        assert f"| `{limit}` | {shown}{unit} |" in page
