"""Dialect settings: the environment variables that say which dialects are answered, and what is whose key."""

from typing import Annotated

from pydantic import BaseModel, Field, SecretStr

from handler.config.setting_types import DialectKeys, Families, Family, IiifManners, KeyPairs


class DialectSettings(BaseModel):
    """The part of the settings that is about dialects. A key opens the doors of its own dialect and no other."""

    dialects: Annotated[
        Families,
        Field(
            description="The languages of addresses that are answered, each at doors of its own; see docs/dialects.md."
        ),
    ] = frozenset({"native"})
    root: Annotated[
        Family,
        Field(
            description="The dialect that answers paths which no other door claims: native for /cat.jpg?w=300; "
            "nothing if empty."
        ),
    ] = ""
    iiif: Annotated[
        IiifManners,
        Field(
            description="How IIIF takes what its text leaves open: validator, as its validator wants it; no-upscaling; "
            "see docs/iiif.md."
        ),
    ] = frozenset()
    imgproxy_key: Annotated[
        KeyPairs,
        Field(
            description="Keys of imgproxy's links, key:salt in hexadecimal with commas between pairs, or "
            "secretsmanager:NAME, or ssm:/name; see docs/imgproxy.md."
        ),
    ] = SecretStr("")
    imgix_token: Annotated[
        DialectKeys,
        Field(description="Tokens of imgix's signatures, for the doors of imgix alone; see docs/imgix.md."),
    ] = SecretStr("")
    aws_key: Annotated[
        DialectKeys,
        Field(
            description="Keys of links that AWS's solution signs, as TINTYPE_SIGNING_KEYS has them; see docs/aws.md."
        ),
    ] = SecretStr("")
    cloudinary_secret: Annotated[
        DialectKeys,
        Field(
            description="API secrets with which Cloudinary's links are signed, a list as well; see docs/cloudinary.md."
        ),
    ] = SecretStr("")
    imagekit_key: Annotated[
        DialectKeys,
        Field(description="Private keys with which ImageKit's links are signed, a list as well; see docs/imagekit.md."),
    ] = SecretStr("")
    thumbor_key: Annotated[
        DialectKeys,
        Field(description="Keys of signed paths of thumbor's, a list as well; see docs/thumbor.md."),
    ] = SecretStr("")
