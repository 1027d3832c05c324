"""Prices: AWS's public list prices for us-east-1, US dollars, without taxes and discounts, as deploy.md reckons.

They change: check them before you rely on a sum.
"""

PRICES_OF = "June 2026"

MILLION = 1_000_000
GB = 1_000_000_000

# Lambda
LAMBDA_REQUEST = 0.20 / MILLION
LAMBDA_GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
LAMBDA_FREE_REQUESTS = 1 * MILLION
LAMBDA_FREE_GB_SECONDS = 400_000
SNAPSTART_GB_SECOND = 0.0000015046  # for as long as a version exists
SNAPSTART_RESTORED_GB = 0.0001397998

# The fronts, and the way out to the internet
REST_REQUEST = 3.50 / MILLION  # up to 333 million
CDN_REQUEST = 0.0100 / 10_000  # HTTPS from North America and Europe
CDN_FREE_REQUESTS = 10 * MILLION
CDN_FUNCTION = 0.10 / MILLION
CDN_FREE_FUNCTIONS = 2 * MILLION
SHIELD_REQUEST = 0.0075 / 10_000
AWS_OUT_GB = ((10_000, 0.09), (40_000, 0.085), (100_000, 0.07), (float("inf"), 0.05))
AWS_FREE_OUT_GB = 100
CDN_OUT_GB = ((10_000, 0.085), (40_000, 0.08), (100_000, 0.06), (float("inf"), 0.04))
CDN_FREE_OUT_GB = 1_000

# S3
S3_GET = 0.0004 / 1_000  # HEAD too
S3_PUT = 0.005 / 1_000
S3_GB_MONTH = 0.023

# CloudWatch, and what else can be switched on
LOG_GB = 0.50
LOG_FREE_GB = 5
ALARM = 0.10
FREE_ALARMS = 10
DASHBOARD = 3.00
FREE_DASHBOARDS = 3
METRIC = 0.30
FREE_METRICS = 10
TRACE = 5.00 / MILLION
SECRET = 0.40  # each, and 0.05 for 10,000 readings: a handful an hour
WAF_ACL = 5.00
WAF_RULE = 1.00
WAF_REQUEST = 0.60 / MILLION
