"""Beside: rights and links out of the metadata of the stored object; what is not as IIIF has it is left out."""

import json

import pytest

from handler.dialects.iiif.beside import of_three, of_two

MANIFEST = {"id": "https://example.org/manifest/1", "type": "Manifest", "label": {"en": ["A Book"]}}
LOGIN = {
    "@id": "https://example.org/login",
    "@type": "AuthCookieService1",
    "profile": "http://iiif.io/api/auth/1/login",
}


def test_what_is_sound_is_passed_on() -> None:
    told = {
        "rights": "http://rightsstatements.org/vocab/InC-EDU/1.0/",
        "partof": json.dumps(MANIFEST),
        "seealso": json.dumps([{"id": "https://example.org/a.xml", "type": "Dataset"}]),
        "service": json.dumps(LOGIN),
        "attribution": "Example Organization",
        "logo": "https://example.org/logo.png",
    }
    assert of_three(told) == {
        "rights": told["rights"],
        "partOf": [MANIFEST],
        "seeAlso": [{"id": "https://example.org/a.xml", "type": "Dataset"}],
        "service": [LOGIN],
    }
    assert of_two(told) == {
        "attribution": "Example Organization",
        "license": told["rights"],
        "logo": told["logo"],
        "service": [LOGIN],
    }


def test_a_manifest_may_be_told_by_its_address_alone() -> None:
    assert of_three({"partof": "https://example.org/m"}) == {
        "partOf": [{"id": "https://example.org/m", "type": "Manifest"}]
    }


@pytest.mark.parametrize(
    "told",
    [
        *({}, {"rights": ""}, {"rights": "all rights reserved"}, {"rights": "https://example.org/terms"}),
        *({"rights": "http://creativecommons.org.evil.example/"}, {"rights": "javascript:alert(1)"}),
        *(
            {"partof": "not json"},
            {"partof": "{"},
            {"partof": "[1]"},
            {"partof": '{"id": "a"}'},
            {"partof": "http://a b"},
        ),
        *({"partof": json.dumps(LOGIN)}, {"seealso": '{"id": 1, "type": "Dataset"}'}, {"service": '"text"'}),
        *({"service": '{"id": "a", "id": "b", "type": "c"}'}, {"service": "[" * 5000}, {"seealso": "[]"}),
    ],
)
def test_what_is_not_as_iiif_has_it_is_left_out(told: dict[str, str]) -> None:
    assert of_three(told) == {}


def test_a_license_of_the_older_edition_is_any_address() -> None:
    assert of_two({"rights": "https://example.org/terms", "logo": "ftp://a"}) == {
        "license": "https://example.org/terms"
    }
