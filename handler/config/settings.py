"""Settings: every environment variable, prefix TINTYPE_, read once and frozen."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, ValidationError

from handler.config.cache_control import CACHED, CacheControl
from handler.config.dialect_settings import DialectSettings
from handler.config.setting_types import (
    INPUTS,
    OPTIONAL_INPUTS,
    InputKinds,
    LimitList,
    LogKind,
    Origins,
    Qualities,
    Ratios,
    SigningKeys,
    Switch,
    Unsigned,
    Widths,
    Words,
)
from handler.core import base_path as mount
from handler.core.formats.catalogue import FORMATS, READ
from handler.core.formats.measures import BALANCED, Effort
from handler.core.keys import Key
from handler.core.limits import Limits
from handler.core.validation_text import first_fault
from handler.core.width_list import FLUID
from handler.dialects.table import secrets

__all__ = ["CACHED", "INPUTS", "OPTIONAL_INPUTS", "PREFIX", "QUALITIES", "RATIOS", "WIDTHS", "Settings"]

PREFIX = "TINTYPE_"
WIDTHS = (
    *(FLUID, 16, 32, 48, 64, 96, 128, 200, 256, 300, 320, 384, 400, 480, 600, 640, 750, 800, 828, 960, 1080, 1200),
    *(1600, 1920, 2048, 3840),
)
"""What imgix's clients ask for, and next/image, and people who write pages by hand."""

RATIOS = ("1:1", "4:3", "3:2", "16:9")
QUALITIES = ("80", "75", "60", "50", "35@3", "23@4", "20@5")
"""The default; next/image's; that of auto=compress; and those that imgix's clients take for dense screens, of which
Next's own loader for imgix takes 50 for all."""

KINDS_READ = ",".join(sorted(READ, key=lambda name: FORMATS[name].clients != "all"))
PYTHON_MEGABYTES = 150
"""Of half a function's memory, what Python and the libraries take themselves."""

LEAST_MEGABYTES = 64


