// Snippets: what there is to copy, as text, made of what the panel knows of a picture. Nothing is asked for in here.
//
// Of a picture that is known (`told`):
//   address, path   of the service and, relative to it, of the picture; key, generated: what it is
//   candidates      [{scale, path, width}], each signed where this server signs; by density where no width is known
//   size            pixels on a page, null where they are not known
//   formats         [{type, candidates}] for <picture>, the last without a type

import { said } from "./candidates.js";
import { html, literal, shell, value } from "./quoting.js";

const PYTHON = { yes: "True", no: "False" }, JAVASCRIPT = { yes: "true", no: "false" };
const NAME = /^[A-Za-z_$][\w$]*$/;
const KEYWORDS = new Set(["or"]);

export const url = ({ address, path }) => address + path;

// One line for each candidate, the address first.
function srcset({ address, size }, candidates, indent) {
  const descriptor = ({ width, scale }) => (size ? `${width}w` : `${scale}x`);
  const shown = size ? candidates : candidates.filter(({ scale }) => scale >= 1);
  return shown.map((each) => `${html(address + each.path)} ${descriptor(each)}`).join(`,\n${indent}`);
}

const sizes = ({ size }) => size && `(min-width: ${size.width}px) ${size.width}px, 100vw`;

function tag(name, attributes, indent = "") {
  const shown = attributes.filter(([, text]) => text != null).map(([key, text]) => `${key}="${text}"`);
  const one = `<${name} ${shown.join(" ")}>`;
  return one.length < 80 && !one.includes("\n") ? indent + one : `${indent}<${name} ${shown.join(`\n${indent}  `)}>`;
}

export function img(told, candidates = told.candidates, indent = "") {
  const several = candidates.length > 1;
  return tag("img", [
    ["src", html(told.address + candidates.find(({ scale }) => scale === 1).path)],
    ["srcset", several ? srcset(told, candidates, `${indent}          `) : null],
    ["sizes", several ? sizes(told) : null],
    ["width", told.size?.width],
    ["height", told.size?.height],
    ["alt", ""],
  ], indent);
}

export function picture(told) {
  const sources = told.formats.filter(({ type }) => type).map(({ type, candidates }) => tag("source", [
    ["type", type],
    ["srcset", srcset(told, candidates, "            ")],
    ["sizes", candidates.length > 1 ? sizes(told) : null],
  ], "  "));
  return ["<picture>", ...sources, img(told, told.formats.at(-1).candidates, "  "), "</picture>"].join("\n");
}

// file: how the downloaded picture is called.
export const curl = (told) => `curl -f -o ${shell(told.file)} ${shell(url(told))}`;

// A picture that is not stored is posted. What a form's field names is a file, between double quotes of curl's own.
export function curlUpload({ address, name, query, file }) {
  const quoted = name.replace(/[\\"]/g, (sign) => `\\${sign}`);
  const form = `-F ${shell(`picture=@"${quoted}"`)}${query ? ` --form-string ${shell(`query=${query}`)}` : ""}`;
  return `curl -f -o ${shell(file)} ${form} \\\n  ${shell(`${address}render`)}`;
}

const base = ({ address }) => literal(address.replace(/\/+$/, ""));
const subject = ({ key, generated }) => literal(generated || key);
const method = ({ generated }) => (generated ? "generate" : "url");

// All that is asked for, as [name, text]; a signature is made where a program runs.
const asked = ({ path }) => [...said(path)].filter(([name]) => name !== "s");

export function python(told) {
  const word = (name) => (KEYWORDS.has(name) ? `${name}_` : name.replaceAll("-", "_"));
  const all = asked(told).map(([name, text]) => `${word(name)}=${value(text, PYTHON)}`);
  const call = `images.${method(told)}(${[subject(told), ...all].join(", ")})`;
  return [
    "from tintype.client import Images",
    "",
    `images = Images(${base(told)})`,
    call.length < 80 ? `url = ${call}` : `url = images.${method(told)}(\n    ${[subject(told), ...all].join(",\n    ")},\n)`,
  ].join("\n");
}

const property = (name) => (NAME.test(name) ? name : literal(name));

function object(pairs) {
  if (!pairs.length) return "{}";
  const all = pairs.map(([name, text]) => `${property(name)}: ${text}`);
  const one = `{ ${all.join(", ")} }`;
  return one.length < 60 ? one : `{\n  ${all.join(",\n  ")},\n}`;
}

const script = (told) => asked(told).map(([name, text]) => [name, value(text, JAVASCRIPT)]);

export function js(told) {
  return [
    'import { tintype } from "tintype";',
    "",
    `const images = tintype(${base(told)});`,
    `const url = images.${method(told)}(${subject(told)}, ${object(script(told))});`,
  ].join("\n");
}

// A text as JSX has it: between its quotes nothing is escaped.
const attribute = (text) => (/^[\w ./-]*$/.test(text) ? `"${text}"` : `{${literal(text)}}`);

// A file for next.config.js: Next says the width, and the height follows it. lossy: whether there is a quality.
export function next(told) {
  const kept = script(told).filter(([name]) => !["w", "h", "dpr", "q"].includes(name));
  const all = said(told.path), quality = all.get("q");
  const tall = all.has("h") && told.size;
  const words = [
    ["w", "width"],
    ...(tall ? [["h", `Math.round((width * ${told.size.height}) / ${told.size.width})`]] : []),
    ...(told.lossy ? [["q", quality ? `quality ?? ${value(quality, JAVASCRIPT)}` : "quality"]] : []),
    ...kept,
  ];
  const shown = object(words).replaceAll("\n", "\n  ");
  return [
    '// image-loader.js; in next.config.js: images: { loader: "custom", loaderFile: "./image-loader.js" }',
    `// <Image src=${attribute(told.key)} width={${told.size?.width ?? 640}} height={${told.size?.height ?? 480}} alt="" />`,
    'import { tintype } from "tintype";',
    "",
    `const images = tintype(${base(told)});`,
    "",
    "export default function loader({ src, width, quality }) {",
    `  return images.url(src, ${shown});`,
    "}",
  ].join("\n");
}
