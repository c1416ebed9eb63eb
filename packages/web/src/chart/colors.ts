import { useEffect, useState } from "react";

const names = [
  "surface",
  "sunken",
  "hover",
  "line",
  "line-strong",
  "ink",
  "muted",
  "faint",
  "accent",
  "accent-strong",
  "accent-soft",
  "on-accent",
  "act",
  "act-soft",
  "pressed",
] as const;

export type Colors = Readonly<Record<(typeof names)[number], string>> & { readonly font: string };

/** The tokens as a canvas can use them: `light-dark()` resolved for the theme that is shown now, and again when it changes. */
export function useColors(): Colors {
  const [colors, setColors] = useState(() => readColors());
  useEffect(() => {
    const again = () => setColors(readColors());
    const system = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(again);
    system.addEventListener("change", again);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      system.removeEventListener("change", again);
      chosen.disconnect();
    };
  }, []);
  return colors;
}

/** For paper, whatever the theme of the screen. */
export function paperColors(): Colors {
  return readColors("light");
}

function readColors(scheme?: "light"): Colors {
  const probe = document.createElement("span");
  if (scheme) probe.style.colorScheme = scheme;
  probe.style.display = "none";
  document.body.append(probe);
  const read = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<(typeof names)[number], string>;
  probe.remove();
  return { ...read, font: getComputedStyle(document.body).fontFamily };
}
