"""The code of the CloudFront Functions in the template is that of tools/edge/, and is written into its place."""

import pytest

from tests.support.aws.template import ROOT, TEMPLATE
from tools.edge_functions import FUNCTIONS, with_code

TEXT = (ROOT / "template.yaml").read_text()


def test_the_template_has_the_code_of_the_files() -> None:
    codes = {name: file.read_text() for name, file in FUNCTIONS.items()}
    assert with_code(TEXT, codes) == TEXT, "run `make docs`"
    assert {name: TEMPLATE["Resources"][name]["Properties"]["FunctionCode"] for name in FUNCTIONS} == codes


def test_every_function_of_the_edge_has_a_file() -> None:
    kinds = {name: each["Type"] for name, each in TEMPLATE["Resources"].items()}
    assert {name for name, kind in kinds.items() if kind == "AWS::CloudFront::Function"} == set(FUNCTIONS)


def test_code_is_replaced_and_all_around_it_kept() -> None:
    before = "Resources:\n  One:\n    Properties:\n      FunctionCode: |\n        a();\n\n        b();\n\n  Two: {}\n"
    after = with_code(before, {"One": "c();\n\nd();\n"})
    assert after == before.replace("a()", "c()").replace("b()", "d()")
    assert with_code(after, {"One": "a();\n\nb();\n"}) == before


def test_a_resource_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no resource Three"):
        with_code(TEXT, {"Three": ""})