class Settings(DialectSettings):
    """What the environment says. Each field is one variable: `source` is TINTYPE_SOURCE."""

    # Pydantic would print what it refuses, a traceback with it: the signing keys.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    source: Annotated[
        str, Field(description="Where pictures lie: s3://bucket/prefix, file:///folder, or name=place,name=place.")
    ] = ""
    origins: Annotated[
        Origins,
        Field(
            description="Other hosts that pictures may be fetched from by URL: "
            "https://images.example.com,https://cdn.example.com/pics; see docs/origins.md."
        ),
    ] = ()
    unsigned: Annotated[
        Unsigned,
        Field(
            description="Which requests are answered without a signature: any, widths, presets, generate; "
            "a dialect's name: all that its doors give; nothing if empty."
        ),
    ] = frozenset()
    signing_keys: Annotated[
        SigningKeys,
        Field(
            description="Keys of signed links. The first signs, all are accepted: key,key, or "
            "secretsmanager:NAME, or ssm:/name; see docs/signing.md."
        ),
    ] = SecretStr("")
    widths: Annotated[
        Widths,
        Field(
            description="The widths that `widths` in TINTYPE_UNSIGNED allows, pixels, each also with a dpr of 1 to 5; "
            "fluid: the 31 widths of a srcset that imgix's clients make."
        ),
    ] = WIDTHS
    ratios: Annotated[
        Ratios,
        Field(description="The ratios that such a width may have, by h or by ar, with fit=crop; none: no heights."),
    ] = RATIOS
    qualities: Annotated[
        Qualities,
        Field(
            description="The values of q that such a width may have, beside the default; 50@2: q=50 only with dpr=2."
        ),
    ] = QUALITIES
    originals: Annotated[Switch, Field(description="on: a request without a parameter gets the stored file.")] = False
    docs: Annotated[Switch, Field(description="on: /, the playground, is served, and /docs and /openapi.json.")] = False
    streaming: Annotated[Switch, Field(description="on: Lambda's answers stream; see docs/streaming.md.")] = False
    inputs: Annotated[InputKinds, Field(description=f"Kinds of picture that are read, of {KINDS_READ}.")] = INPUTS
    limits: Annotated[LimitList, Field(description="Limits that differ from the default: side=4096,work=2.")] = Limits()
    effort: Annotated[
        Effort,
        Field(
            description="How hard encoders try, where the request does not say: fast, balanced, or small; "
            "see docs/effort.md."
        ),
    ] = BALANCED
    cache_control: Annotated[
        CacheControl, Field(description="Cache-Control of pictures, where the stored object has none of its own.")
    ] = CACHED
    results: Annotated[str, Field(description="Where rendered pictures are kept: s3://bucket/prefix.")] = ""
    results_url: Annotated[
        str,
        Field(description="An address under which kept pictures are public; without it links to them are presigned."),
    ] = ""
    presets: Annotated[
        str, Field(description="Named queries: JSON, or s3://bucket/presets.json; see docs/presets.md.")
    ] = ""
    distribution: Annotated[
        str, Field(description="Id of the CloudFront distribution in which changed pictures are invalidated.")
    ] = ""
    fonts: Annotated[
        str,
        Field(description="Where further fonts lie: file:///opt/fonts, s3://bucket/prefix; see docs/text.md."),
    ] = ""
    fallback: Annotated[
        Key | None,
        Field(
            description="Key of a picture that is sent, in the size asked for, where the one asked for cannot be had."
        ),
    ] = None
    allow_origins: Annotated[Words, Field(description="Origins whose pages may read answers (CORS), or *.")] = (
        frozenset({"*"})
    )
    deadline: Annotated[
        float,
        Field(gt=0, description="Seconds in which a request has to be answered. On Lambda its own time limit counts."),
    ] = 25.0
    log: Annotated[
        LogKind,
        Field(
            description="A line for each request, on standard output. on: as JSON; text: for people to read; off: none."
        ),
    ] = "on"
    public_url: Annotated[
        str, Field(description="The address that viewers use, where a CDN or stage stands in front.")
    ] = ""
    base_path: Annotated[
        str,
        AfterValidator(mount.base_path),
        Field(
            description="A path, as /img, with which every viewer's address begins, where the front does not tell it."
        ),
    ] = ""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings of an environment; ValueError names the variable that is wrong or unknown."""
        given = {name.removeprefix(PREFIX).lower(): text for name, text in environ.items() if name.startswith(PREFIX)}
        if unknown := sorted(set(given) - set(cls.model_fields)):
            raise ValueError(cls._unknown(unknown[0]))
        try:
            settings = cls.model_validate({name: text for name, text in given.items() if text})
        except ValidationError as error:
            fault = first_fault(error)
            raise ValueError(f"{PREFIX}{fault.member.partition('.')[0].upper()}: {fault.said}") from error
        return settings.in_function(environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", ""))

    def in_function(self, megabytes: str) -> Self:
        """Return the settings with the memory that a Lambda function of this size has for pictures."""
        if not megabytes.isdigit() or "memory" in self.limits.model_fields_set:
            return self
        memory = max(int(megabytes) // 2 - PYTHON_MEGABYTES, LEAST_MEGABYTES)
        return self.model_copy(update={"limits": self.limits.model_copy(update={"memory": memory})})

    @classmethod
    def check_decision(cls, environ: Mapping[str, str]) -> None:
        """Raise ValueError in a Lambda function that nobody has said of whom it answers."""
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            cls.decided(environ)

    @classmethod
    def decided(cls, environ: Mapping[str, str]) -> None:
        """Raise ValueError where nobody has said who is answered."""
        keys = [f"{PREFIX}{name.upper()}" for name in ("signing_keys", *secrets())]
        if f"{PREFIX}UNSIGNED" not in environ and not any(map(environ.get, keys)):
            raise ValueError(
                f"set {PREFIX}SIGNING_KEYS, or {PREFIX}UNSIGNED (which may be empty: then nothing is answered); "
                "neither says which requests are to be answered"
            )

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all variables."""
        return [f"{PREFIX}{field.upper()}" for field in cls.model_fields]

    @classmethod
    def _unknown(cls, name: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - never, where all is right

        near = get_close_matches(name, cls.model_fields, 1)
        hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else f"they are {', '.join(cls.names())}"
        return f"{PREFIX}{name.upper()} is no setting; {hint}"
