// Problems: told beside the picture, and at the control that they are about.

import { by, el } from "./elements.js";

let blamed = null;

export function forgive() {
  by("stage").classList.remove("stale");
  blamed?.blame("");
  blamed = null;
  by("problem").replaceChildren();
  by("error-key").hidden = true;
  by("key").removeAttribute("aria-invalid");
}

// control: that of the parameter, if there is one. keyed: whether the picture has a key, which may be what is wrong.
// words, set: what is said, and how it is changed.
export function complain({ parameter, detail, nearest, status }, { control, keyed, words, set } = {}) {
  forgive();
  by("stage").classList.add("stale");
  by("facts").replaceChildren(); // they are of the picture before
  by("said").textContent = "";
  const told = [el("p", {}, el("strong", {}, `${status ?? ""} `), detail)];
  if (control) {
    blamed = control;
    control.blame(detail);
    reveal(control.element);
    told.push(linkTo(control));
  } else if (words?.has(parameter)) {
    const value = words.get(parameter);
    const button = (said, onclick) => el("button", { type: "button", onclick }, said);
    if (nearest) told.push(button(`Use ${nearest}`, () => set(parameter, "", nearest, value)));
    told.push(button(`Remove ${parameter}`, () => set(parameter, "")));
  } else if (keyed && (status === 404 || parameter === "key")) {
    by("error-key").textContent = detail;
    by("error-key").hidden = false;
    by("key").setAttribute("aria-invalid", "true");
  }
  by("problem").replaceChildren(...told);
}

function linkTo(control) {
  const onclick = (event) => {
    event.preventDefault();
    by("find").value = ""; // it may hide the control
    by("find").dispatchEvent(new Event("input"));
    control.focus();
  };
  return el("a", { href: `#c-${control.name}`, onclick }, `Go to ${control.name}`);
}

function reveal(element) {
  for (let part = element.parentElement; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
}
