import { cx } from "./cx.ts";

type Props = {
  name: string | null;
  /** Decides the hue; the same person looks the same everywhere. */ id?: string;
  size?: "small" | "medium" | "large";
  /** Read out; leave away where the name stands beside it. */ alone?: boolean;
};

/** A person as initials on a quiet hue of their own; an empty ring for nobody. */
export function Avatar({ name, id, size = "small", alone = false }: Props) {
  const shared = cx("inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none", sizes[size]);
  const says = alone ? { role: "img", "aria-label": name ?? "–" } : { "aria-hidden": true };
  if (!name) return <span {...says} className={cx(shared, "border border-dashed border-line-strong")} />;
  const hue = hueOf(id ?? name);
  return (
    <span
      {...says}
      className={shared}
      style={{
        background: `light-dark(oklch(0.9 0.045 ${hue}), oklch(0.36 0.05 ${hue}))`,
        color: `light-dark(oklch(0.36 0.07 ${hue}), oklch(0.9 0.05 ${hue}))`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
}

/** Avatar and name on one line. */
export function Person({ name, id, nobody }: { name: string | null; id?: string; nobody: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <Avatar name={name} {...(id ? { id } : {})} />
      <span className={cx("truncate", !name && "text-faint")}>{name ?? nobody}</span>
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** FNV-1a, spread over twelve hues that are told apart. */
export function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return ((hash >>> 0) % 12) * 30 + 15;
}

const sizes = { small: "size-5 text-[9px]", medium: "size-7 text-2xs", large: "size-10 text-sm" };
