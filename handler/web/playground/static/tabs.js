// Tabs: one of several panels is seen. Arrows, Home and End move along the tabs, as ARIA's authoring practices have it.

import { el } from "./elements.js";

// members: {id: title}. chosen: called with the id of a tab that is opened.
export function tabs(name, members, chosen) {
  const ids = Object.keys(members);
  const buttons = ids.map((id) => el("button", {
    type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, onclick: () => { open(id); },
  }, members[id]));
  const panels = new Map(ids.map((id) => [id, el("div", {
    role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`,
  })]));
  const list = el("div", { role: "tablist", "aria-label": name, class: "tabs", onkeydown: move }, ...buttons);
  let now = "";

  function open(id) {
    now = id;
    for (const [at, each] of ids.entries()) {
      buttons[at].setAttribute("aria-selected", String(each === id));
      buttons[at].tabIndex = each === id ? 0 : -1;
      panels.get(each).hidden = each !== id;
    }
    chosen(id);
  }

  function move(event) {
    const at = ids.indexOf(now), last = ids.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    open(ids[to]);
    buttons[to].focus();
  }

  return { elements: [list, ...panels.values()], panels, open, now: () => now };
}
