// Chosen: a button for each word that is set, which removes it; the focus goes on to the next.

import { by, el } from "./elements.js";

const LONGEST = 24;

// remove: called with the name of a word, or with none for all of them; it shows what is left.
export function showChosen(words, remove) {
  const button = (name, attributes, ...inside) => {
    const onclick = (event) => {
      const at = [...by("chosen").children].indexOf(event.currentTarget.parentElement);
      remove(name);
      const left = by("chosen").children[at] ?? by("chosen").lastElementChild;
      (left?.firstElementChild ?? by("settings-title")).focus();
    };
    return el("button", { type: "button", ...attributes, onclick }, ...inside);
  };
  const made = [...words].map(([name, value]) => {
    const short = value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
    const said = { "aria-label": `Remove ${name}=${value}`, title: "Remove" };
    return button(name, said, el("code", {}, `${name}=${short}`), " ×");
  });
  if (made.length > 1) made.push(button("", { class: "all" }, "Reset all"));
  by("chosen").replaceChildren(...made.map((each) => el("li", {}, each)));
}
