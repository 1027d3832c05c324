// Run a CloudFront Function in node, as a module or as a program.
//
// node tests/support/edge.mjs FILE: each line of the standard input is {"method", "uri", "query", "accept", "hints"} in JSON, each line
// of the output what the function makes of that request. Without "query" there is no question mark in the address.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** Return the function `handler` of a file. CloudFront's runtime is strict too. */
export function load(file) {
  return new Function(`'use strict';\n${readFileSync(file, 'utf8')}\nreturn handler;`)();
}

/** Return the event of a request, as CloudFront describes it to a viewer-request function. */
export function event({ method = 'GET', uri = '/images/a.jpg', query, accept, hints = {} }) {
  const headers = { host: { value: 'img.example.com' } };
  if (accept !== undefined) {
    headers.accept = { value: accept };
  }
  for (const [name, value] of Object.entries(hints)) {
    headers[name] = { value };
  }
  const request = { method, uri, querystring: parsed(query ?? ''), headers, cookies: {}, rawQueryString: () => query };
  return { version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: '192.0.2.1' }, request };
}

/** Return what a function makes of a request: its path, its query as text, its Accept, the headers that are left. */
export function answer(handler, request) {
  const { uri, querystring, headers } = handler(event(request));
  const query = typeof querystring === 'string' ? querystring : request.query;
  return { uri, query, accept: headers.accept?.value, host: headers.host.value, left: Object.keys(headers) };
}

function parsed(query) {
  return Object.fromEntries(query.split('&').filter(Boolean).map((pair) => [pair.split('=')[0], { value: pair.split('=')[1] ?? '' }]));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const handler = load(process.argv[2]);
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(answer(handler, JSON.parse(line)))}\n`);
  }
}
