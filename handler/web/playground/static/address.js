// Address: what stands above the picture, to open and to copy.

import { by, el } from "./elements.js";
import { sign } from "./signing.js";

const THANKS = 1500;

let shown = ""; // what is opened and copied: signed where the picture is

// The service, the picture, and each word with its value. What is posted has no address that could be opened.
export function showAddress({ address, path, query, uploaded }) {
  const words = query ? query.split("&").map((word) => el("b", {}, word)) : [];
  const between = words.flatMap((word, at) => [at ? "&" : uploaded ? "  " : "?", el("wbr"), word]);
  by("url").replaceChildren(el("span", {}, uploaded ? "POST " : "", address), path.split("?")[0], ...between);
  by("copy").hidden = Boolean(uploaded);
  offer(uploaded ? "" : address + path);
  if (!uploaded) sign(path).then((signed) => shown === address + path && offer(address + signed));
}

function offer(url) {
  shown = url;
  if (url) by("link").href = url;
  else by("link").removeAttribute("href");
}

by("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(shown);
    by("copy").textContent = "Copied";
    by("said").textContent = "The address is copied.";
  } catch {
    // where the page may not, people do it themselves
    getSelection().selectAllChildren(by("url"));
    by("said").textContent = "The address is selected: copy it with Ctrl+C.";
  }
  setTimeout(() => {
    by("copy").textContent = "Copy";
  }, THANKS);
});
