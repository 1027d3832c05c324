"""Phrases: what others' words say of ours, which contradicts nothing, and never enlarges where nobody asked."""

import pytest

from handler.dialects import native
from handler.dialects.native.phrases import GROW, PHRASES, UNGROWN, said_in
from handler.dialects.native.spellings import ALIASES, FOREIGN, HINTS
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError, InvalidParameter

SAME = {
    "width=300&height=200&quality=60&fmt=webp": "w=300&h=200&q=60&fm=webp",
    "wid=300&hei=200&qlt=60": "w=300&h=200&q=60",
    "imwidth=300": "w=300",
    "w=300&force_format=webp": "w=300&fm=webp",
    "aspect_ratio=16:9&width=320": "ar=16:9&w=320",
    "width=300&height=200&aspect_ratio=300%3A200": "w=300&h=200&fit=crop",
    "width=300&height=201&aspect_ratio=3:2&fit=min": "w=300&h=201&fit=min",
    "w=300&format=auto": "w=300&auto=format",
    "w=300&format=optimal&auto=compress": "w=300&auto=compress,format",
    "w=300&auto=webp": "w=300",
    "w=300&fm=png8": "w=300&fm=png&colors=256",
    "w=300&h=200&crop=1": "w=300&h=200&fit=crop",
    "w=300&h=200&crop=0": "w=300&h=200",
    "w=300&h=200&crop=CENTER": "w=300&h=200&fit=crop",
    "w=300&h=200&fit=cover&crop=center": "w=300&h=200&fit=crop",
    "w=300&sharp=true": "w=300&sharp=10",
    "w=300&sharp=false": "w=300",
    "width=300&height=200&withoutEnlargement=true&fit=cover": "w=300&h=200&fit=min",
    "width=300&withoutEnlargement=true": "w=300",
    "width=300&withoutEnlargement=false&fit=clip": "w=300&fit=clip",
    "width=300&height=200&fit=crop&disable=upscale": "w=300&h=200&fit=min",
    "width=300&height=200&fit=fill&disable=upscale": "w=300&h=200&fit=fillmax",
    "width=300&height=200&fit=max&disable=upscale": "w=300&h=200&fit=max",
    "width=300&enable=upscale": "w=300&fit=clip",
    "width=300&height=200&fit=min&enable=upscale": "w=300&h=200&fit=crop",
    "width=300&height=200&fit=scale&enable=upscale": "w=300&h=200&fit=scale",
    "width=300&ar=1:1&enable=upscale": "w=300&ar=1:1",
    "w=300&h=200&org_if_sml=1&fit=clip": "w=300&h=200",
    "resize=300,200": "w=300&h=200&fit=crop",
    "width=300&height=200&resize=cover": "w=300&h=200&fit=crop",
    "width=300&height=200&rmode=pad": "w=300&h=200&fit=fill",
    "width=300&height=200&func=bound": "w=300&h=200&fit=clip",
    "w=300&h=200&scale.option=noup": "w=300&h=200",
    "w=300&h=200&nf_resize=smartcrop": "w=300&h=200&crop=smart",
}

WRONG = {
    "w=9&h=9&fit=max&crop=1": "fit and crop contradict each other",
    "w=9&h=9&fit=scale&disable=upscale": "fit=scale cannot be had without enlarging",
    "w=9&rmode=pad&func=crop": "rmode and func contradict each other",
    "w=9&rmode=pad&rmode=pad": "rmode is given more than once",
    "w=9&rmode=min": "rmode=min: it is crop, pad, boxpad, max, stretch; w and h say the size",
    "w=9&resize=contain": "resize=contain: it is cover, fill",
    "resize=a,9": "w=a: must be",
    "w=9&withoutEnlargment=true": "did you mean withoutEnlargement?",
    "rmode=pad": "fit says nothing alone",
    "w=9&h=9&aspect_ratio=2:1": "ar completes a missing side",
    "w=9&h=9&ar=1:1": "ar completes a missing side",
    "w=9&h=9&aspect_ratio=0:1": "ar=0:1",
    "w=0.5&h=9&aspect_ratio=1:1": "ar completes a missing side",
    "w=9&fm=best": "leave fm out",
}


def test_the_words_of_others_mean_what_all_of_them_mean_by_it() -> None:
    for query, same in SAME.items():
        assert native.parse(query, "a.jpg") == native.parse(same, "a.jpg"), query


def test_what_contradicts_or_means_nothing_is_named() -> None:
    for query, said in WRONG.items():
        with pytest.raises(ImageError) as caught:
            native.parse(query, "a.jpg")
        assert caught.value.status == 400
        assert said in caught.value.detail, (query, caught.value.detail)


def test_a_phrase_says_parameters_that_there_are_and_hides_no_value() -> None:
    words = vocabulary()
    for name, phrases in PHRASES.items():
        assert name not in ALIASES
        assert name not in FOREIGN
        assert set(phrases) == {text.lower() for text in phrases}
        for text, phrase in phrases.items():
            assert set(said_in(phrase)) <= {*words, GROW}
            assert (name, text) not in HINTS
    assert set(UNGROWN) | set(UNGROWN.values()) <= {"crop", "min", "clip", "max", "fill", "fillmax"}


def test_where_no_size_can_be_said_there_is_no_phrase() -> None:
    with pytest.raises(InvalidParameter, match="there is no parameter 'rmode'"):
        native.parse("mark=owl.png%3Frmode%3Dpad&w=9", "a.jpg")


def test_a_word_of_a_client_passes_unsigned_as_ours_does() -> None:
    assert native.parse("imwidth=300", "a.jpg").recipe == native.parse("w=300", "a.jpg").recipe
