// Main: what is chosen and set, from the controls to the location and back, and to the preview.

import { groups, section, control } from "./controls.js";
import { by, el } from "./elements.js";
import { panel } from "./panel.js";
import { Preview, Problem, lossless } from "./preview.js";
import { fragmentOf, pathOf, query, stateOf } from "./state.js";

const PAUSE = 250, APART = 1500;
const CARD = "#generate/card?title=Pictures+on+demand&subtitle=Made+by+a+URL";
const WIDTH = ["w", "640"];

const coming = fetch(new URL("controls.json", import.meta.url)).then((answer) => answer.json());
const address = new URL(`${document.documentElement.dataset.address}/`, document.baseURI).href;
const here = location.pathname + location.search; // a fragment alone would be one of <base>
const view = panel(by("code")), preview = new Preview();
let told = { groups: {}, made: {} }, controls = groups({}, set);
let source = { kind: "key", name: "" }, words = new Map(), file = null;
let own = new Map(), timer = 0, written = 0, blamed = null, trouble = null;

const controlOf = (name) => own.get(name) ?? controls.all.get(name);

// A word gets a value, or loses it.
function set(name, value) {
  if (value === "") words.delete(name);
  else words.set(name, value);
  mirror();
  later();
}

// Another picture keeps the words, but for those of the generator before. more: words that it needs.
function choose(next, more = words.size ? [] : [WIDTH]) {
  if (next.kind !== source.kind || next.name !== source.name) {
    for (const name of own.keys()) words.delete(name);
  }
  source = next;
  words = new Map([...more, ...words]);
  mirror();
  now();
}

