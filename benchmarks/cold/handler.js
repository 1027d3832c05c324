// A Lambda handler that does the same job: a picture out of S3, upright, 300 pixels wide, as WebP of the same quality.
"use strict";

const { GetObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const sharp = require("sharp");

const QUALITY = Number(process.env.WEBP_QUALITY);
const [BUCKET] = process.env.TINTYPE_SOURCE.replace("s3://", "").split("/");
const s3 = new S3Client({ forcePathStyle: true });

exports.handler = async (event) => {
  const Key = decodeURIComponent(event.rawPath.slice("/images/".length));
  const width = Number(new URLSearchParams(event.rawQueryString).get("w"));
  const found = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  const picture = sharp(await found.Body.transformToByteArray()).autoOrient();
  const body = await picture.resize({ width, withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();
  return {
    statusCode: 200,
    headers: { "content-type": "image/webp", etag: found.ETag, "cache-control": "public, max-age=86400" },
    body: body.toString("base64"),
    isBase64Encoded: true,
  };
};
