"""Facts: what /info answers, within which limits."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.conftest import Client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

if TYPE_CHECKING:
    pass


def test_facts_are_held_to_the_limits_of_a_rendition_only_where_one_is_asked_for(client: Client) -> None:
    assert client().get("/info/bee.jpg").status_code == 200
    assert client().get("/info/bee.jpg?w=8192&fit=clip&pad=100").status_code == 413


def put(store: "S3Client", key: str, **asked: Any) -> None:
    """Store a gray picture that is red at its right end."""
    image, file = Image.new("RGB", (300, 100), "gray"), BytesIO()
    image.paste("red", (240, 0, 300, 100))
    image.save(file, "PNG")
    store.put_object(Bucket="samples", Key=key, Body=file.getvalue(), **asked)


def test_a_stored_focal_point_is_told_and_kept_and_another_is_another_picture(
    client: Client, store: "S3Client"
) -> None:
    put(store, "focal.png", Metadata={"focal": "0.1,0.5"})
    app, path = client(), "/images/focal.png?w=50&h=50&crop=smart&fm=png"
    left = app.get(path)
    assert app.get("/info/focal.png").json()["source"]["focal"] == [0.1, 0.5]
    where: Any = {"Bucket": "samples", "Key": "focal.png"}
    store.copy_object(**where, CopySource=where, Metadata={"focal": "0.99,0.5"}, MetadataDirective="REPLACE")
    right = app.get(path)
    assert app.get(path, headers={"if-none-match": left.headers["etag"]}).status_code == 200
    assert left.headers["etag"] != right.headers["etag"]
    colours = [Image.open(BytesIO(each.content)).convert("RGB").getpixel((35, 25)) for each in (left, right)]
    assert colours == [(128, 128, 128), (255, 0, 0)]
    store.copy_object(**where, CopySource=where, Metadata={}, MetadataDirective="REPLACE")
    assert "focal" not in app.get("/info/focal.png").json()["source"]
    store.delete_object(**where)


def test_faces_are_told_where_somebody_asks_for_them_in_pixels_of_the_upright_picture(client: Client) -> None:
    app = client()
    assert "faces" not in app.get("/info/astronaut.jpg").json()
    plain = app.get("/info/astronaut.jpg?faces=true").json()
    [face] = plain["faces"]["found"]
    assert face["score"] > 0.9
    assert abs(face["box"]["left"] - 178) < 12 > abs(face["box"]["top"] - 62)
    assert plain["faces"]["exact"] is True
    assert app.get("/images/astronaut.jpg?fm=json&faces=true").json()["faces"] == plain["faces"]
    turned = app.get("/info/astronaut.jpg?faces=true&or=2").json()["faces"]["found"]
    assert abs(512 - turned[0]["box"]["left"] - turned[0]["box"]["width"] - face["box"]["left"]) < 12
    assert app.get("/info/bee.jpg?faces=true&w=20").json()["faces"]["found"] == []


def test_to_tell_faces_of_a_picture_is_to_ask_for_facts(client: Client) -> None:
    answer = client().get("/images/astronaut.jpg?w=9&faces=true")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "faces")


def test_faces_are_held_to_the_limits_even_of_a_stored_file(client: Client) -> None:
    answer = client(limits={"memory": 20}).get("/info/astronaut.jpg?faces=true")
    assert (answer.status_code, answer.json()["limit"]) == (413, "memory")
