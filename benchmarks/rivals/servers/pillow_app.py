"""Pillow, FastAPI and boto3, as a good small server: /KEY?w=300&h=200&fm=webp&q=80&sharp=1&moving=1."""

from io import BytesIO

import bucket
from fastapi import FastAPI, Request, Response
from PIL import Image, ImageFilter, ImageOps, ImageSequence

app = FastAPI()
GAP = 2.0
MODES = {"RGB", "RGBA", "L"}


@app.get("/{key:path}")
def picture(  # noqa: PLR0913, PLR0917 - a query has as many
    request: Request,
    key: str,
    fm: str = "",
    w: int | None = None,
    h: int | None = None,
    q: int = 80,
    *,
    sharp: bool = False,
    moving: bool = False,
) -> Response:
    """Return a picture, or without a query the original."""
    found = bucket.get(key, request)
    if not fm:
        return bucket.original(found)
    with Image.open(BytesIO(found.data)) as source:
        width = min(w or source.width, source.width)
        size = (width, h or round(source.height * width / source.width))
        source.draft(None, (round(size[0] * GAP), round(size[1] * GAP)))
        frames = [small(frame, size, cropped=bool(h)) for frame in ImageSequence.Iterator(source)] if moving else []
        image = frames[0] if moving else small(ImageOps.exif_transpose(source), size, cropped=bool(h))
        if sharp:
            image = image.filter(ImageFilter.UnsharpMask(1, 100, 1))
        more = {"append_images": frames[1:], "save_all": True, "duration": source.info["duration"]} if moving else {}
    file = BytesIO()
    image.save(file, fm, quality=q, **more)
    return Response(file.getvalue(), media_type=f"image/{fm}", headers=found.headers)


def small(image: Image.Image, size: tuple[int, int], *, cropped: bool) -> Image.Image:
    """Return a picture in a size, cut where the ratio is another."""
    if image.mode not in MODES:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if cropped:
        return ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=GAP)
