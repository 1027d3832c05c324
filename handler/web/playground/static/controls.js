// Controls: one for every parameter. Only what was set has a value: others show what they would be.

import { el } from "./elements.js";
import { KINDS } from "./fields.js";

const MANY = 30;

// One control: its element, and functions that show a value ("" for none) and an error. told: what controls.json says.
// set: called with the name and the new value.
export function control(told, set) {
  const { name } = told;
  const id = `c-${name}`;
  const change = (value) => set(name, value);
  const { element: inner, fields, show, grouped } = KINDS[told.kind](told, id, change);
  const about = el("p", { class: "about", id: `${id}-about` }, told.about);
  const error = el("p", { class: "error", id: `${id}-error`, hidden: true });
  const reset = resetOf(name, () => {
    change("");
    fields[0].focus();
  });
  const title = { class: "name", id: `${id}-name` };
  const label = grouped ? el("span", title, name) : el("label", { for: id, ...title }, name);
  const usual = told.default ? `default ${told.default}` : told.needed ? "needed" : "";
  const head = el("div", { class: "head" }, label, usual && el("small", {}, usual), reset);
  const element = el("div", { class: `control ${told.kind}`, "data-name": name }, head, about, inner, error);
  if (grouped) {
    inner.setAttribute("role", grouped);
    inner.setAttribute("aria-labelledby", title.id);
  }
  const described = grouped ? [inner] : fields;
  const describe = (ids) => described.forEach((each) => each.setAttribute("aria-describedby", ids));
  describe(about.id);
  return {
    name,
    element,
    words: `${name} ${told.about}`.toLowerCase(),
    focus: () => fields[0].focus(),
    show(value) {
      show(value);
      element.classList.toggle("set", value !== "");
      reset.hidden = value === "";
    },
    blame(text) {
      error.textContent = text;
      error.hidden = !text;
      element.classList.toggle("wrong", Boolean(text));
      for (const field of grouped ? fields : fields.slice(0, 1)) {
        if (text) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
      describe(text ? `${error.id} ${about.id}` : about.id);
    },
  };
}

function resetOf(name, onclick) {
  const said = `Reset ${name}`;
  return el("button", { type: "button", class: "reset", "aria-label": said, title: said, hidden: true, onclick }, "×");
}

// The groups as elements to open, and their controls by name. A large group is parted by the first word of its names.
export function groups(told, set) {
  const known = new Map();
  const all = new Map();
  for (const each of Object.values(told).flat())
    known.set(each.name, each.as ? { ...known.get(each.as), name: each.name } : each);
  const built = Object.entries(told).map(([group, members]) => {
    const made = members.map(({ name }) => control(known.get(name), set));
    for (const each of made) all.set(each.name, each);
    return section(group, made);
  });
  return { elements: built, all };
}

export function section(title, made, open = false) {
  const body = made.length > MANY ? parted(made) : made.map((each) => each.element);
  return el(
    "details",
    { open },
    el("summary", {}, title, " ", el("span", { class: "count" })),
    el("fieldset", {}, el("legend", { class: "hidden" }, title), ...body),
  );
}

// By the first word of their names: mark, mark-w, mark-h together.
function parted(made) {
  const parts = new Map();
  for (const each of made) {
    const [stem] = each.name.split("-");
    parts.set(stem, [...(parts.get(stem) ?? []), each]);
  }
  return [...parts].map(([stem, some]) => section(stem, some));
}
