// Address: what stands above the picture, to open and to copy.

import { by, el } from "./elements.js";

const THANKS = 1500;

// The service, the picture, and each word with its value. What is posted has no address that could be opened.
export function showAddress({ address, path, query, uploaded }) {
  const words = query ? query.split("&").map((word) => el("b", {}, word)) : [];
  const between = words.flatMap((word, at) => [at ? "&" : uploaded ? "  " : "?", el("wbr"), word]);
  by("url").replaceChildren(el("span", {}, uploaded ? "POST " : "", address), path.split("?")[0], ...between);
  by("copy").hidden = Boolean(uploaded);
  if (uploaded) by("link").removeAttribute("href");
  else by("link").href = address + path;
}

by("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(by("url").textContent);
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
