// iiif-processor, the core of serverless-iiif: /iiif/3/KEY/full/300,/0/default.webp; sizes are in S3's metadata.
"use strict";

const { Processor } = require("iiif-processor");

const { get, head } = require("./s3.js");
const { serve } = require("./serve.js");

const streamResolver = async ({ id }) => (await get(id)).Body;
const dimensionFunction = async ({ id }) => {
  const { width, height } = (await head(id)).Metadata;
  return { width: Number(width), height: Number(height) };
};

serve(async (request, response) => {
  try {
    const address = `http://${request.headers.host}${request.url}`;
    const result = await new Processor(address, streamResolver, { dimensionFunction }).execute();
    if (result.type !== "content") throw Object.assign(new Error(result.message), result);
    response.writeHead(200, { "content-type": result.contentType, "content-length": result.body.length });
    response.end(result.body);
  } catch (error) {
    response.writeHead(error.statusCode ?? 500).end();
  }
});
