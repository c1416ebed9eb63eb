import { cx } from "./cx.ts";

/** A key combination, written `"mod+k"` or as a chord `"g d"`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function Kbd({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap" aria-hidden="true">
      {keys.split(/[ +]/).map((key, index) => (
        <kbd
          key={index}
          className={cx(
            "inline-flex h-4 min-w-4 items-center justify-center rounded-sm px-1 font-sans text-2xs leading-none",
            inverse ? "bg-surface/20 text-surface" : "border border-line bg-sunken text-muted",
          )}
        >
          {nameOf(key)}
        </kbd>
      ))}
    </span>
  );
}

function nameOf(key: string): string {
  const mac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
  const names: Readonly<Record<string, string>> = {
    mod: mac ? "⌘" : "Ctrl",
    shift: mac ? "⇧" : "Shift",
    enter: "↵",
    escape: "Esc",
    arrowup: "↑",
    arrowdown: "↓",
    arrowleft: "←",
    arrowright: "→",
    alt: mac ? "⌥" : "Alt",
    delete: "Del",
    insert: "Ins",
    backspace: "⌫",
    tab: "Tab",
    space: "␣",
  };
  return names[key.toLowerCase()] ?? key.toUpperCase();
}
