// The code panel: shows the URL of what is shown.

export function panel(section) {
  const shown = document.createElement("code");
  section.append(shown);
  return { show: (state) => { shown.textContent = state.address + state.path; } };
}
