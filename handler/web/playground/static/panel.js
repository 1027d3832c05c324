// Panel: what there is to copy of the picture that is shown: its URL in every language, tags, commands and programs.
// A tab is filled when it is looked at; whatever comes for a picture that is shown no more is dropped.

import { contentOf } from "./contents.js";
import { copyButton } from "./copying.js";
import { el } from "./elements.js";
import { languages } from "./languages.js";
import { tabs } from "./tabs.js";

const PAUSE = 300;
const TITLES = {
  url: "URL", img: "img", picture: "picture", curl: "curl", python: "Python", js: "JS", next: "Next", languages: "Other services",
};

export function panel(section) {
  const status = el("p", { class: "hidden", role: "status" });
  const say = (text) => { status.textContent = text; };
  const parts = tabs("Take it with you", TITLES, () => { fill(); });
  let state = null, turn = 0, timer = 0;

  async function fill() {
    clearTimeout(timer);
    if (!state) return;
    const mine = ++turn, id = parts.now(), place = parts.panels.get(id);
    place.setAttribute("aria-busy", "true");
    const shown = await filled(id, state, say).catch((error) => [note(error.message)]);
    if (mine !== turn) { // the next one ends the wait of its own tab
      if (parts.now() !== id) place.removeAttribute("aria-busy");
      return;
    }
    place.replaceChildren(...shown);
    place.removeAttribute("aria-busy");
  }

  section.append(...parts.elements, status);
  parts.open("url");
  return {
    show(next) {
      state = next;
      clearTimeout(timer);
      timer = setTimeout(fill, PAUSE);
    },
  };
}

async function filled(id, state, say) {
  if (id === "languages" && !state.uploaded) return languages(state.path, say);
  const { name, text, notes } = await contentOf(id, state);
  if (!text) return notes.map(note);
  const code = el("pre", { tabindex: "0", role: "group", "aria-label": name }, el("code", {}, text));
  return [el("div", { class: "snippet" }, code, copyButton(name, () => text, say)), ...notes.map(note)];
}

const note = (text) => el("p", { class: "about" }, text);
