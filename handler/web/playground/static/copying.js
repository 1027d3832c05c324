// Copying: puts a text on the clipboard, and says whether it is there.

import { el } from "./elements.js";

export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // not allowed, or no secure page
    return byHand(text);
  }
}

function byHand(text) {
  const before = document.activeElement;
  const field = el("textarea", { class: "hidden", readonly: true, "aria-hidden": "true", tabindex: "-1" }, text);
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    before?.focus();
  }
}

// A button that copies what `text` returns; `say` tells it to who does not see the button.
export function copyButton(name, text, say) {
  const button = el("button", { type: "button", class: "copy" });
  let timer = 0;
  const show = (word) => {
    button.textContent = word;
    button.setAttribute("aria-label", `${word} ${name}`);
  };
  button.addEventListener("click", async () => {
    const good = await copied(text());
    show(good ? "Copied" : "Not copied");
    say(good ? `${name} copied` : `${name} could not be copied: select it and press Ctrl+C`);
    clearTimeout(timer);
    timer = setTimeout(() => { show("Copy"); say(""); }, 4000);
  });
  show("Copy");
  return button;
}
