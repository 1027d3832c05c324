// Candidates: the path of a picture taken apart, with other words put in, and at several sizes for a srcset.

const SCALES = [0.5, 1, 1.5, 2];
const PARTS = [0.25, 0.5, 0.75, 1];
const LEAST_DENSITY = 0.5, MOST_DENSITY = 5;

// What dpr multiplies beside w and h, all of it lengths; a test holds the list against the service.
const LENGTHS = new Set(
  ("pad pad-left pad-right pad-top pad-bottom border shadow corner-radius blur progressive-blur grain-size " +
    "txt-size txt-pad txt-width txt-line mark-w mark-h mark-x mark-y mark-pad").split(" "),
);
const isLength = (name) => LENGTHS.has(name.replace(/^(?:mark\d|blend)-/, "mark-"));

// The words of a path, as they are written there: percent-encoded.
export function words(path) {
  const query = path.split("?").slice(1).join("?");
  return new Map(query.split("&").filter(Boolean).map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  }));
}

// The same, decoded.
export function said(path) {
  const plain = (text) => decodeURIComponent(text.replaceAll("+", " "));
  return new Map([...words(path)].map(([name, text]) => [plain(name), plain(text)]));
}

// The path with other words: a word of null is left out, a new one comes last.
export function changed(path, changes) {
  const all = words(path);
  for (const [name, text] of Object.entries(changes)) {
    if (text === null) all.delete(name);
    else all.set(name, String(text));
  }
  // no address may end with a comma, which a srcset has between two of them
  const query = [...all].map(([name, text]) => `${name}=${text}`).join("&").replace(/,$/, "%2C");
  return `${path.split("?")[0]}${query && "?"}${query}`;
}

// A side at another scale: pixels are whole, a ratio has a point and ends at 1.0; null where it cannot be so large.
function side(text, scale, density) {
  if (!text.includes(".")) return String(Math.max(1, Math.round(Number(text) * scale * density)));
  const ratio = Number((Number(text) * scale).toFixed(4));
  if (ratio > 1 || ratio <= 0) return null;
  return Number.isInteger(ratio) ? ratio.toFixed(1) : String(ratio);
}

// A picture at several scales, [{scale, path}], that of 1 as it is asked for. size: what the path itself gives.
export function scaled(path, size) {
  const all = words(path), density = Number(all.get("dpr") ?? 1);
  const sides = ["w", "h"].filter((name) => all.has(name));
  const dense = [...all.keys()].some(isLength);
  const at = (scale) => {
    if (scale === 1) return path;
    if (!sides.length) return dense ? null : changed(path, { w: Math.max(1, Math.round(size.width * scale)) });
    if (dense) {
      const dpr = Number((density * scale).toFixed(3));
      return dpr < LEAST_DENSITY || dpr > MOST_DENSITY ? null : changed(path, { dpr: dpr === 1 ? null : dpr });
    }
    const changes = { dpr: null };
    for (const name of sides) {
      changes[name] = side(all.get(name), scale, density);
      if (changes[name] === null) return null;
    }
    return changed(path, changes);
  };
  return (sides.length ? SCALES : PARTS).map((scale) => ({ scale, path: at(scale) })).filter((each) => each.path);
}

// Those that show the same at another width, once for each width, from the narrowest on: the others would jump.
// Both heights are rounded, that of `size` before it is scaled.
export function alike(candidates, size) {
  const fits = ({ scale, width, height }) =>
    width && Math.abs(height - (width * size.height) / size.width) <= 0.51 + scale / 2;
  const seen = new Map();
  for (const each of candidates) if (each.scale === 1 || (fits(each) && !seen.has(each.width))) seen.set(each.width, each);
  return [...seen.values()].sort((one, other) => one.width - other.width);
}

// Pixels of a page that a picture takes: those it has, parted by its density.
export function laidOut(path, size) {
  const density = Number(words(path).get("dpr") ?? 1) || 1;
  return { width: Math.round(size.width / density), height: Math.round(size.height / density) };
}
