// Picking: the ways to name a picture: a sample, a key, a file that is chosen or dropped, a generator.

import { by } from "./elements.js";

const samples = () => [...document.querySelectorAll("[data-key]")];

// The sample to begin with, if there are any.
export function firstSample() {
  const keys = samples().map((each) => each.dataset.key);
  return keys.includes("bee.jpg") ? "bee.jpg" : keys[0];
}

let last = null; // the key of the stored picture that was shown before

export function showPicked({ kind, name }) {
  if (kind === "key" && name) last = name;
  by("key").value = kind === "key" ? name : "";
  by("made").value = kind === "made" ? name : "";
  for (const each of samples()) {
    if (kind === "key" && each.dataset.key === name) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
}

// The key that a text names, which may be an address that was pasted.
function keyIn(text) {
  const [, path] = /^(?:https?:\/\/[^/]+)?\/(?:images\/)?([^?]+)/.exec(text) ?? [];
  try {
    return path ? decodeURIComponent(path) : text;
  } catch {
    return path;
  }
}

// keyed, made: called with a name; uploaded: with a file.
export function listen({ keyed, made, uploaded }) {
  for (const each of samples()) {
    each.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      keyed(each.dataset.key);
    });
  }
  by("by-key").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = keyIn(by("key").value.trim());
    if (name) keyed(name);
  });
  by("made").addEventListener("change", () => {
    if (by("made").value) made(by("made").value);
    else if (last ?? firstSample()) keyed(last ?? firstSample());
  });
  by("file").addEventListener("change", () => by("file").files.length && uploaded(by("file").files[0]));
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    uploaded(event.dataTransfer.files[0]);
  });
}
