// Preview: shows the picture that a state asks for, over or beside the original.

import { BASE, ask } from "./asking.js";
import { by, el } from "./elements.js";
import { showFacts } from "./facts.js";
import { score } from "./score.js";
import { sign } from "./signing.js";

const MOST_SCORED = 2.5e6;

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
      showFacts(came, shown, this.origins.get(state.key));
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

  // Gives up what is under way.
  stop() {
    this.running.abort();
    by("stage").removeAttribute("aria-busy");
  }

  // What takes longer and is not waited for: the original beside, and the score.
  async finish(state, came, shown, signal) {
    const origin = await this.origin(state).catch(() => null);
    if (signal.aborted) return;
    if (origin) showFacts(came, shown, origin);
    await this.compare(shown, origin, signal);
    if (!signal.aborted) await this.judge(state, came, shown, signal);
  }

  // Puts the picture on the page; what a browser cannot show is shown as PNG.
  async picture(state, { blob }, signal) {
    const after = by("after"),
      kind = blob.type.split(";")[0];
    let stands = null;
    if (!kind.startsWith("image/"))
      return this.empty(`The answer is ${kind}, no picture.`, blob);
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
    by("empty").replaceChildren(
      said,
      ...(text ? [el("code", { tabindex: "0", role: "region", "aria-label": "The answer" }, text.slice(0, 2000))] : []),
    );
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
    const before = by("before"),
      other = by("original");
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
