"""Queries: one parameter is taken out, and the rest stays as it was sent."""

import pytest

from handler.dialects.chains.queries import bare_parameter, one_parameter
from handler.errors import RepeatedParameter


def test_one_parameter_is_taken_out() -> None:
    assert one_parameter("s=%41&tr=a%2Fb&&v=2", "tr") == ("a/b", "s=%41&v=2")
    assert one_parameter("s=1", "tr") == (None, "s=1")
    assert bare_parameter("s=%41&mogr/a%3E&v=2", "mogr/") == ("a>", "s=%41&v=2")
    assert bare_parameter("mogr/a=b", "mogr/") == (None, "mogr/a=b")


def test_it_is_there_once() -> None:
    with pytest.raises(RepeatedParameter, match="tr"):
        one_parameter("tr=1&tr=2", "tr")
    with pytest.raises(RepeatedParameter, match="mogr"):
        bare_parameter("mogr/a&mogr/b", "mogr/")
