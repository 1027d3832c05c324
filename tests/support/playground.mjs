// The texts that the playground gives to copy, made in node of states on standard input. Told: the service's address.

import { readFileSync } from "node:fs";

const [address] = process.argv.slice(2);
globalThis.document = { documentElement: { dataset: {} }, baseURI: address };
const real = globalThis.fetch;
globalThis.fetch = (path, options) => real(new URL(path, address), options);

const { contentOf } = await import("../../handler/web/playground/static/contents.js");
const { ids, states } = JSON.parse(readFileSync(0, "utf8"));

const made = [];
for (const state of states) {
  const all = {};
  for (const id of ids) all[id] = await contentOf(id, { address, ...state }).catch(({ message }) => ({ error: message }));
  made.push(all);
}
console.log(JSON.stringify(made));
