"""The Cache-Control of all answers: what is one, and what is wrong with what is none."""

import pytest

from handler.config.cache_control import CACHED, check_cache_control
from handler.config.settings import Settings


@pytest.mark.parametrize(
    "text",
    [
        CACHED,
        "no-store",
        "max-age=0",
        "Public,Max-Age=60",
        "public ,\tmax-age=60",
        'private="set-cookie, x-a", no-cache',
        r'community="a \"quoted\" word, and more", max-age=1',
        "max-age=60, x-own=a.b",
        "immutable",
    ],
)
def test_directives_are_right(text: str) -> None:
    assert check_cache_control(text) == text
    assert Settings.read({"TINTYPE_CACHE_CONTROL": text}).cache_control == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("public max-age=60", "'public max-age=60' is no directive: each is a word or word=value, with commas between"),
        ("public; max-age=60", "'public; max-age=60' is no directive"),
        ("public, max-age = 60", "'max-age = 60' is no directive"),
        ("max-age=60, a day", "'a day' is no directive"),
        ("public,, max-age=60", "'' is no directive"),
        ("public,", "'' is no directive"),
        (" ", "'' is no directive"),
        ("max-age=60\nset-cookie: a=1", r"'max-age=60\nset-cookie: a=1' is no directive"),
        ("max-age=60\n", "'max-age=60' is no directive"),
        ("max-age=6０", "'max-age=6０' is no directive"),
        ('private="set-cookie', "'private=\"set-cookie' is no directive"),
        ("Cache-Control: public", "'Cache-Control: public' is no directive"),
        ("max-age", "max-age needs a number of seconds, as max-age=86400"),
        ("public, max-age=1d", "max-age needs a number of seconds"),
        ('s-maxage="60"', "s-maxage needs a number of seconds"),
        ("stale-if-error=-1", "stale-if-error needs a number of seconds"),
    ],
)
def test_what_is_wrong_is_named_with_its_variable(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"is no directive|needs a number") as refused:
        Settings.read({"TINTYPE_CACHE_CONTROL": text})
    assert str(refused.value).startswith(f"TINTYPE_CACHE_CONTROL: {said}")
