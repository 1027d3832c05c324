// S3 for the servers of Node: one client that keeps its connections, and a whole object as a buffer.
"use strict";

const { GetObjectCommand, HeadObjectCommand, S3Client } = require("@aws-sdk/client-s3");

const Bucket = process.env.BUCKET;
const client = new S3Client({ forcePathStyle: true });

exports.get = (Key, more = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
exports.head = (Key) => client.send(new HeadObjectCommand({ Bucket, Key }));
