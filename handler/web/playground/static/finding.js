// Finding: shows the parameters that have every word looked for in their name or text, in groups that are open then.

import { by } from "./elements.js";

// The control to go to: of those that are shown one whose name has what is looked for, else the first.
export function meant(every) {
  const some = every.filter(({ element }) => !element.hidden);
  return some.find(({ name }) => name.includes(by("find").value.trim())) ?? some[0];
}

export function find(every) {
  const wanted = by("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let some = 0;
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
  by("found").textContent = wanted.length ? some ? `${some} of ${every.length}` : "none found" : "";
}
