// Signing: where `tintype serve` signs links for this machine, a path is signed before it is asked for. The word that
// allows it stands once in the address that was printed, #sign=..., and is kept as long as this tab is.

const KEPT = "tintype-word";
const open = "signing" in document.documentElement.dataset;

function told() {
  const found = /^#sign=([\w-]+)$/.exec(location.hash);
  try {
    if (found) sessionStorage.setItem(KEPT, found[1]);
    return found?.[1] ?? sessionStorage.getItem(KEPT);
  } catch { // a browser that keeps nothing
    return found?.[1] ?? null;
  }
}

let word = open ? told() : null;
const known = new Map(), MOST = 500;

// Whether paths are signed; whether they would be, if the page had been opened by the address that was printed.
export const signs = () => word !== null;
export const couldSign = () => open && word === null;

async function asked(path) {
  const headers = { "x-playground-word": word };
  const answer = await fetch(`docs/sign/link?url=${encodeURIComponent(`/${path}`)}`, { method: "POST", headers });
  if (answer.status === 403) word = null; // of a server that has ended since
  return answer.ok ? (await answer.json()).url.replace(/^\//, "") : path;
}

// The path, relative to the service, with a signature; as it is where there is none to be had.
export async function sign(path) {
  if (!signs()) return path;
  if (known.size > MOST) known.clear();
  if (!known.has(path)) known.set(path, asked(path).catch(() => path));
  return known.get(path);
}

// Path and options to post a form with. A signature covers the address alone, so that has to name the hash of the body.
export async function signedPost(path, form) {
  if (!signs()) return [path, { method: "POST", body: form }];
  const packed = new Response(form), headers = { "content-type": packed.headers.get("content-type") };
  const body = await packed.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [await sign(`${path}?sha256=${hex}`), { method: "POST", headers, body }];
}
