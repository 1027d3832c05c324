"""Clusters: what a reader takes for one character stays one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.typography.clusters import clusters


@pytest.mark.parametrize(
    "text",
    [
        "a|b|c",
        "e\u0301|a",
        "q\u0303\u0323|x",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467|a",
        "\U0001f44d\U0001f3fd|\U0001f44d",
        "\U0001f1ef\U0001f1f5|\U0001f1e9\U0001f1ea",
        "\u2764\ufe0f|a",
        "क्षि|क",
        "द्ध्र|य",
        "प्र|ता|प",
        "กำ|ลั|ง",
        "שָׁ|לוֹ".replace("לוֹ", "ל|וֹ"),
        "각|ᄀ\u1161\u11a8|가",
        "\r\n|a",
        "ب\u064e|ت",
    ],
)
def test_a_text_falls_into_what_a_reader_takes_for_characters(text: str) -> None:
    plain = text.replace("|", "")
    assert "|".join(plain[start:end] for start, end in clusters(plain)) == text


@given(st.text(max_size=60))
def test_clusters_are_the_whole_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in clusters(text)) == text
