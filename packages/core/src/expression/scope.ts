import type { FeelValue } from "./value.ts";

/** The names that can be used at a place: those given here, and those around it. */
export type Scope = { readonly names: Names; readonly around: Scope | null };
export type Names = { get(name: string): FeelValue | undefined };

/** The value of a name; undefined where nothing is called that. */
export function lookUp(scope: Scope, name: string): FeelValue | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.around) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function inside(around: Scope, names: Names): Scope {
  return { names, around };
}

export const emptyScope: Scope = { names: new Map(), around: null };
