// State: which picture is shown and which words are set. All of it but a file of one's own stands in the fragment of
// the location, as the path that the picture has below the service: #images/bee.jpg?w=300

const KINDS = { "images/": "key", "generate/": "made", upload: "upload" };

// Percent-encodes what a query must not have, and leaves what can be read.
export const encoded = (text) =>
  encodeURIComponent(text).replace(/%(?:2C|3A|2F|40|24|3B|7E)/gi, (found) => decodeURIComponent(found));

const decoded = (text) => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

const keyPath = (key) => key.split("/").map(encodeURIComponent).join("/");

export const query = (words) => [...words].map(([name, value]) => `${name}=${encoded(value)}`).join("&");

const withQuery = (path, words) => (words.size ? `${path}?${query(words)}` : path);

// The path of a picture relative to the service; an upload has that of the form.
export function pathOf({ kind, name }, words) {
  const start =
    kind === "key" ? `images/${keyPath(name)}` : kind === "made" ? `generate/${encodeURIComponent(name)}` : "render";
  return kind === "upload" ? start : withQuery(start, words);
}

export function fragmentOf(source, words) {
  return `#${source.kind === "upload" ? withQuery("upload", words) : pathOf(source, words)}`;
}

// What a fragment says, null where it says no picture, as #result.
export function stateOf(fragment) {
  const found = /^#(images\/|generate\/|upload)([^?]*)(?:\?(.*))?$/.exec(fragment);
  if (!found || decoded(found[2]).split("/").some((part) => /^\.\.?$/.test(part))) return null;
  const pairs = (found[3] ?? "").split("&").filter(Boolean);
  const words = new Map(
    pairs.map((pair) => {
      const [name, ...value] = pair.split("=");
      return [decoded(name), decoded(value.join("="))];
    }),
  );
  return { source: { kind: KINDS[found[1]], name: decoded(found[2].replaceAll("+", "%2B")) }, words };
}
