// Languages: the address of a picture as other services say it, asked of the service, and what each cannot say.

import { copyButton } from "./copying.js";
import { el } from "./elements.js";

const open = new Set((document.documentElement.dataset.dialects ?? "").split(" ").filter(Boolean));
const absolute = (url) => new URL(url, document.baseURI).href;

// The elements to show. say: tells what was copied.
export async function languages(path, say) {
  const answer = await fetch(`translate?url=${encodeURIComponent(`/${path}`)}`);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  const all = Object.entries(told.to);
  const rows = all.filter(([, { url }]) => url).sort(([one], [other]) => open.has(other) - open.has(one));
  const without = all.filter(([, { why }]) => why);
  const table = el("table", { class: "languages" },
    el("caption", {}, "The same address in other services' words"),
    el("thead", { class: "hidden" }, el("tr", {}, ...["Service", "URL", "Copy"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.map(([name, { url }]) => row(name, absolute(url), say))));
  return without.length ? [table, reasons(without)] : [table];
}

function row(name, url, say) {
  return el("tr", {},
    el("th", { scope: "row" }, name, el("span", { class: open.has(name) ? "open" : "shut" }, open.has(name) ? "answered here" : "not answered here")),
    el("td", {}, el("code", {}, url)),
    el("td", {}, copyButton(`${name} URL`, () => url, say)));
}

const reasons = (without) => el("details", {},
  el("summary", {}, `${without.length} cannot say it`),
  el("dl", { class: "why" }, ...without.flatMap(([name, { why }]) => [el("dt", {}, name), el("dd", {}, why)])));
