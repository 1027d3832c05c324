// Preview: asks for the picture, shows it over or beside the original, and tells what came.

import { by, el } from "./elements.js";
import { score } from "./score.js";
import { sign } from "./signing.js";

const BASE = new URL(".", document.baseURI).href;
const ACCEPT = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
const SHOWABLE = /^image\/(?:avif|webp|png|jpeg|gif|svg\+xml|bmp|x-icon|vnd\.microsoft\.icon|apng)$/;
const MOST_SCORED = 2.5e6;
const EXACT = new Set(["fm", "q", "max-bytes", "lossless", "colors", "palette", "prefix", "hdr", "effort", "metadata", "dl", "ch"]);

export class Problem extends Error {
  constructor(told) {
    super(told.detail ?? told.title ?? "the picture did not come");
    Object.assign(this, { told });
  }
}

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
export const bytes = (count) => (count < 1000 ? `${count} B` : count < 1e6 ? `${number.format(count / 1000)} kB` : `${number.format(count / 1e6)} MB`);

// Asks for what a state says; Problem where the service answers with one.
async function ask({ path, query, uploaded }, signal) {
  const asked = { signal, headers: { accept: ACCEPT } };
  if (uploaded) {
    const body = new FormData();
    body.set("picture", uploaded);
    body.set("query", query);
    Object.assign(asked, { method: "POST", body });
  }
  const started = performance.now();
  const answer = await fetch(BASE + (await sign(path)), asked);
  if (!answer.ok) throw new Problem(await problemOf(answer));
  return { answer, blob: await answer.blob(), waited: performance.now() - started };
}

async function problemOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { status: answer.status, detail: `the answer was ${answer.status} ${answer.statusText}` };
  }
}

const urls = new Map();

// Shows a blob or an address in an <img>; false where the browser cannot.
async function load(image, source) {
  if (urls.has(image)) URL.revokeObjectURL(urls.get(image));
  urls.delete(image);
  const url = typeof source === "string" ? source : URL.createObjectURL(source);
  if (url !== source) urls.set(image, url);
  image.src = url;
  try {
    await image.decode();
    return true;
  } catch {
    return false;
  }
}

// The same words without what loses or leaves out anything, as PNG.
export function lossless(words) {
  const kept = new Map([...words].filter(([name]) => !EXACT.has(name)));
  if (kept.has("auto")) {
    kept.delete("auto");
    if (words.get("auto").includes("enhance")) kept.set("auto", "enhance");
  }
  return kept.set("fm", "png");
}

function timings(header) {
  return [...(header ?? "").matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, name, ms]) => ({ name, ms: Number(ms) }));
}

export class Preview {
  constructor() {
    this.running = new AbortController();
    this.origins = new Map();
    by("divider").addEventListener("input", () => this.cut());
  }

