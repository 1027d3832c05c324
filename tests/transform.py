"""Turn the template into plain CloudFormation, as AWS does when it deploys: run by the Python of .venv-sam.

Standard input: JSON with `template` and `parameters`. Standard output: the transformed template as JSON.
"""

import json
import sys

from boto3.session import Session
from samtranslator.parser.parser import Parser  # type: ignore[import-not-found]
from samtranslator.translator.translator import Translator  # type: ignore[import-not-found]

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    for resource in asked["template"]["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/package.zip"  # what `sam deploy` has put in by then
    translator = Translator({}, Parser(), boto_session=Session(region_name="us-east-1"))  # {}: no managed policies
    json.dump(translator.translate(sam_template=asked["template"], parameter_values=asked["parameters"]), sys.stdout)
