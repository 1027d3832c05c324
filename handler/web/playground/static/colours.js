// Colours: between what a query says, as 80ff6347 with the alpha first, and what a colour field takes, as #ff6347.

const HEX = /^#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

// The value for a colour field; null where the text is no colour.
export function toField(text) {
  const found = HEX.exec(text);
  if (!found) return named(text);
  const digits = found[1].length < 6 ? found[1].replace(/./g, "$&$&") : found[1];
  return `#${digits.slice(-6).toLowerCase()}`;
}

// What the field says in a query's words; the alpha that the text has is kept.
export function fromField(value, text) {
  const found = HEX.exec(text)?.[1] ?? "";
  const alpha = found.length === 8 ? found.slice(0, 2) : found.length === 4 ? found[0].repeat(2) : "";
  return alpha + value.slice(1);
}

function named(text) {
  if (!/^[a-z]+$/i.test(text)) return null;
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = text;
  const one = context.fillStyle;
  context.fillStyle = "#fff";
  context.fillStyle = text;
  return one === context.fillStyle && one.startsWith("#") ? one : null;
}
