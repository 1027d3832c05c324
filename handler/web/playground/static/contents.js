// Contents: what a tab of the panel has of a picture: {name, text, notes}, or notes alone. Made of what the service says.

import { changed, said } from "./candidates.js";
import { inFormats, predicted, responsive } from "./predictions.js";
import { couldSign, sign, signs } from "./signing.js";
import * as snippets from "./snippets.js";

const LADDER = "What a deployed service answers without a signature is told in docs/security.md.";
const STORE_IT = "A picture of your own has no address as long as it is not stored: put it into the bucket, and give its key.";
const POSTED = "What is posted needs TINTYPE_UNSIGNED=any, or a signature with the SHA-256 of the body: docs/signing.md.";
const ALT = "Say in alt what the picture shows. In CSS: img { max-width: 100%; height: auto }";
const UNSIGNED = "Links are signed in the page whose whole address tintype serve has printed, with #sign= at its end.";
const ENOUGH = "Without fm every browser gets the best format that it can show, so that img is enough.";
const BY_DENSITY = "How wide the result is shows when it is made, so its candidates are told by density.";
const KEYED = 'To sign: Images(..., key=os.environ["TINTYPE_SIGNING_KEY"]), on a server.';

const CONTENTS = {
  url: async (state) => ({
    name: "URL", text: snippets.url({ ...state, path: await sign(state.path) }), notes: [couldSign() && UNSIGNED],
  }),
  img: async (state) => {
    const told = { ...state, ...(await responsive(state.path)) };
    return { name: "img tag", text: snippets.img(told), notes: [ALT, !told.size && BY_DENSITY] };
  },
  picture: async (state) => {
    const told = { ...state, ...(await inFormats(state.path)) };
    const enough = !said(state.path).has("fm") && ENOUGH;
    return { name: "picture tag", text: snippets.picture(told), notes: [ALT, enough, ...told.without.map((why) => `Not in ${why}.`)] };
  },
  curl: async (state) => {
    const { format } = await predicted(state.path);
    const told = { ...state, path: await sign(state.path), file: fileOf(state.generated || state.key, format) };
    return { name: "curl command", text: snippets.curl(told), notes: [] };
  },
  python: async (state) => ({
    name: "Python program", text: snippets.python(state), notes: ["pip install tintype", signs() && KEYED],
  }),
  js: async (state) => ({ name: "JavaScript module", text: snippets.js(state), notes: ["npm install tintype", LADDER] }),
  next: async (state) => {
    if (state.generated) return { notes: ["A picture that is drawn has no source that Next could name."] };
    const { size } = await responsive(state.path);
    const lossy = await predicted(changed(state.path, { q: 75 })).then(() => true, () => false);
    return { name: "Next loader", text: snippets.next({ ...state, size, lossy }), notes: ["npm install tintype", LADDER] };
  },
};

// id: of a tab; state: what main.js shows.
export async function contentOf(id, state) {
  const made = await (state.uploaded ? uploadedContent(id, state) : CONTENTS[id](state));
  return { ...made, notes: made.notes.filter(Boolean) };
}

function uploadedContent(id, { address, query, uploaded }) {
  if (id !== "curl") return { notes: [STORE_IT] };
  const file = fileOf(uploaded.name, said(`?${query}`).get("fm"));
  return { name: "curl command", text: snippets.curlUpload({ address, query, name: uploaded.name, file }), notes: [POSTED] };
}

// How a file is called that is made of a key, in a format.
function fileOf(key, format = "jpg") {
  const name = key.split("/").at(-1).replace(/\.[^.]*$/, "").replace(/^-+/, "") || "picture";
  return `${name}-new.${format}`; // which the original is not called
}
