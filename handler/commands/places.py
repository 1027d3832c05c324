"""Places: turns what a user types for a source into a value of TINTYPE_SOURCE, and checks that it is there."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from handler.commands.misuse import Misuse, explained
from handler.errors import ImageError
from handler.storage.bucket import Bucket
from handler.storage.s3_errors import code
from handler.storage.sources import Sources

PACKAGE = Path(__file__).parent.parent
SAMPLES = next(filter(Path.is_dir, [PACKAGE / "samples"]), PACKAGE.parent / "samples")
"""In a wheel they lie in the package; in the project's tree, and in the container, beside it."""

PICTURES = frozenset({".jpg", ".png", ".gif", ".webp", ".avif"})
OFFERED = "a source is a folder, file:///folder, s3://bucket/prefix, or samples"
MISSING = "404"


def sample_files() -> list[Path]:
    """Return the pictures that come with the project, none where it was installed without them."""
    return sorted(path for path in SAMPLES.glob("*") if path.suffix in PICTURES)


def spelt(text: str) -> str:
    """Return a source as the setting has it, `name=place,name=place` too; Misuse where a folder is not there."""
    if "=" not in text or Path(text).is_dir():
        return _address(text)
    named = (part.partition("=") for part in text.split(","))
    return ",".join(f"{name}={_address(place.strip())}" for name, _, place in named)


def _address(place: str) -> str:
    if place.startswith("s3://"):
        return place
    if "://" in place and not place.startswith("file:///"):
        raise Misuse(f"{place} is no source; {OFFERED}")
    folder = Path(unquote(urlsplit(place).path)) if place.startswith("file:") else Path(place).expanduser()
    if place == "samples" and not folder.is_dir():
        folder = SAMPLES
    if folder.is_file():
        raise Misuse(f"{place} is a file, not a folder; {OFFERED}")
    if not folder.is_dir():
        raise Misuse(f"there is no folder {place}; {OFFERED}")
    return folder.resolve().as_uri().replace(",", "%2C").replace("=", "%3D")


def check_buckets(source: str) -> list[str]:
    """Look at every bucket of a setting; Misuse for one that is not there. Return what hinders others for now."""
    with explained():
        places = Sources(source).places.values()
    buckets = sorted({place.name for place in places if isinstance(place, Bucket)})
    return [trouble for name in buckets if (trouble := _trouble(name))]


def _trouble(bucket: str) -> str:
    try:
        Bucket(bucket).check()
    except ImageError as error:
        if code(error.__cause__) == MISSING:
            raise Misuse(f"there is no bucket {bucket}; `aws s3 ls` lists yours") from error
        if error.fault == "credentials":
            raise Misuse(f"there are no credentials that S3 takes, for s3://{bucket}") from error
        return "" if error.fault == "denied" else f"s3://{bucket} cannot be had now: {error.detail}"
    return ""
