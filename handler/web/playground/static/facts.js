// Facts: what is told of a picture that has come: bytes, what was saved, format, pixels, time; the score comes later.

import { by, el } from "./elements.js";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const bytes = (count) =>
  count < 1000 ? `${count} B` : count < 1e6 ? `${number.format(count / 1000)} kB` : `${number.format(count / 1e6)} MB`;

function timings(header) {
  return [...(header ?? "").matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, name, ms]) => ({ name, ms: Number(ms) }));
}

// origin: bytes and sides of the original, where they are known.
export function showFacts({ answer, blob, waited }, shown, origin) {
  const steps = timings(answer.headers.get("server-timing"));
  const all = steps.reduce((sum, { ms }) => sum + ms, 0);
  const saved = origin?.bytes && shown.width ? 1 - blob.size / origin.bytes : null;
  const format = (shown.kind || "–").replace(/^(?:image|application|text)\//, "").replace("+xml", "");
  const sides = ({ width, height }) => `${width} × ${height}`;
  const rows = [["Bytes", bytes(blob.size), origin?.bytes ? `of ${bytes(origin.bytes)}` : ""]];
  if (saved != null) {
    const share = `${number.format(Math.abs(100 * saved))} %`;
    rows.push([saved >= 0 ? "Saved" : "Grown by", share, bytes(Math.abs(origin.bytes - blob.size))]);
  }
  rows.push(
    ["Format", format, shown.stands ? "shown here as PNG" : ""],
    ["Pixels", shown.width ? sides(shown) : "–", origin?.width ? `of ${sides(origin)}` : ""],
    ["Time", `${Math.round(steps.length ? all : waited)} ms`, told(steps) || "from the question to the last byte"],
    ["Score", el("output", { id: "score" }, "–"), "1: as without loss"],
  );
  by("facts").replaceChildren(
    ...rows.map(([name, value, more]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, value, more && el("small", {}, more))),
    ),
  );
  by("said").textContent =
    `${bytes(blob.size)}, ${shown.kind}, ${shown.width} by ${shown.height} pixels` +
    (saved == null ? "" : `, ${saved >= 0 ? "" : "grown by "}${number.format(Math.abs(100 * saved))} percent${saved >= 0 ? " saved" : ""}`);
}

const told = (steps) => steps.map(({ name, ms }) => `${name} ${Math.round(ms)}`).join(" · ");
