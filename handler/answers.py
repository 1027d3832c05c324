"""Answers: from a parsed request to a response: the gate, the store, the renderer, the headers."""

import os
from collections.abc import Callable
from threading import BoundedSemaphore

from starlette.responses import Response

from handler import codecs, responses
from handler.blob import Blob
from handler.dialects.native import Parsed
from handler.errors import NotFound
from handler.gate import Door, Request, allow
from handler.geometry import Size
from handler.plan import Picture, plan
from handler.recipe import Posted, Recipe, Source, Stored
from handler.render import opened, render
from handler.settings import Settings
from handler.sources import Sources

SNIFFED_BYTES = 64
"""How many leading bytes tell a file's kind."""


class Answers:
    """One application's answers. A bounded number of renders run at once: as many as there are cores."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is opened yet."""
        self.settings = settings
        self.sources = Sources(settings.source)
        self.renders = BoundedSemaphore(os.cpu_count() or 1)

    def picture(self, parsed: Parsed, door: Door, *, room: int | None, upload: Blob | None = None) -> Response:
        """Answer what was asked: the rendered picture, its facts, or the original. room: bytes the front can carry."""
        recipe, delivery = parsed
        if delivery.view == "info":
            return self.info(parsed)
        allow(Request(door, original=delivery.view == "original"), recipe, self.settings)
        if delivery.view == "original" and isinstance(recipe.source, Stored):
            return self._original(recipe.source, parsed, room)
        versions: list[str] = []
        with self.renders:
            rendered = render(
                recipe,
                fetch=self._fetching(versions, upload),
                limits=self.settings.limits,
                accepted=self.settings.inputs,
            )
        digest = recipe.digest(tuple(versions), codecs.engine())
        return responses.picture(rendered, delivery, digest=digest, room=room)

    def info(self, parsed: Parsed) -> Response:
        """Answer facts of the source and the predicted result, from headers alone."""
        recipe, delivery = parsed
        allow(Request("info"), recipe, self.settings)
        versions: list[str] = []
        blobs: list[Blob] = []

        def fetch(source: Source) -> Blob:
            blob = self._fetching(versions, None)(source)
            blobs.append(blob)
            return blob

        with opened(recipe.source, fetch, self.settings.limits, self.settings.inputs) as picture:
            content = _facts(recipe, picture)
        if isinstance(recipe.source, Stored):
            content["source"] |= {"key": recipe.source.key, "bytes": blobs[0].size, "version": blobs[0].version}
        return responses.facts({**content, "digest": recipe.digest(tuple(versions), codecs.engine())}, delivery)

    def _original(self, source: Stored, parsed: Parsed, room: int | None) -> Response:
        with self.sources.fetch(source.key) as blob:
            self.settings.limits.check_bytes(blob.size)
            kind = codecs.sniff(blob.read(SNIFFED_BYTES))
            blob.seek(0)
            return responses.original(blob.read(), codecs.FORMATS[kind].media_type, parsed.delivery, room=room)

    def _fetching(self, versions: list[str], upload: Blob | None) -> Callable[[Source], Blob]:
        def fetch(source: Source) -> Blob:
            if isinstance(source, Stored):
                blob = self.sources.fetch(source.key)
                versions.append(blob.version)
                return blob
            if isinstance(source, Posted) and upload is not None:
                return upload
            raise NotFound("there is no such picture")

        return fetch


def _facts(recipe: Recipe, picture: Picture) -> dict[str, dict[str, object]]:
    planned = plan(recipe, picture)
    result = planned.sizes[-1]
    source = {**_sides(picture.size), **{name: getattr(picture, name, None) for name in SOURCE_FACTS}}
    return {
        "source": {name: fact for name, fact in source.items() if fact is not None},
        "result": {
            **_sides(result),
            "exact": not any(op.depends and op.size(result) == result for op in recipe.ops),
            "format": planned.format,
            "media_type": codecs.FORMATS[planned.format].media_type,
            "frames": planned.frames,
            "alpha": planned.alpha,
            "memory": planned.memory,
            "work": round(planned.work, 3),
        },
    }


SOURCE_FACTS = ("format", "mode", "frames", "alpha", "orientation", "profile")


def _sides(size: Size) -> dict[str, object]:
    return {"width": size.width, "height": size.height}
