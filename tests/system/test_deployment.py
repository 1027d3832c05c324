"""What `make build` asks of samconfig.toml first: right settings, in a table, for the processor of the stack."""

import subprocess

import pytest

from tests.support.aws.template import NEEDS_SAM, PARAMETERS, PYTHON, ROOT, function_properties
from tools import deployment
from tools.deployment import WrongParameters, bound_to, faults, processor, profiles

TABLE = "[default.deploy.parameters.parameter_overrides]\n"
DUMP = "import sys; from samcli.yamlhelper import *; print(yaml_dump(yaml_parse(open('template.yaml').read())))"


def test_the_file_as_it_is_can_be_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert deployment.main([]) == 0
    assert capsys.readouterr().out == "arm64\n"


def test_the_parameters_that_are_judged_are_settings_as_they_stand() -> None:
    variables = function_properties("Images")["Environment"]["Variables"]
    assert [variables[variable] for variable in deployment.VARIABLES.values()] == [
        {"Ref": name} for name in deployment.VARIABLES
    ]
    assert PARAMETERS["Architecture"]["AllowedValues"] == list(deployment.PROCESSORS)
    assert PARAMETERS["Architecture"]["Default"] == deployment.PROCESSORS[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("""Presets = '{"thumb": "w=320'""", "Presets: the text"),
        ("""Presets = '{"thumb": "widht=320"}'""", "Presets: preset 'thumb': "),
        ('Widths = "9000"', "Widths: 9000 is neither"),
        ('Ratios = "4x3"', "Ratios: 4x3 is no ratio"),
        ('Qualities = "101"', "Qualities: 101 is no quality"),
        ('Unsigned = "all"', "Unsigned: all is none of"),
        ('Inputs = "mp3"', "Inputs: mp3 is none of"),
        ('Fonts = "/opt/fonts"', "Fonts: '/opt/fonts' is neither s3://bucket/prefix nor file:///folder"),
    ],
)
def test_a_wrong_setting_is_told_by_its_parameter(line: str, said: str) -> None:
    (fault,) = faults(profiles(TABLE + line))
    assert fault.startswith(f"profile 'default', {said}")


def test_the_package_gets_what_the_kinds_of_picture_need() -> None:
    assert deployment.extras(profiles("")) == deployment.extras(profiles(TABLE + 'Inputs = "jpg,png"')) == ""
    several = TABLE + 'Inputs = "jpg,svg,heic"\n[other.deploy.parameters.parameter_overrides]\nInputs = "pdf"\n'
    assert deployment.extras(profiles(several)) == "heif,pdf,svg"
    assert deployment.extras(profiles(TABLE + 'Faces = "off"')) == ""
    assert deployment.extras(profiles(several + 'Faces = "on"')) == "faces,heif,pdf,svg"


def test_right_settings_are_passed_over() -> None:
    presets = """Presets = '''\n{\n"thumb": "w=320&h=320&fit=crop"\n}'''\n"""
    assert list(faults(profiles(TABLE + presets + 'Widths = "300,fluid"\nLogDays = 3'))) == []


def test_text_as_guided_writes_it_is_refused() -> None:
    with pytest.raises(
        WrongParameters, match=r"write them as lines below \[default\.deploy\.parameters\.parameter_overrides]"
    ):
        profiles('[default.deploy.parameters]\nparameter_overrides = "Front=\\"rest\\""')


def test_another_processor_than_the_stacks_is_refused_and_the_way_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert deployment.main(["x86_64"]) == 2
    assert 'write Architecture = "x86_64" below' in capsys.readouterr().err
    assert processor(profiles(TABLE + 'Architecture = "x86_64"'), "x86_64") == "x86_64"
    assert processor(profiles(TABLE + 'Architecture = "x86_64"')) == "x86_64"
    for wrong in (
        TABLE + 'Architecture = "sparc"',
        '[dev.deploy.parameters.parameter_overrides]\nArchitecture = "x86_64"',
    ):
        with pytest.raises(WrongParameters):
            processor(profiles(wrong))


@NEEDS_SAM
def test_the_built_template_takes_the_processor_that_was_built_for_and_no_other() -> None:
    """So that a deployment from another file, or of a stack that has the other processor, is refused by AWS."""
    done = subprocess.run([PYTHON, "-c", DUMP], cwd=ROOT, capture_output=True, text=True, check=True)
    bound = bound_to(done.stdout, "x86_64")
    assert "    Default: x86_64\n    AllowedValues:\n    - x86_64\n    Description:" in bound
    assert "arm64" not in bound.partition("\nMetadata:")[0].partition("  Architecture:")[2]
    with pytest.raises(WrongParameters):
        bound_to("Parameters: {}", "arm64")
