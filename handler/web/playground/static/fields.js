// Fields: what a control is filled in with, by its kind: a slider and a number, words to choose, a colour, a text.

import { fromField, toField } from "./colours.js";
import { el } from "./elements.js";
import { scaleOf } from "./scales.js";

const FEW = 4; // words that are shown side by side
const SHORT = 24; // characters of all of them

// Each returns its element, the fields in it, the first of which is labelled, and a function that shows a value.
// change: called with the new value, "" for none.
export const KINDS = { integer: ranged, number: ranged, length: ranged, choice, list, colour, text, prose: text };

function ranged(told, id, change) {
  const scale = scaleOf(told);
  const words = told.words
    ? el("datalist", { id: `${id}-words` }, ...told.words.map((word) => el("option", { value: word })))
    : null;
  const field = el("input", {
    id,
    inputmode: told.words || told.min < 0 ? null : "decimal",
    placeholder: told.default ?? told.example,
    list: words?.id,
    spellcheck: "false",
    oninput: () => {
      change(field.value.trim());
    },
  });
  const slider =
    scale &&
    el("input", {
      type: "range",
      min: scale.min,
      max: scale.max,
      step: scale.step,
      "aria-label": `${told.name}, slider`,
      oninput: () => {
        change(scale.from(Number(slider.value)));
      },
    });
  const rest = Number(told.default ?? (told.min < 0 ? 0 : told.example)) || Math.max(0, told.min);
  const show = (value) => {
    if (field.value.trim() !== value) field.value = value;
    if (!scale) return;
    const shown = value === "" || Number.isNaN(Number(value)) ? rest : Number(value);
    if (document.activeElement !== slider || value === "") slider.value = scale.to(shown);
    slider.setAttribute("aria-valuetext", value || "not set");
  };
  return {
    element: el("div", { class: "row" }, slider, field, words),
    fields: slider ? [field, slider] : [field],
    show,
  };
}

function choice(told, id, change) {
  const few = told.words.length <= FEW && told.words.join("").length <= SHORT;
  return few ? chips(told, id, change, "radio") : select(told, id, change);
}

function select(told, id, change) {
  const field = el(
    "select",
    {
      id,
      onchange: () => {
        change(field.value);
      },
    },
    el("option", { value: "" }, "not set"),
    ...told.words.map((word) => el("option", { value: word }, word)),
  );
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
  const fields = told.words.map((word, at) =>
    el("input", {
      type,
      name: id,
      value: word,
      id: at ? null : id,
      onchange: (event) => {
        pick(word, event.target.checked);
      },
    }),
  );
  const element = el(
    "div",
    { class: "chips" },
    ...fields.map((field) => el("label", { class: "chip" }, field, el("span", {}, field.value))),
  );
  const show = (value) => {
    chosen = value ? value.split(",") : [];
    for (const field of fields) field.checked = chosen.includes(field.value);
  };
  return { element, fields, show, grouped: type === "radio" ? "radiogroup" : "group" };
}

function colour(told, id, change) {
  const field = el("input", {
    id,
    placeholder: told.default ?? told.example,
    spellcheck: "false",
    oninput: () => {
      change(field.value.trim());
    },
  });
  const well = el("input", {
    type: "color",
    "aria-label": `${told.name}, colour field`,
    oninput: () => {
      change(fromField(well.value, field.value));
    },
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
    id,
    placeholder: told.default ?? told.example,
    spellcheck: "false",
    rows: long ? "2" : null,
    oninput: () => {
      change(field.value);
    },
  });
  const show = (value) => {
    if (field.value !== value) field.value = value;
  };
  return { element: field, fields: [field], show };
}
