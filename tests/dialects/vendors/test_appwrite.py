"""Appwrite: what unpic writes."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "appwrite",
        {
            "width=300&height=200&quality=60&output=jpg&project=p": "w=300&h=200&fit=crop&fm=jpg&q=60",
            "width=300&project=p": "w=300&fit=clip&fm=source",
            "width=300&height=200&gravity=top-left": "w=300&h=200&fit=crop&crop=top,left&fm=source",
            "width=300&gravity=center&borderRadius=24": "w=300&fit=clip&corner-radius=24&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "appwrite",
        {
            "opacity=0.5": "opacity is not done here",
            "gravity=up&width=3": "gravity=up: it is center",
        },
    )


def test_the_bucket_and_the_file_of_a_path_are_the_key() -> None:
    keys = {
        "v1/storage/buckets/shop/files/bee.jpg/preview": "shop/bee.jpg",
        "storage/buckets/shop/files/a/b.jpg/view": "shop/a/b.jpg",
        "shop/bee.jpg": "shop/bee.jpg",
        "v2/storage/buckets/shop/files/bee.jpg/preview": "v2/storage/buckets/shop/files/bee.jpg/preview",
        "storage/buckets/shop/files/bee.jpg/download": "storage/buckets/shop/files/bee.jpg/download",
    }
    for path, key in keys.items():
        assert reply("appwrite", "width=300", path).recipe.keys == (key,)
