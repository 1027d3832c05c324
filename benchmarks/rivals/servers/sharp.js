// sharp and the AWS SDK, as a good small server: /KEY?w=300&h=200&fm=webp&q=80&sharp=1&moving=1; no query: the original.
"use strict";

const sharp = require("sharp");

const { get } = require("./s3.js");
const { serve } = require("./serve.js");

sharp.concurrency(1);
sharp.cache(false);

// An entity tag is S3's own and the query, so that a 304 needs no picture: S3 is asked whether the object is the same.
const known = (request, search) => {
  const tag = request.headers["if-none-match"];
  return tag?.endsWith(`${search}"`) ? `${tag.slice(0, -1 - search.length)}"` : undefined;
};

serve(async (request, response) => {
  const { pathname, search, searchParams } = new URL(request.url, "http://localhost");
  try {
    const found = await get(decodeURIComponent(pathname.slice(1)), { IfNoneMatch: known(request, search) });
    const headers = { etag: `${found.ETag.slice(0, -1)}${search}"`, "cache-control": "public, max-age=86400" };
    if (!search) {
      response.writeHead(200, { ...headers, "content-type": found.ContentType, "content-length": found.ContentLength });
      found.Body.pipe(response);
      return;
    }
    const asked = (name) => Number(searchParams.get(name)) || undefined;
    const source = await found.Body.transformToByteArray();
    let picture = sharp(source, { animated: searchParams.has("moving"), sequentialRead: true }).autoOrient();
    picture = picture.resize({ width: asked("w"), height: asked("h"), withoutEnlargement: true });
    if (searchParams.has("sharp")) picture = picture.sharpen({ sigma: 1 });
    const format = searchParams.get("fm");
    const body = await picture.toFormat(format, { quality: asked("q") }).toBuffer();
    response.writeHead(200, { ...headers, "content-type": `image/${format}`, "content-length": body.length });
    response.end(body);
  } catch (error) {
    response.writeHead(error.$metadata?.httpStatusCode ?? 500).end();
  }
});
