// Quoting: a text as HTML, a shell, Python and JavaScript have it, whatever stands in it.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// The value of an attribute, between double quotes.
export const html = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

// A word of a POSIX shell. Of what stands between single quotes only they themselves mean anything.
export const shell = (text) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// A literal of Python and of JavaScript: both read what JSON writes of a text.
export const literal = (text) => JSON.stringify(text);

// A number where it is written as both languages write it back, yes or no in the words of one of them, else a text.
export function value(text, { yes, no }) {
  if (text === "true") return yes;
  if (text === "false") return no;
  return /^-?\d/.test(text) && String(Number(text)) === text ? text : literal(text);
}
