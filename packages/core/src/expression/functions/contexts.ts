import { isList, type FeelValue } from "../value.ts";
import type { FunctionTable } from "./function.ts";

export const contexts: FunctionTable = {
  "get value": {
    params: ["m", "key"],
    apply: ([of, key]) => (of instanceof Map && typeof key === "string" ? (of.get(key) ?? null) : null),
  },
  "get entries": {
    params: ["m"],
    apply: ([of], { budget }) => {
      if (!(of instanceof Map)) return null;
      budget.spend(of.size);
      return [...of].map(
        ([key, value]) =>
          new Map<string, FeelValue>([
            ["key", key],
            ["value", value],
          ]),
      );
    },
  },
  context: {
    params: ["entries"],
    apply: ([entries = null]) => {
      const made = new Map<string, FeelValue>();
      for (const entry of isList(entries) ? entries : [entries]) {
        const key = entry instanceof Map ? entry.get("key") : null;
        if (!(entry instanceof Map) || typeof key !== "string" || !entry.has("value") || made.has(key)) return null;
        made.set(key, entry.get("value") ?? null);
      }
      return made;
    },
  },
  "context put": {
    params: ["context", "key or keys", "value"],
    apply: ([of = null, key = null, value = null]) => put(of, isList(key) ? key : [key], value),
  },
  "context merge": {
    params: ["contexts"],
    apply: ([given = null]) => {
      const all = isList(given) ? given : [given];
      if (!all.every((one) => one instanceof Map)) return null;
      return new Map(all.flatMap((one) => [...one]));
    },
  },
};

function put(of: FeelValue, [key, ...deeper]: readonly FeelValue[], value: FeelValue): FeelValue {
  if (!(of instanceof Map) || typeof key !== "string") return null;
  if (deeper.length === 0) return new Map([...of, [key, value]]);
  const inner = put(of.get(key) ?? null, deeper, value);
  return inner === null ? null : new Map([...of, [key, inner]]);
}
