"""Facts' schema: every member of what /info answers, and what it says; the reference is written from it too."""

from typing import Any

from handler.analysis.faces import POINTS
from handler.core.formats.catalogue import FORMATS, WRITTEN

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
SIDE: Schema = {"type": "integer", "minimum": 1}
PART: Schema = {"type": "number", "minimum": 0, "maximum": 1}
POSITIVE: Schema = {"type": "number", "exclusiveMinimum": 0}
MEDIA_TYPES = list(dict.fromkeys(FORMATS[name].media_type for name in WRITTEN))


def text_like(pattern: str) -> Schema:
    """Return the schema of a text that has a pattern."""
    return {"type": "string", "pattern": pattern}


def meaning(kind: Schema, description: str) -> Schema:
    """Return a schema with what it means."""
    return {**kind, "description": description}


def object_like(properties: Schema, *optional: str) -> Schema:
    """Return the schema of an object with exactly these members."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def some_like(properties: Schema) -> Schema:
    """Return the schema of an object with some of these members."""
    return object_like(properties, *properties)


def list_like(item: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": item}


SHADE = {
    "hex": meaning(text_like("^#[0-9a-f]{6}$"), "The colour, as CSS has it."),
    **{name: meaning(PART, f"How much {name} it has, 0 to 1.") for name in ("red", "green", "blue")},
}
CAMERA = {
    "make": meaning(TEXT, "Who made the camera."),
    "model": meaning(TEXT, "Its model."),
    "lens": meaning(TEXT, "Its lens."),
}
EXPOSURE = {
    "seconds": meaning(POSITIVE, "How long the shutter was open."),
    "aperture": meaning(POSITIVE, "The f-number: 5.6 is f/5.6."),
    "focal_length": meaning(POSITIVE, "Millimetres."),
    "iso": meaning(POSITIVE, "Sensitivity."),
}
METADATA = some_like(
    {
        "title": meaning(TEXT, "Its title."),
        "description": meaning(TEXT, "What it shows, in the words of who made it."),
        "alt": meaning(TEXT, "What it shows, for people who cannot see it."),
        "copyright": meaning(TEXT, "Whose it is."),
        "taken": meaning(TEXT, "When it was taken. Only with metadata=keep."),
        "creator": meaning(list_like(TEXT), "Who made it."),
        "keywords": meaning(list_like(TEXT), "Words to find it by."),
        "camera": meaning(some_like(CAMERA), "With what it was taken. Only with metadata=keep."),
        "exposure": meaning(some_like(EXPOSURE), "How it was taken. Only with metadata=keep."),
        "gps": meaning(FLAG, "true where the file says a place, which is never told. Only with metadata=keep."),
    }
)
COVERING = SHADE | {"coverage": meaning(PART, "The part of the picture that is nearest to it.")}
PALETTE = object_like(
    {
        "colors": meaning(list_like(object_like(COVERING)), "The colours, the one that covers most first."),
        "average_luminance": meaning(PART, "How bright the average colour is."),
        "dominant_colors": meaning(
            {"type": "object", "additionalProperties": object_like(SHADE)},
            "Up to six that stand out: vibrant and muted, each also _light and _dark.",
        ),
    }
)
PLACEHOLDER = object_like(
    {
        "blurDataURL": meaning(text_like("^data:image/webp;base64,"), "A tiny picture as a data URL."),
        "blurhash": meaning(TEXT, "A BlurHash."),
        "thumbhash": meaning(TEXT, "A ThumbHash, in base64."),
        "background": meaning(TEXT, "Gradients for the CSS property background."),
        "dominant": meaning(text_like("^#[0-9a-f]{6}$"), "The colour that covers most."),
        "average": meaning(text_like("^#[0-9a-f]{6}$"), "The mean of all colours."),
        "palette": meaning(PALETTE, "A few colours of the picture, as palette=json tells them."),
    }
)
POINT = {**list_like(COUNT), "minItems": 2, "maxItems": 2}
BOX = {
    "left": meaning(COUNT, "Pixels from the left edge."),
    "top": meaning(COUNT, "Pixels from the top edge."),
    "width": meaning(SIDE, "Pixels across."),
    "height": meaning(SIDE, "Pixels down."),
}
FACE = object_like(
    {
        "box": meaning(object_like(BOX), "Where it is, in pixels of the upright stored picture."),
        "score": meaning(PART, "How sure it is that this is a face, 0 to 1."),
        "points": meaning(
            object_like({name: meaning(POINT, f"Its {name.replace('_', ' ')}: x, y.") for name in POINTS}),
            "Where its features are; right and left are the person's own.",
        ),
    }
)
FACES = object_like(
    {
        "exact": meaning(FLAG, "Whether the picture was looked at at its full size; else small faces can be missed."),
        "found": meaning(list_like(FACE), "The faces, the largest first."),
    }
)
CELL = {"key": meaning(TEXT, "The picture's key."), "x": BOX["left"], "y": BOX["top"]} | {
    side: BOX[side] for side in ("width", "height")
}
SOURCE = object_like(
    {
        "width": meaning(SIDE, "Width of the stored picture, upright, pixels."),
        "height": meaning(SIDE, "Height of the stored picture, upright, pixels."),
        "format": meaning({"type": "string", "enum": list(FORMATS)}, "Its kind of file, known by its bytes."),
        "mode": meaning(TEXT, "How its pixels are stored, in Pillow's words: RGB, RGBA, L (gray), P (palette), CMYK."),
        "frames": meaning(SIDE, "Pictures that are shown one after another; pages of a TIFF or PDF."),
        "alpha": meaning(FLAG, "Whether it may have transparency."),
        "orientation": meaning(
            {"type": "integer", "minimum": 1, "maximum": 8}, "Its EXIF orientation; width and height are upright."
        ),
        "profile": meaning(TEXT, "What its colour profile calls itself. Left out where it has none, or sRGB."),
        "pictures": meaning(list_like(object_like(CELL)), "Of a montage: where each of its pictures lies, pixels."),
        "gain_map": meaning(FLAG, "true where it has one (Ultra HDR); hdr=keep keeps it."),
        "key": meaning(TEXT, "Its key. Left out of a picture that has none."),
        "url": meaning(TEXT, "Its URL, in place of a key, where it was fetched from another host."),
        "bytes": meaning(COUNT, "Size of the stored file."),
        "version": meaning(TEXT, "What changes when the stored file changes."),
        "focal": meaning(
            {**list_like(PART), "minItems": 2, "maxItems": 2},
            "Its focal point, from left and top, 0 to 1. Left out where none is stored with it.",
        ),
        "metadata": meaning(METADATA, "What the file says of its picture, as far as metadata= keeps it."),
        "c2pa": meaning(FLAG, "true where it has a C2PA manifest (Content Credentials), which is not verified."),
    },
    *("mode", "orientation", "format", "profile", "pictures", "gain_map", "key", "url", "bytes", "version", "focal"),
    *("metadata", "c2pa"),
)
RESULT = object_like(
    {
        "width": meaning(SIDE, "Width of the result, pixels."),
        "height": meaning(SIDE, "Height of the result, pixels."),
        "exact": meaning(FLAG, "false where a trim may make it smaller, or fps may leave frames out: pixels decide."),
        "format": meaning({"type": "string", "enum": list(WRITTEN)}, "The format that is written."),
        "formats": meaning(list_like(TEXT), "With fm=smallest: those of which the smallest file is taken."),
        "media_type": meaning({"type": "string", "enum": MEDIA_TYPES}, "The Content-Type of the answer."),
        "frames": meaning(SIDE, "Pictures that it shows one after another."),
        "alpha": meaning(FLAG, "Whether it may have transparency."),
        "memory": meaning(COUNT, "Bytes of memory at most, as the limit memory judges them."),
        "work": meaning(
            {"type": "number", "minimum": 0}, "Seconds of CPU time at most, as the limit work judges them."
        ),
        "c2pa": meaning(FLAG, "false where the stored file has a manifest: no result keeps one."),
    },
    *("formats", "c2pa"),
)
FACTS_TOLD = object_like(
    {
        "source": meaning(SOURCE, "The stored picture."),
        "result": meaning(RESULT, "What the parameters would make of it."),
        "digest": meaning(
            text_like("^[0-9a-f]{64}$"),
            "The ETag of the result: it changes with the source, the recipe and the engine.",
        ),
        "placeholder": meaning(PLACEHOLDER, "What to show until the result is there. Only with placeholder=true."),
        "faces": meaning(FACES, "Where faces are. Only with faces=true."),
    },
    *("placeholder", "faces"),
)
"""What /info answers."""
