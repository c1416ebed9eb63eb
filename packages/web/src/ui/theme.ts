export type Theme = "system" | "light" | "dark";

/** The person's choice on this device; the system decides where there is none. Applied before the first paint of React. */
export function applyTheme(theme: Theme = currentTheme()): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function currentTheme(): Theme {
  const kept = remembered();
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is off: the choice holds until the page is left.
  }
  applyTheme(theme);
}

const key = "rondo.theme";

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
