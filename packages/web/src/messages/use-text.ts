import { render, renderParts, type Values } from "@rondo/core/language";
import { createElement, Fragment, type ReactNode, useMemo } from "react";
import type { Messages } from "./define.ts";
import { useLanguage } from "./language.ts";

export type Translate<Key extends string> = {
  /** The text of a key, filled with values. */
  (key: Key, values?: Values): string;
  /** The same with `<tag>…</tag>` turned into elements: `t.rich("empty", { link: (inside) => <a href="…">{inside}</a> })`. */
  rich: (key: Key, tags: Readonly<Record<string, (inside: ReactNode) => ReactNode>>, values?: Values) => ReactNode;
};

/** `const t = useText(taskTexts)`; `t("title")`. Keys are checked by the compiler. */
export function useText<Key extends string>(messages: Messages<Key>): Translate<Key> {
  const language = useLanguage();
  return useMemo(() => {
    const textOf = (key: Key) => language.textOf(messages.slice, key, messages.texts[key]);
    const t = (key: Key, values?: Values) => render(textOf(key), language.tag, values);
    const rich: Translate<Key>["rich"] = (key, tags, values = {}) =>
      createElement(
        Fragment,
        null,
        ...renderParts<ReactNode>(
          textOf(key),
          language.tag,
          values,
          (tag, inside) => tags[tag]?.(createElement(Fragment, null, ...inside)) ?? createElement(Fragment, null, ...inside),
        ),
      );
    return Object.assign(t, { rich });
  }, [language, messages]);
}
