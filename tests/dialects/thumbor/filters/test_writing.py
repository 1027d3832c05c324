"""Arguments that would be mistaken are encoded."""

import pytest

from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.filters.writing import quoted_argument
from handler.dialects.thumbor.source import plain_name


@pytest.mark.parametrize("text", ["a.png", "a/b-c_d.png", "a,b", "a(b", "it's", " a", "b64:YQ", "http://a", "[x]", "é"])
def test_an_argument_comes_back_as_it_was(text: str) -> None:
    said = path_words(f"filters:x({quoted_argument(text)})/a").filters[0]
    assert [plain_name(each) for each in said.arguments] == [text]