// Lets controls, chips and counts say what the state says.
function mirror() {
  if (by("groups").dataset.made !== (source.kind === "made" ? source.name : "")) ownControls();
  for (const [name, each] of [...controls.all, ...own]) each.show(words.get(name) ?? "");
  for (const part of by("groups").querySelectorAll("details")) {
    const some = part.querySelectorAll(".control.set").length;
    part.querySelector(".count").textContent = some || "";
  }
  chips();
  by("key").value = source.kind === "key" ? source.name : "";
  by("made").value = source.kind === "made" ? source.name : "";
  for (const each of document.querySelectorAll("[data-key]")) {
    if (source.kind === "key" && each.dataset.key === source.name) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
}

// A button for each word that is set, which removes it; the focus goes on to the next.
function chips() {
  const remove = (name) => (event) => {
    const at = [...by("chosen").children].indexOf(event.currentTarget.parentElement);
    if (name) set(name, "");
    else {
      words.clear();
      mirror();
      later();
    }
    (by("chosen").children[at] ?? by("chosen").lastElementChild)?.firstElementChild.focus();
    if (!words.size) by("settings-title").focus();
  };
  const made = [...words].map(([name, value]) => el("button", {
    type: "button", "aria-label": `Remove ${name}=${value}`, title: "Remove", onclick: remove(name),
  }, el("code", {}, `${name}=${value.length > 24 ? `${value.slice(0, 23)}…` : value}`), " ×"));
  if (made.length > 1) made.push(el("button", { type: "button", class: "all", onclick: remove("") }, "Reset all"));
  by("chosen").replaceChildren(...made.map((button) => el("li", {}, button)));
}

// The words of a generator, which no other picture has.
function ownControls() {
  const name = source.kind === "made" ? source.name : "";
  by("groups").dataset.made = name;
  by("own")?.remove();
  const made = (told.made[name] ?? []).map((each) => control(each, set));
  own = new Map(made.map((each) => [each.name, each]));
  if (made.length) {
    const part = section(name, made, true);
    part.id = "own";
    by("groups").prepend(part);
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(now, PAUSE);
}

// Writes the location, and shows the picture. What follows at once is no step of its own for the back button.
function now() {
  clearTimeout(timer);
  const fragment = fragmentOf(source, words);
  if (fragment !== location.hash) {
    const soon = performance.now() - written < APART;
    history[soon && written ? "replaceState" : "pushState"](null, "", here + fragment);
    written = performance.now();
  }
  render();
}

async function render() {
  const state = {
    key: source.kind === "key" ? source.name : "",
    generated: source.kind === "made" ? source.name : "",
    uploaded: source.kind === "upload" ? file : null,
    query: query(words),
    path: pathOf(source, words),
    address,
  };
  if (source.kind === "key" && !source.name) return;
  if (source.kind === "upload" && !file) {
    complain({ detail: "A file of your own is not kept: choose it once more." });
    return;
  }
  const exact = lossless(words);
  const shown = { ...state, title: file && state.uploaded ? file.name : source.name };
  shown.exact = { ...state, query: query(exact), path: pathOf(source, exact) };
  document.title = `${shown.title} – Tintype`;
  view.show(state);
  by("url").replaceChildren(...spelt(state));
  by("copy").hidden = Boolean(state.uploaded);
  if (state.uploaded) by("link").removeAttribute("href");
  else by("link").href = address + state.path;
  try {
    if (await preview.show(shown)) forgive();
  } catch (error) {
    complain(error instanceof Problem ? error.told : { detail: `The service does not answer (${error.message}).` });
  }
}

// The address in parts: the service, the picture, and each word with its value.
function spelt({ uploaded, path, query: said }) {
  const words = said ? said.split("&").map((word) => el("b", {}, word)) : [];
  const between = words.flatMap((word, at) => [at ? "&" : uploaded ? "  " : "?", el("wbr"), word]);
  return [el("span", {}, uploaded ? "POST " : "", address), path.split("?")[0], ...between];
}

function forgive() {
  by("stage").classList.remove("stale");
  blamed?.blame("");
  blamed = trouble = null;
  by("problem").replaceChildren();
  by("error-key").hidden = true;
  by("key").removeAttribute("aria-invalid");
}

// Tells a problem beside the picture, and at the control that it is about.
function complain(problem) {
  const { parameter, detail, nearest, status } = problem;
  forgive();
  trouble = problem;
  by("stage").classList.add("stale");
  blamed = controlOf(parameter) ?? null;
  blamed?.blame(detail);
  if (blamed) reveal(blamed.element);
  if (!blamed && source.kind === "key" && (status === 404 || parameter === "key")) {
    by("error-key").textContent = detail;
    by("error-key").hidden = false;
    by("key").setAttribute("aria-invalid", "true");
  }
  const link = blamed && el("a", { href: `#c-${blamed.name}`, onclick: jump(() => blamed?.focus()) }, `Go to ${blamed.name}`);
  const word = nearest && !blamed && words.has(parameter) && el("button", {
    type: "button", onclick: () => { const value = words.get(parameter); words.delete(parameter); set(nearest, value); },
  }, `Use ${nearest}`);
  const unknown = !blamed && words.has(parameter) && el("button", { type: "button", onclick: () => { set(parameter, ""); } }, `Remove ${parameter}`);
  by("problem").replaceChildren(el("p", {}, el("strong", {}, `${status ?? ""} `), detail), ...[link, word, unknown].filter(Boolean));
}

function reveal(element) {
  for (let part = element.parentElement; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
}

const jump = (go) => (event) => {
  event.preventDefault();
  go();
};

function uploaded(chosen) {
  if (!chosen) return;
  file = chosen;
  choose({ kind: "upload", name: chosen.name });
}

// Shows the parameters that have every word looked for in name or text.
function find() {
  const wanted = by("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let some = 0;
  const every = [...controls.all.values(), ...own.values()];
  for (const each of every) {
    each.element.hidden = !wanted.every((word) => each.words.includes(word));
    some += !each.element.hidden;
  }
  for (const part of by("groups").querySelectorAll("details")) {
    const any = part.querySelector(".control:not([hidden])");
    part.hidden = !any;
    if (wanted.length) {
      part.dataset.was ??= String(part.open);
      part.open = Boolean(any);
    } else if (part.dataset.was) {
      part.open = part.dataset.was === "true";
      delete part.dataset.was;
    }
  }
  by("found").textContent = wanted.length ? `${some} of ${every.length}` : "";
}

function restore() {
  const state = stateOf(location.hash);
  if (!state) return false;
  source = state.source;
  words = state.words;
  if (source.kind === "upload") source.name = file?.name ?? "";
  mirror();
  render();
  return true;
}

for (const each of document.querySelectorAll("[data-key]")) {
  each.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose({ kind: "key", name: each.dataset.key });
  });
}
by("by-key").addEventListener("submit", jump(() => {
  const name = by("key").value.trim().replace(/^\/+/, "");
  if (name) choose({ kind: "key", name });
}));
by("made").addEventListener("change", () => {
  const name = by("made").value;
  if (!name) return;
  choose({ kind: "made", name }, told.made[name].filter((each) => each.needed).map((each) => [each.name, each.example]));
});
by("file").addEventListener("change", () => { uploaded(by("file").files[0]); });
by("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(by("url").textContent);
    by("copy").textContent = "Copied";
    by("said").textContent = "The address is copied.";
  } catch { // where the page may not, people do it themselves
    getSelection().selectAllChildren(by("url"));
    by("said").textContent = "The address is selected: copy it with Ctrl+C.";
  }
  setTimeout(() => { by("copy").textContent = "Copy"; }, APART);
});
by("groups").addEventListener("submit", (event) => { event.preventDefault(); });
by("find").addEventListener("input", find);
for (const skip of document.querySelectorAll(".skip")) skip.addEventListener("click", jump(() => by("stage").focus()));
addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
addEventListener("drop", (event) => {
  document.body.classList.remove("dropping");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  uploaded(event.dataTransfer.files[0]);
});
addEventListener("popstate", restore);

// The picture does not wait for the controls.
async function build() {
  told = await coming;
  controls = groups(told.groups, set);
  by("groups").append(...controls.elements);
  controls.elements[0].open = matchMedia("(min-width: 60rem)").matches;
  for (const name of Object.keys(told.made)) by("made").append(el("option", { value: name }, name));
  delete by("groups").dataset.made;
  mirror();
  if (trouble) complain(trouble);
}

if (!restore()) {
  const samples = [...document.querySelectorAll("[data-key]")].map((each) => each.dataset.key);
  const first = samples.includes("bee.jpg") ? "bee.jpg" : samples[0];
  history.replaceState(null, "", here + (first ? `#images/${encodeURIComponent(first)}?w=640` : CARD));
  restore();
}
build().catch(() => { complain({ detail: "The controls did not come: load the page once more." }); });
