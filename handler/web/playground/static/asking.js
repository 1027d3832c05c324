// Asking: what the service is sent, and what comes back: a picture, or a problem.

import { sign, signedPost } from "./signing.js";

export const BASE = new URL(".", document.baseURI).href;
const TRIES = 5; // more than the first
const PATIENCE = 3; // seconds before each
const ACCEPT = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";

// Parameters without which a picture is as it would be without loss.
const LOSING = "fm q max-bytes lossless colors palette prefix hdr effort metadata dl ch".split(" ");

export class Problem extends Error {
  constructor(told) {
    super(told.detail ?? told.title ?? "the picture did not come");
    Object.assign(this, { told });
  }
}

// Asks for what a state says; Problem where the service answers with one.
export async function ask({ path, query, uploaded }, signal) {
  const [target, options] = uploaded ? await signedPost(path, formOf(uploaded, query)) : [await sign(path), {}];
  const started = performance.now();
  const answer = await patiently(BASE + target, { ...options, signal, headers: { ...options.headers, accept: ACCEPT } });
  if (!answer.ok) throw new Problem(await problemOf(answer));
  return { answer, blob: await answer.blob(), waited: performance.now() - started };
}

// A service that is busy says when to ask again.
async function patiently(target, options) {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(target, options);
    const seconds = Number(answer.headers.get("retry-after"));
    if (answer.status !== 503 || !seconds || tries === TRIES) return answer;
    await new Promise((done) => setTimeout(done, Math.min(seconds, PATIENCE) * 1000));
  }
}

function formOf(picture, query) {
  const form = new FormData();
  form.set("picture", picture);
  form.set("query", query);
  return form;
}

async function problemOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { status: answer.status, detail: `the answer was ${answer.status} ${answer.statusText}` };
  }
}

// The same words without what loses or leaves out anything, as PNG.
export function lossless(words) {
  const kept = new Map([...words].filter(([name]) => !LOSING.includes(name)));
  if (kept.has("auto")) {
    kept.delete("auto");
    if (words.get("auto").includes("enhance")) kept.set("auto", "enhance");
  }
  return kept.set("fm", "png");
}
