"""Turn the template into plain CloudFormation, as AWS does when it deploys: run by the Python of .venv-sam.

Each line of the input is JSON with `template` and `parameters`, each line of the output a transformed template.
"""

import json
import sys

from boto3.session import Session
from samtranslator.parser.parser import Parser  # type: ignore[import-not-found]
from samtranslator.translator.translator import Translator  # type: ignore[import-not-found]

if __name__ == "__main__":
    session = Session(region_name="us-east-1")
    for line in sys.stdin:
        asked = json.loads(line)
        for resource in asked["template"]["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                packed = "s3://bucket/package.zip"  # what `sam deploy` has put in by then; CDK has put in its own
                written = resource["Properties"].get("CodeUri")
                resource["Properties"]["CodeUri"] = written if isinstance(written, dict) else packed
        translator = Translator({}, Parser(), boto_session=session)  # {}: no managed policies
        made = translator.translate(sam_template=asked["template"], parameter_values=asked["parameters"])
        sys.stdout.write(f"{json.dumps(made)}\n")
        sys.stdout.flush()
