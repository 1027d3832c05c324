"""Playback: how many frames a second, in which direction and how often, in every format that moves."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.config.settings import INPUTS
from handler.core.formats.catalogue import FORMATS, ROUND_TRIP
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.errors import InvalidParameter
from handler.rendering.opening import opened
from handler.rendering.plan import plan
from handler.rendering.playback import SECOND, played_back, thinned
from handler.rendering.render import Rendered, render
from tests.support.images.image_files import apart, decoded, encoded, film

MOVING: list[FormatName] = [name for name in ROUND_TRIP if FORMATS[name].animation]
TIMES = (100, 50, 70, 400, 30, 30, 60, 100)
SIZE = Size(1, 1)


def stream_of(*durations: int) -> Iterator[Frames]:
    for number, duration in enumerate(durations):
        yield Frames((Image.new("L", SIZE, number),), SIZE, durations=(duration,))


def numbers(frames: list[Frames]) -> list[int]:
    return [int(each.first.getpixel((0, 0))) for each in frames]  # type: ignore[arg-type]


def of_film(kind: FormatName, query: str, loop: int = 0) -> Rendered:
    data = encoded(film(len(TIMES)), kind, durations=TIMES, loop=loop)
    recipe = native.parse(query, "film").recipe
    return render(recipe, fetch=lambda _: source_file_of(data, "1"), limits=Limits(), accepted=INPUTS)


def places(body: bytes) -> list[int]:
    """Return which frame of `film` each frame shows, by where the middle of its square is brightest."""
    shown, model = decoded(body, moving=True).images, [image.convert("RGB") for image in film(len(TIMES))]
    return [min(range(len(model)), key=lambda at: apart(image.convert("RGB"), model[at])) for image in shown]


@given(st.lists(st.integers(11, 900), min_size=1, max_size=40), st.floats(0.1, 100))
def test_there_are_no_more_frames_a_second_and_all_takes_as_long_as_before(times: list[int], fps: float) -> None:
    kept = list(thinned(lambda: stream_of(*times), fps)())
    starts = [sum(each.durations[0] for each in kept[:at]) for at in range(len(kept))]
    beats = [int(start * fps / SECOND) for start in starts]
    assert len(set(beats)) == len(beats), "no two frames begin in one beat"
    assert sum(each.durations[0] for each in kept) == sum(times)
    assert numbers(kept) == sorted(numbers(kept))
    assert numbers(kept)[0] == 0
    assert starts == [sum(times[:number]) for number in numbers(kept)], "what is kept begins when it began"


def test_what_is_slow_enough_stays_as_it_is() -> None:
    times = [100] * 7
    assert [each.durations[0] for each in thinned(lambda: stream_of(*times), 10)()] == times
    assert numbers(list(thinned(lambda: stream_of(*times), 5)())) == [0, 2, 4, 6]
    stream = lambda: stream_of(*times)  # noqa: E731 - the same one comes back
    assert thinned(stream, None) is stream


def test_backwards_every_frame_keeps_its_own_time() -> None:
    frames = Frames(tuple(film(3)), Size(60, 40), durations=(10, 20, 30), loop=4)
    back = played_back(frames, Output(reverse=True))
    assert (back.images, back.durations, back.loop) == (frames.images[::-1], (30, 20, 10), 4)
    assert played_back(frames, Output()) == frames
    assert played_back(frames, Output(loop=2)).loop == 2


@pytest.mark.parametrize("name", MOVING)
def test_in_every_moving_format_frames_are_picked_reversed_and_timed_as_asked(name: FormatName) -> None:
    """Of colour alone, GIF merges equal frames, so the film's differ."""
    whole = of_film("png", f"fm={name}")
    assert places(whole.body) == list(range(8))
    assert decoded(whole.body, moving=True).durations == TIMES
    part = of_film("png", f"fm={name}&frames=2-6&interval=2&reverse=true")
    assert places(part.body) == [6, 4, 2]
    assert decoded(part.body, moving=True).durations == (60, 30, 70)
    assert part.frames == part.plan.frames == 3
    slow = of_film("png", f"fm={name}&fps=5")
    assert decoded(slow.body, moving=True).durations == (220, 400, 220)
    assert places(slow.body) == [0, 3, 4]


@pytest.mark.parametrize("name", MOVING)
def test_it_plays_as_often_as_asked_and_else_as_the_stored_one(name: FormatName) -> None:
    for loop in (0, 1, 3):
        assert decoded(of_film("gif", f"fm={name}&loop={loop}").body, moving=True).loop == loop
    assert decoded(of_film("gif", f"fm={name}", loop=2).body, moving=True).loop == 2


@pytest.mark.parametrize("kind", MOVING)
def test_every_kind_of_stored_animation_gives_the_part_that_is_asked_for(kind: FormatName) -> None:
    assert places(of_film(kind, "fm=png&frames=3-5").body) == [3, 4, 5]
    assert places(of_film(kind, "fm=png&interval=3").body) == [0, 3, 6]
    for query in ("fm=jpg&frames=3-5", "fm=png&frames=3-3"):
        still = of_film(kind, query)
        assert (still.frames, still.plan.frames, places(still.body)) == (1, 1, [3])
    with pytest.raises(InvalidParameter, match="frames: 8 was asked for, but the picture has 8 frames, 0 to 7"):
        of_film(kind, "frames=2-8")


def test_an_excerpt_costs_no_more_than_all_and_no_less_than_what_is_drawn_for_it() -> None:
    data = encoded(film(8), "gif", durations=TIMES)

    def work(query: str) -> float:
        recipe = native.parse(query, "film").recipe
        with opened(recipe.source, lambda _: source_file_of(data, "1"), Limits(), INPUTS) as picture:
            return plan(recipe, picture).work

    assert work("fm=gif&frames=0-1") < work("fm=gif&frames=6-7") <= work("fm=gif")
    assert work("fm=jpg&frames=6-7") > work("fm=jpg&frame=0")
