"""The words of the native dialect: each of one meaning, read as its field has it."""

from typing import Any

import pytest

from handler.core import query_string
from handler.core.delivery import Signature
from handler.dialects.literals import Malformed
from handler.dialects.native import spellings
from handler.dialects.native.vocabulary import DECLARED, MOST_PARTS, alone, vocabulary
from handler.generators import GENERATORS


@pytest.mark.parametrize("kind", GENERATORS)
def test_a_generators_own_parameters_share_no_name_with_the_native_ones(kind: Any) -> None:
    own = {mark.name for mark, _ in kind.params().values()}
    assert not own & (set(vocabulary()) | set(spellings.ALIASES) | query_string.TRACKING | {"s", "expires", "preset"})


def test_a_word_is_read_and_written_back() -> None:
    for name, text in (("w", "300"), ("w", "0.5"), ("rect", "0,0,0.5,9"), ("lossless", "true"), ("blur", "2.5")):
        word = vocabulary()[name][0]
        assert word.write(word.read(text)) == text


def test_alone_has_the_words_of_these_declarations_and_no_others() -> None:
    assert set(alone(Signature)) == {"s"}
    assert set(alone(*DECLARED)) == set(vocabulary())


def test_a_list_that_is_too_long_is_not_looked_at() -> None:
    with pytest.raises(Malformed, match=f"no list of more than {MOST_PARTS}"):
        vocabulary()["rect"][0].read("," * MOST_PARTS)
