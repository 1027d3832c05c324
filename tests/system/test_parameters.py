"""No value that the template takes for a parameter stops the function when it starts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.storage.font_files import font_files
from handler.storage.sources import Sources
from tests.support.aws.template import PARAMETERS, TEMPLATE

MEANT = {
    "Unsigned": "TINTYPE_UNSIGNED={}",
    "Dialects": "TINTYPE_DIALECTS={}",
    "Root": "TINTYPE_ROOT={}",
    "DialectSecrets": "TINTYPE_THUMBOR_KEY=secretsmanager:{}thumbor",
    "Widths": "TINTYPE_WIDTHS={}",
    "Ratios": "TINTYPE_RATIOS={}",
    "Qualities": "TINTYPE_QUALITIES={}",
    "Inputs": "TINTYPE_INPUTS={}",
    "Fonts": "TINTYPE_FONTS={}",
    "Origins": "TINTYPE_ORIGINS={}",
    "DomainName": "TINTYPE_PUBLIC_URL=https://{}",
    "SourceBucket": "TINTYPE_SOURCE=s3://{}",
    "SourcePrefix": "TINTYPE_SOURCE=s3://pictures/{}",
}
"""The setting that the template makes of each parameter that has a pattern and ends in one."""


@pytest.mark.parametrize("name", MEANT)
@given(data=st.data())
def test_a_value_that_the_template_takes_is_one_that_the_function_takes(name: str, data: st.DataObject) -> None:
    pattern = re.compile(PARAMETERS[name]["AllowedPattern"], re.ASCII)
    value = data.draw(st.from_regex(pattern, fullmatch=True))
    variable, _, text = MEANT[name].format(value).partition("=")
    settings = Settings.read({variable: text if value else ""})
    if variable == "TINTYPE_SOURCE" and value:
        Sources(settings.source)  # or it raises
    assert not settings.fonts or font_files(settings.fonts)


@given(
    value=st.from_regex(re.compile(PARAMETERS["Presets"]["AllowedPattern"].replace(r"[\s\S]", "[ -~]")), fullmatch=True)
)
def test_presets_that_the_template_takes_stop_no_function(value: str) -> None:
    settings = Settings.read({"TINTYPE_PRESETS": value})
    presets = Presets(settings.presets)
    assert presets.wrong or presets.address == value or presets.inline == presets.all
    if value.startswith("s3://"):
        assert not presets.wrong


def test_every_pattern_whose_value_becomes_a_setting_is_tried() -> None:
    text = str([TEMPLATE["Globals"], TEMPLATE["Resources"]["Images"]["Properties"]["Environment"]])
    named = set(re.findall(r"'Ref': '(\w+)'|\$\{(\w+)}", text))
    used = {one or other for one, other in named}
    patterned = {name for name in used if "AllowedPattern" in PARAMETERS.get(name, {})}
    assert patterned == {*MEANT, "Presets"}
