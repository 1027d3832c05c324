"""Past what Lambda carries: the picture goes to S3, and the client is sent after it."""

from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Annotated, Any

import boto3
from botocore.config import Config
from fastapi import FastAPI, Query, Response
from fastapi.responses import RedirectResponse
from mangum import Mangum
from PIL import Image

app = FastAPI()
handler = Mangum(app, lifespan="off")
BUCKET = "results"


# region: answer
ROOM = 4_700_000  # bytes: base64 makes four of every three, and Lambda takes 6,291,556 of JSON


def deliver(data: bytes, media_type: str) -> Response:
    """Answer bytes, or 303 to a copy in S3 at an address that works for a minute."""
    if len(data) <= ROOM:
        return Response(data, media_type=media_type)
    place = {"Bucket": BUCKET, "Key": sha256(data).hexdigest()}
    s3().put_object(**place, Body=data, ContentType=media_type)
    address = s3().generate_presigned_url("get_object", Params=place, ExpiresIn=60)
    return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})


# endregion
@cache
def s3() -> Any:  # noqa: ANN401 - boto3 makes the client's class at run time
    """Return the client, made at first use. Signature version 4, the only one every region takes."""
    return boto3.client("s3", config=Config(signature_version="s3v4"))


@app.get("/noise.bmp", response_class=Response, responses={200: {"content": {"image/bmp": {}}}})
def noise(side: Annotated[int, Query(ge=1, le=3000)] = 64) -> Response:
    """Return gray noise, about `side` * `side` bytes of it."""
    buffer = BytesIO()
    Image.effect_noise((side, side), 64).save(buffer, "BMP")
    return deliver(buffer.getvalue(), "image/bmp")
