"""Portraits: what /info tells of faces, where it is asked to: a small reduction is decoded for that."""

from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from handler import codecs
from handler.analysis import faces
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Stored
from handler.ops._crops import require_faces
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.picture import Picture
from handler.rendering.pipeline import apply_ops
from handler.rendering.plan import plan
from handler.runtime.admission import Admission


@cache
def found_faces() -> Recipe:
    """Return what is looked at: of an animation the first frame."""
    resize = Resize(w=faces.CLOSER, h=faces.CLOSER)
    return Recipe.of(Stored(key="faces"), (resize,), Output(formats=("jpg",)))  # which does not move


def faces_told(picture: Picture, limits: Limits, load: Admission | None = None) -> dict[str, Any]:
    """Return the faces of a picture whose header has been read, the largest first.

    `exact` says whether it was looked at at its full size; else small faces can be missed. `found` has of each the box,
    the score (0 to 1) and the points, in pixels of the upright picture. InvalidParameter without the extra, TooLarge
    past a limit, before a pixel is decoded.
    """
    require_faces("faces")
    planned = plan(found_faces(), picture, limits)
    size, more = picture.size, faces.detector_ms(picture.size, faces.CLOSER) / 1000
    memory = planned.memory + faces.detector_memory(size, faces.CLOSER)
    planned = replace(planned, memory=memory, work=planned.work + more)
    check(planned, limits)
    with load.carrying(planned.memory, planned.work) if load else nullcontext():
        frames = codecs.straight(picture.decode(planned.needed, moving=False))
        image = apply_ops(found_faces().ops, frames).first
        found = faces.find(image, size, glance=faces.CLOSER, least=faces.POSSIBLE)
    return {"exact": max(size) <= faces.CLOSER, "found": [*map(_told, found)]}


def _told(face: faces.DetectedFace) -> dict[str, Any]:
    left, top, right, bottom = (int(edge + 0.5) for edge in face.box)
    box = {"left": left, "top": top, "width": max(1, right - left), "height": max(1, bottom - top)}
    points = {name: [int(x + 0.5), int(y + 0.5)] for name, (x, y) in zip(faces.POINTS, face.points, strict=True)}
    return {"box": box, "score": face.score, "points": points}
