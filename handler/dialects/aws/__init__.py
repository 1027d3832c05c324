"""AWS's solution (Dynamic Image Transformation, once Serverless Image Handler): sharp's edits as base64 JSON.

It has two other forms, which become the same edits: thumbor's paths as it reads them, and a short query.
https://docs.aws.amazon.com/solutions/latest/dynamic-image-transformation-for-amazon-cloudfront/
"""
