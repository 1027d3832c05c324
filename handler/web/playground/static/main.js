// Main: what is picked and set, from the controls to the location and back, and to the preview.

import { showAddress } from "./address.js";
import { Problem, lossless } from "./asking.js";
import { showChosen } from "./chosen.js";
import { control, groups, section } from "./controls.js";
import { by, el } from "./elements.js";
import { find, meant } from "./finding.js";
import { panel } from "./panel.js";
import { firstSample, listen, showPicked } from "./picking.js";
import { Preview } from "./preview.js";
import { complain, forgive } from "./problems.js";
import { fragmentOf, pathOf, query, stateOf } from "./state.js";

const PAUSE = 250; // milliseconds, after which a change is shown
const APART = 1500; // and between two steps of the back button
const CARD = "#generate/card?title=Pictures+on+demand&subtitle=Made+by+a+URL";
const WIDTH = ["w", "640"];

const coming = fetch(new URL("controls.json", import.meta.url)).then((answer) => answer.json());
const address = new URL(`${document.documentElement.dataset.address}/`, document.baseURI).href;
const here = location.pathname + location.search; // a fragment alone would be one of <base>
const view = panel(by("code"));
const preview = new Preview();

let told = { groups: {}, made: {} }; // what controls.json says
let controls = new Map(); // by name
let own = new Map(); // those of the generator
let source = { kind: "key", name: "" };
let words = new Map();
let file = null;
let timer = 0;
let written = 0; // when the location was
let trouble = null;

// Words get values, or lose them: name, value, name, value ...
function set(...pairs) {
  for (let at = 0; at < pairs.length; at += 2) {
    if (pairs[at + 1] === "") words.delete(pairs[at]);
    else words.set(pairs[at], pairs[at + 1]);
  }
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

// Lets controls, buttons and counts say what the state says.
function mirror() {
  const made = source.kind === "made" ? source.name : "";
  if (by("groups").dataset.made !== made) ownControls(made);
  for (const [name, each] of [...controls, ...own]) each.show(words.get(name) ?? "");
  for (const part of by("groups").querySelectorAll("details")) {
    part.querySelector(".count").textContent = part.querySelectorAll(".control.set").length || "";
  }
  showChosen(words, (name) => set(...(name ? [name, ""] : [...words.keys()].flatMap((each) => [each, ""]))));
  showPicked(source);
}

// The words of a generator, which no other picture has.
function ownControls(made) {
  by("groups").dataset.made = made;
  by("own")?.remove();
  own = new Map((told.made[made] ?? []).map((each) => [each.name, control(each, set)]));
  if (!own.size) return;
  const part = section(made, [...own.values()], true);
  part.id = "own";
  by("groups").prepend(part);
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
    const soon = written && performance.now() - written < APART;
    history[soon ? "replaceState" : "pushState"](null, "", here + fragment);
    written = performance.now();
  }
  render();
}

async function render() {
  const { kind, name } = source;
  if (kind === "key" && !name) return;
  if (kind === "upload" && !file) {
    preview.stop();
    tell({ detail: "A file of your own is not kept: choose it once more." });
    return;
  }
  const state = {
    key: kind === "key" ? name : "",
    generated: kind === "made" ? name : "",
    uploaded: kind === "upload" ? file : null,
    query: query(words),
    path: pathOf(source, words),
    address,
  };
  const exact = lossless(words);
  const less = { ...state, query: query(exact), path: pathOf(source, exact) };
  document.title = `${name} – Tintype`;
  view.show(state);
  showAddress(state);
  try {
    if (!(await preview.show({ ...state, title: name, exact: less }))) return;
    trouble = null;
    forgive();
  } catch (error) {
    tell(error instanceof Problem ? error.told : { detail: `The service does not answer (${error.message}).` });
  }
}

function tell(problem) {
  trouble = problem;
  const about = own.get(problem.parameter) ?? controls.get(problem.parameter);
  complain(problem, { control: about, keyed: source.kind === "key", words, set });
}

function restore() {
  const state = stateOf(location.hash);
  if (!state) return false;
  clearTimeout(timer);
  ({ source, words } = state);
  if (source.kind === "upload") source.name = file?.name ?? "";
  mirror();
  render();
  return true;
}

// The picture does not wait for the controls.
async function build() {
  told = await coming;
  const made = groups(told.groups, set);
  controls = made.all;
  by("groups").append(...made.elements);
  made.elements[0].open = matchMedia("(min-width: 60rem)").matches;
  for (const name of Object.keys(told.made)) by("made").append(el("option", { value: name }, name));
  delete by("groups").dataset.made;
  mirror();
  if (trouble) tell(trouble);
}

listen({
  keyed: (name) => choose({ kind: "key", name }),
  made: (name) => {
    const needed = told.made[name].filter((each) => each.needed || each.name === "title").map((each) => [each.name, each.example]);
    choose({ kind: "made", name }, needed);
  },
  uploaded: (chosen) => {
    file = chosen;
    choose({ kind: "upload", name: chosen.name });
  },
});
by("groups").addEventListener("submit", (event) => event.preventDefault());
by("find").addEventListener("input", () => find([...controls.values(), ...own.values()]));
by("find").addEventListener("keydown", ({ key }) => key === "Enter" && meant([...controls.values(), ...own.values()])?.focus());
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  by("stage").focus();
});
addEventListener("popstate", restore);

if (!restore()) {
  const first = firstSample();
  history.replaceState(null, "", here + (first ? `#images/${encodeURIComponent(first)}?w=640` : CARD));
  restore();
}
build().catch(() => tell({ detail: "The controls did not come: load the page once more." }));
