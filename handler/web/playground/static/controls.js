// Controls: a field for every parameter, by its kind. Only what was set has a value: all others show what they would be.

import { fromField, toField } from "./colours.js";
import { el } from "./elements.js";
import { scaleOf } from "./scales.js";

const FEW = 4, SHORT = 24, MANY = 30;

// One control: its element, and functions that show a value ("" for none) and an error. told: what controls.json says.
// set: called with the name and the new value.
export function control(told, set) {
  const { name } = told, id = `c-${name}`;
  const change = (value) => set(name, value);
  const parts = KINDS[told.kind](told, id, change);
  const grouped = parts.grouped;
  const about = el("p", { class: "about", id: `${id}-about` }, told.about);
  const error = el("p", { class: "error", id: `${id}-error`, hidden: true });
  const reset = el("button", {
    type: "button", class: "reset", "aria-label": `Reset ${name}`, title: `Reset ${name}`, hidden: true,
    onclick: () => { change(""); parts.fields[0].focus(); },
  }, "×");
  const told_ = told.default ? el("small", {}, `default ${told.default}`) : told.needed ? el("small", {}, "needed") : null;
  const head = el("div", { class: "head" },
    grouped ? el("span", { class: "name", id: `${id}-name` }, name) : el("label", { for: id, class: "name", id: `${id}-name` }, name),
    told_, reset);
  const element = el("div", { class: `control ${told.kind}`, "data-name": name }, head, about, parts.element, error);
  if (grouped) {
    parts.element.setAttribute("role", grouped);
    parts.element.setAttribute("aria-labelledby", `${id}-name`);
    parts.element.setAttribute("aria-describedby", about.id);
  }
  const described = grouped ? [parts.element] : parts.fields;
  for (const field of described) field.setAttribute("aria-describedby", about.id);
  return {
    name,
    element,
    words: `${name} ${told.about}`.toLowerCase(),
    focus: () => parts.fields[0].focus(),
    show(value) {
      parts.show(value);
      element.classList.toggle("set", value !== "");
      reset.hidden = value === "";
    },
    blame(text) {
      error.textContent = text;
      error.hidden = !text;
      element.classList.toggle("wrong", Boolean(text));
      for (const field of grouped ? parts.fields : parts.fields.slice(0, 1)) {
        if (text) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
      for (const field of described) {
        field.setAttribute("aria-describedby", text ? `${error.id} ${about.id}` : about.id);
      }
    },
  };
}

const KINDS = { integer: ranged, number: ranged, length: ranged, choice, list, colour, text, prose: text };

function ranged(told, id, change) {
  const scale = scaleOf(told);
  const words = told.words ? el("datalist", { id: `${id}-words` }, ...told.words.map((word) => el("option", { value: word }))) : null;
  const field = el("input", {
    id, inputmode: told.words || told.min < 0 ? null : "decimal", placeholder: told.default ?? told.example, list: words?.id,
    spellcheck: "false", oninput: () => { change(field.value.trim()); },
  });
  const slider = scale && el("input", {
    type: "range", min: scale.min, max: scale.max, step: scale.step, "aria-label": `${told.name}, slider`,
    oninput: () => { change(scale.from(Number(slider.value))); },
  });
  const rest = Number(told.default ?? (told.min < 0 ? 0 : told.example)) || Math.max(0, told.min);
  const show = (value) => {
    if (field.value.trim() !== value) field.value = value;
    if (!scale) return;
    const shown = value === "" || Number.isNaN(Number(value)) ? rest : Number(value);
    if (document.activeElement !== slider || value === "") slider.value = scale.to(shown);
    slider.setAttribute("aria-valuetext", value || "not set");
  };
  return { element: el("div", { class: "row" }, slider, field, words), fields: slider ? [field, slider] : [field], show };
}

function choice(told, id, change) {
  const few = told.words.length <= FEW && told.words.join("").length <= SHORT;
  return few ? chips(told, id, change, "radio") : select(told, id, change);
}

function select(told, id, change) {
  const field = el("select", { id, onchange: () => { change(field.value); } },
    el("option", { value: "" }, "not set"), ...told.words.map((word) => el("option", { value: word }, word)));
  const show = (value) => {
    if (value && !told.words.includes(value)) field.append(el("option", { value }, value));
    field.value = value;
  };
  return { element: field, fields: [field], show };
}

function list(told, id, change) {
  return chips(told, id, change, "checkbox");
}

// Words to choose one of, or several of, in the order in which they are chosen.
function chips(told, id, change, type) {
  let chosen = [];
  const pick = (word, on) => {
    if (type === "radio") chosen = [word];
    else chosen = on ? [...chosen, word] : chosen.filter((each) => each !== word);
    change(chosen.join(","));
  };
  const fields = told.words.map((word, at) => el("input", {
    type, name: id, value: word, id: at ? null : id,
    onchange: (event) => { pick(word, event.target.checked); },
  }));
  const element = el("div", { class: "chips" },
    ...fields.map((field) => el("label", { class: "chip" }, field, el("span", {}, field.value))));
  const show = (value) => {
    chosen = value ? value.split(",") : [];
    for (const field of fields) field.checked = chosen.includes(field.value);
  };
  return { element, fields, show, grouped: type === "radio" ? "radiogroup" : "group" };
}

function colour(told, id, change) {
  const field = el("input", { id, placeholder: told.default ?? told.example, spellcheck: "false", oninput: () => { change(field.value.trim()); } });
  const well = el("input", {
    type: "color", "aria-label": `${told.name}, colour field`, oninput: () => { change(fromField(well.value, field.value)); },
  });
  const show = (value) => {
    if (field.value.trim() !== value) field.value = value;
    well.value = toField(value || told.default || told.example) ?? "#000000";
  };
  return { element: el("div", { class: "row" }, well, field), fields: [field, well], show };
}

function text(told, id, change) {
  const long = told.kind === "prose";
  const field = el(long ? "textarea" : "input", {
    id, placeholder: told.default ?? told.example, spellcheck: "false", rows: long ? "2" : null,
    oninput: () => { change(field.value); },
  });
  const show = (value) => { if (field.value !== value) field.value = value; };
  return { element: field, fields: [field], show };
}

// The groups as elements to open, and their controls by name. A large group is parted by the first word of its names.
export function groups(told, set) {
  const known = new Map();
  const all = new Map();
  for (const each of Object.values(told).flat()) known.set(each.name, each.as ? { ...known.get(each.as), name: each.name } : each);
  const built = Object.entries(told).map(([group, members]) => {
    const made = members.map(({ name }) => control(known.get(name), set));
    for (const each of made) all.set(each.name, each);
    return section(group, made);
  });
  return { elements: built, all };
}

export function section(title, made, open = false) {
  const body = made.length > MANY ? parted(made) : made.map((each) => each.element);
  return el("details", { open }, el("summary", {}, title, " ", el("span", { class: "count" })),
    el("fieldset", {}, el("legend", { class: "hidden" }, title), ...body));
}

function parted(made) {
  const parts = Map.groupBy ? Map.groupBy(made, stem) : grouped(made);
  return [...parts].map(([name, some]) => section(name, some));
}

const stem = ({ name }) => name.split("-")[0];

function grouped(made) {
  const parts = new Map();
  for (const each of made) parts.set(stem(each), [...(parts.get(stem(each)) ?? []), each]);
  return parts;
}
