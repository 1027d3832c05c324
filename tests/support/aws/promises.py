"""What every deployment promises, however it is deployed: assertions over a stack, from template.yaml or by CDK."""

from handler.config.settings import Settings
from tests.support.aws.deployments import DISTRIBUTION, TRACE, config, grants, variables
from tests.support.aws.template import Stack

OURS = ("arn:aws:s3:::", "ImagesLog.Arn", "WorkerLog.Arn", "Results.Arn", "Uploads.Arn", "SigningKey", DISTRIBUTION)
HANDLERS = {"Images": "handler.entry.lambda_handler", "Worker": "handler.worker_entry.handle_event"}
NO_SETTINGS = {"MALLOC_ARENA_MAX", "AWS_ENDPOINT_URL_S3", "DEPLOYED_WITH"}


def grants_name_what_they_allow(stack: Stack) -> None:
    for actions, resources in grants(stack):
        assert not [action for action in actions if "*" in action]
        assert ("*" in resources) == (actions == TRACE)  # X-Ray has nothing to name
        named = [each for each in resources if each != "*"]
        assert all(each.startswith(OURS) for each in named)


def roles_are_assumed_by_lambda_alone(stack: Stack) -> None:
    for role in stack.of_type("AWS::IAM::Role").values():
        assert "ManagedPolicyArns" not in role
        (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trusted["Principal"] == {"Service": "lambda.amazonaws.com"}


def buckets_are_private(stack: Stack) -> None:
    for bucket in stack.of_type("AWS::S3::Bucket").values():
        assert list(bucket["PublicAccessBlockConfiguration"].values()) == [True] * 4
        assert bucket["BucketEncryption"]
    for policy in stack.of_type("AWS::S3::BucketPolicy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert (statement["Principal"] == "*") == (statement["Effect"] == "Deny")


def functions_run_what_was_built(stack: Stack) -> None:
    functions = stack.of_type("AWS::Lambda::Function")
    assert "Images" in functions
    for name, function in functions.items():
        assert (function["Handler"], function["Runtime"]) == (HANDLERS[name], "python3.13")
        assert function["MemorySize"] == 1769
        assert function["LoggingConfig"]["LogGroup"] in stack.of_type("AWS::Logs::LogGroup")


def environments_are_settings(stack: Stack) -> None:
    for name in stack.of_type("AWS::Lambda::Function"):
        assert variables(stack, name).keys() - NO_SETTINGS <= set(Settings.names())
        Settings.read(variables(stack, name))


def logs_end(stack: Stack) -> None:
    groups = stack.of_type("AWS::Logs::LogGroup")
    assert groups
    assert all(int(group["RetentionInDays"]) > 0 for group in groups.values())


def this_distribution_alone_calls_the_function(stack: Stack) -> None:
    url = stack.one("AWS::Lambda::Url")
    assert url["AuthType"] == "AWS_IAM"
    assert url["TargetFunctionArn"] == "ImagesAliaslive"
    permissions = stack.of_type("AWS::Lambda::Permission").values()
    by_action = {permission["Action"]: permission for permission in permissions}
    assert set(by_action) == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    assert by_action["lambda:InvokeFunctionUrl"]["FunctionUrlAuthType"] == "AWS_IAM"
    assert by_action["lambda:InvokeFunction"]["InvokedViaFunctionUrl"] is True
    for permission in permissions:
        assert permission["Principal"] == "cloudfront.amazonaws.com"
        assert permission["SourceArn"] == DISTRIBUTION


def cloudfront_signs_what_it_asks(stack: Stack) -> None:
    access = stack.of_type("AWS::CloudFront::OriginAccessControl")["FunctionAccess"]["OriginAccessControlConfig"]
    signing = (access["OriginAccessControlOriginType"], access["SigningBehavior"], access["SigningProtocol"])
    assert signing == ("lambda", "always", "sigv4")
    (function,) = [each for each in config(stack)["Origins"] if each["Id"] == "function"]
    assert function["OriginAccessControlId"] == "FunctionAccess.Id"
    assert function["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def what_fails_five_times_is_kept(stack: Stack) -> None:
    redrive = stack.of_type("AWS::SQS::Queue")["Uploads"]["RedrivePolicy"]
    assert redrive == {"deadLetterTargetArn": "DeadLetters.Arn", "maxReceiveCount": 5}


EVERY_STACK = (
    grants_name_what_they_allow,
    roles_are_assumed_by_lambda_alone,
    buckets_are_private,
    functions_run_what_was_built,
    environments_are_settings,
    logs_end,
)
WITH_CLOUDFRONT = (this_distribution_alone_calls_the_function, cloudfront_signs_what_it_asks)
