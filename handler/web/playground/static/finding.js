// Finding: shows the parameters that have every word looked for in their name or text, in groups that are open then.

import { by } from "./elements.js";

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
  by("found").textContent = wanted.length ? `${some} of ${every.length}` : "";
}