  // Shows what a state says; false where another was asked for before it was done.
  async show(state) {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    by("stage").setAttribute("aria-busy", "true");
    if (by("after").hidden) by("empty").textContent = "The picture is being made.";
    try {
      const came = await ask(state, signal);
      const shown = await this.picture(state, came, signal);
      if (signal.aborted) return false;
      this.facts(came, shown, this.origins.get(state.key));
      this.finish(state, came, shown, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      by("empty").textContent = "No picture.";
      throw error;
    } finally {
      if (!signal.aborted) by("stage").removeAttribute("aria-busy");
    }
  }

  // What takes longer and is not waited for: the original beside, and the score.
  async finish(state, came, shown, signal) {
    const origin = await this.origin(state).catch(() => null);
    if (signal.aborted) return;
    if (origin) this.facts(came, shown, origin);
    await this.compare(shown, origin, signal);
    if (!signal.aborted) await this.judge(state, came, shown, signal);
  }

  // Puts the picture on the page; what a browser cannot show is shown as PNG.
  async picture(state, { blob }, signal) {
    const after = by("after"), kind = blob.type.split(";")[0];
    let stands = null;
    if (!SHOWABLE.test(kind) && !kind.startsWith("image/")) return this.empty(`The answer is ${kind}, no picture.`, blob);
    let good = await load(after, blob);
    if (!good) {
      stands = (await ask(state.exact, signal)).blob;
      good = await load(after, stands);
    }
    if (!good) return this.empty(`This browser shows no ${kind}.`, blob);
    by("empty").hidden = true;
    after.hidden = false;
    after.alt = `Result: ${state.title}`;
    return { width: after.naturalWidth, height: after.naturalHeight, kind, stands };
  }

  async empty(said, blob) {
    for (const id of ["after", "before", "divider", "aside"]) by(id).hidden = true;
    by("frame").classList.remove("cut");
    const text = /json|text|css/.test(blob.type) ? await blob.text() : "";
    by("empty").hidden = false;
    by("empty").replaceChildren(said, ...(text ? [el("code", { tabindex: "0", role: "region", "aria-label": "The answer" }, text.slice(0, 2000))] : []));
    return { width: 0, height: 0, kind: blob.type.split(";")[0] };
  }

  // Bytes, sides and address of the original; null where there is none.
  async origin({ key, uploaded }) {
    if (uploaded) return { url: uploaded, bytes: uploaded.size };
    if (!key) return null;
    if (!this.origins.has(key)) {
      const path = key.split("/").map(encodeURIComponent).join("/");
      const answer = await fetch(BASE + (await sign(`info/${path}`)));
      const { source } = answer.ok ? await answer.json() : {};
      this.origins.set(key, { ...source, url: BASE + (await sign(`images/${path}?w=1280`)) });
    }
    return this.origins.get(key);
  }

  // The original over the result where both have one shape, else beside it.
  async compare(shown, origin, signal) {
    const before = by("before"), other = by("original");
    const good = origin && shown.width && (await load(before, origin.url));
    if (signal.aborted) return;
    const ratio = before.naturalWidth / before.naturalHeight / (shown.width / shown.height);
    const same = good && Math.abs(ratio - 1) < 0.02;
    before.hidden = by("divider").hidden = !same;
    by("frame").classList.toggle("cut", Boolean(same));
    by("aside").hidden = !good || same;
    if (good && !same) await load(other, origin.url);
    this.cut();
  }

  cut() {
    const { value } = by("divider");
    by("frame").style.setProperty("--cut", `${value}%`);
    by("divider").setAttribute("aria-valuetext", `${value} percent original`);
  }

  facts({ answer, blob, waited }, shown, origin) {
    const steps = timings(answer.headers.get("server-timing"));
    const all = steps.reduce((sum, { ms }) => sum + ms, 0);
    const saved = origin?.bytes && shown.width ? 1 - blob.size / origin.bytes : null;
    const of = origin?.bytes ? `of ${bytes(origin.bytes)}` : "";
    const rows = [
      ["Bytes", bytes(blob.size), of],
      saved != null && [saved >= 0 ? "Saved" : "Grown by", `${number.format(Math.abs(100 * saved))} %`, bytes(Math.abs(origin.bytes - blob.size))],
      ["Format", (shown.kind || "–").replace(/^image\//, "").replace("+xml", ""), shown.stands ? "shown here as PNG" : ""],
      ["Pixels", shown.width ? `${shown.width} × ${shown.height}` : "–", origin?.width ? `of ${origin.width} × ${origin.height}` : ""],
      ["Time", `${Math.round(steps.length ? all : waited)} ms`,
        steps.map(({ name, ms }) => `${name} ${Math.round(ms)}`).join(" · ") || "from the question to the last byte"],
      ["Score", el("output", { id: "score" }, "–"), "1 is as without loss (SSIM)"],
    ].filter(Boolean);
    by("facts").replaceChildren(...rows.map(([name, value, more]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, value, more ? el("small", {}, more) : null))));
    by("said").textContent = `${bytes(blob.size)}, ${shown.kind}, ${shown.width} by ${shown.height} pixels` +
      (saved == null ? "" : `, ${number.format(100 * saved)} percent saved`);
  }

  // The score comes last: the same picture has to be made once more, without loss.
  async judge(state, { blob }, shown, signal) {
    const place = by("score");
    place.parentElement.title =
      "How near the result is to the same picture without loss: SSIM of luminance (Wang and others, 2004), " +
      "computed in this page. Above 0.95 few see a difference.";
    if (!shown.width || shown.stands || shown.width * shown.height > MOST_SCORED) return;
    try {
      const exact = await ask(state.exact, signal);
      const value = await score(blob, exact.blob);
      if (!signal.aborted && value != null) place.textContent = value.toFixed(3);
    } catch {
      // no score: what cannot be had without loss has none
    }
  }
}
