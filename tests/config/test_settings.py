"""Settings: every variable known, read once, wrong ones named; the same list in the template and the docs."""

import re
from pathlib import Path

import pytest

from handler.config.settings import Settings
from handler.dialects.table import secrets

ROOT = Path(__file__).parents[2]


def test_an_empty_environment_allows_nothing() -> None:
    settings = Settings.read({})
    assert settings.unsigned == frozenset()
    assert not settings.originals
    assert not settings.docs


def test_every_variable_is_read() -> None:
    settings = Settings.read(
        {
            "TINTYPE_SOURCE": "s3://a/b",
            "TINTYPE_UNSIGNED": "widths, generate",
            "TINTYPE_WIDTHS": "100,fluid,200",
            "TINTYPE_RATIOS": "1:1, 16:9",
            "TINTYPE_QUALITIES": "none",
            "TINTYPE_ORIGINALS": "on",
            "TINTYPE_DOCS": "off",
            "TINTYPE_INPUTS": "jpg,tiff",
            "TINTYPE_LIMITS": "side=100",
            "TINTYPE_PUBLIC_URL": "https://img.example.com",
            "PATH": "/bin",
        }
    )
    assert settings.unsigned == {"widths", "generate"}
    assert settings.widths == (100, "fluid", 200)
    assert (settings.ratios, settings.qualities) == (("1:1", "16:9"), ())
    assert (settings.originals, settings.docs) == (True, False)
    assert settings.inputs == {"jpg", "tiff"}
    assert settings.limits.side == 100


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TINTYPE_SORUCE", "s3://a"),
        ("TINTYPE_UNSIGNED", "everything"),
        ("TINTYPE_ORIGINALS", "yes"),
        ("TINTYPE_WIDTHS", "a,b"),
        ("TINTYPE_WIDTHS", "300,0"),
        ("TINTYPE_WIDTHS", "8193"),
        ("TINTYPE_WIDTHS", "٣"),
        ("TINTYPE_RATIOS", "16x9"),
        ("TINTYPE_RATIOS", "1:0"),
        ("TINTYPE_RATIOS", "none,1:1"),
        ("TINTYPE_QUALITIES", "0"),
        ("TINTYPE_QUALITIES", "101"),
        ("TINTYPE_QUALITIES", "50@6"),
        ("TINTYPE_QUALITIES", "50@"),
        ("TINTYPE_INPUTS", "jpg,mp3"),
        ("TINTYPE_ORIGINS", "http://a.example"),
        ("TINTYPE_ORIGINS", "https://a.example,https://127.0.0.1"),
        ("TINTYPE_LIMITS", "size=3"),
    ],
)
def test_a_wrong_variable_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.read({name: text})


def test_a_function_needs_a_decision_and_a_server_does_not() -> None:
    function = {"AWS_LAMBDA_FUNCTION_NAME": "Images"}
    with pytest.raises(ValueError, match="TINTYPE_SIGNING_KEYS, or TINTYPE_UNSIGNED"):
        Settings.check_decision(function)
    own = [{f"TINTYPE_{secret.upper()}": "a-key"} for secret in secrets()]
    for decided in ({"TINTYPE_UNSIGNED": ""}, {"TINTYPE_UNSIGNED": "any"}, {"TINTYPE_SIGNING_KEYS": "ssm:/keys"}, *own):
        Settings.check_decision(function | decided)
    assert {"TINTYPE_IMGIX_TOKEN": "a-key"} in own
    Settings.check_decision({})


def test_an_empty_variable_is_the_default() -> None:
    assert Settings.read({"TINTYPE_INPUTS": "", "TINTYPE_LIMITS": ""}) == Settings()


def test_origins_are_kept_in_one_form() -> None:
    said = "https://Images.example.com/, https://cdn.example.com:443/pics/"
    assert Settings.read({"TINTYPE_ORIGINS": said}).origins == (
        "https://images.example.com",
        "https://cdn.example.com/pics",
    )
    assert Settings.read({"TINTYPE_ORIGINS": ""}).origins == Settings().origins == ()


def test_the_template_sets_only_settings_that_exist() -> None:
    used = set(re.findall(r"TINTYPE_[A-Z_]+", (ROOT / "template.yaml").read_text()))
    assert used
    assert used <= set(Settings.names())


def test_every_setting_stands_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert [name for name in Settings.names() if f"`{name}`" not in reference] == []
