// Predictions: how large a picture will be, asked of the service, which reads the header of the source alone.

import { alike, changed, laidOut, scaled, words } from "./candidates.js";
import { sign } from "./signing.js";

const MODERN = [["avif", "image/avif"], ["webp", "image/webp"]];
const known = new Map(), MOST = 300;

// The result of a path, {width, height, exact, format, frames, alpha}; an Error with the service's words where none is.
export async function predicted(path) {
  if (known.size > MOST) known.clear();
  if (!known.has(path)) known.set(path, ask(path));
  return known.get(path);
}

async function ask(path) {
  const facts = path.startsWith("images/") ? path.replace("images/", "info/") : changed(path, { fm: "json" });
  const answer = await fetch(await sign(facts));
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? `the service answered ${answer.status}`);
  return facts.startsWith("info/") ? told.result : { ...told.result, format: words(path).get("fm") ?? told.result.format };
}

const signed = async (each) => ({ ...each, path: await sign(each.path) });

// The picture at several sizes, [{scale, path, width}], signed; size is null where no width is known before it is made.
export async function responsive(path) {
  const result = await predicted(path);
  const known = await Promise.all(scaled(path, result).map(async (each) => {
    const { width, height } = await predicted(each.path).catch(() => ({}));
    return { ...each, width, height };
  }));
  const good = result.exact ? alike(known, result) : known.filter(({ width }) => width);
  return { candidates: await Promise.all(good.map(signed)), plain: good, size: result.exact ? laidOut(path, result) : null, result };
}

// The same in several formats, for <picture>: [{type, candidates}], the last for every browser; and why others are not.
export async function inFormats(path) {
  const { plain, size, result } = await responsive(path);
  const last = result.frames > 1 ? "gif" : result.alpha ? "png" : "jpg";
  const formats = [], without = [];
  for (const [format, type] of [...MODERN, [last, null]]) {
    const all = plain.map((each) => ({ ...each, path: changed(each.path, { fm: format }) }));
    try {
      await predicted(changed(path, { fm: format }));
      formats.push({ type, candidates: await Promise.all(all.map(signed)) });
    } catch (error) {
      without.push(`${format}: ${error.message}`);
    }
  }
  return { formats: formats.at(-1)?.type === null ? formats : [...formats, { type: null, candidates: await Promise.all(plain.map(signed)) }], size, without };
}
