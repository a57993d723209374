// Light or dark: as the system says, until the button is pressed.

// Sets the theme of the last visit and calls `changed` whenever the colours are others.
export function theme(button, changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  const stored = storedTheme();
  if (stored) root.dataset.theme = stored;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    storeTheme(root.dataset.theme);
    label();
    changed();
  });
  system.addEventListener("change", () => {
    label();
    changed();
  });
}

// A page from the disk may have no storage.
function storedTheme() {
  try {
    return localStorage.getItem("playground-theme");
  } catch {
    return null;
  }
}

function storeTheme(name) {
  try {
    localStorage.setItem("playground-theme", name);
  } catch {
    // the theme then lasts as long as the page
  }
}
