import type { Budget } from "../budget.ts";
import type { FeelValue } from "../value.ts";

/** The moment and place of an evaluation: epoch milliseconds and an IANA zone. */
export type Clock = { readonly now: number; readonly zone: string };

export type World = {
  readonly budget: Budget;
  readonly clock: Clock;
  /** Types that are defined outside of the expressions. */
  readonly types?: OwnTypes | undefined;
};

/** Whether a value is of a type that is defined outside of the expressions; null where there is no such type. */
export type OwnTypes = (name: string, value: FeelValue) => boolean | null;

/**
 * A FEEL function. `params` are its names in order; those ending in `?` may be left out. A null result with nothing
 * noted means that the arguments do not fit.
 */
export type FeelFunction = {
  readonly params: readonly string[];
  /** The last parameter takes all remaining arguments as one list. */
  readonly variadic?: boolean;
  readonly apply: (args: readonly FeelValue[], world: World) => FeelValue;
};

/** A table of functions, each under its FEEL name. */
export type FunctionTable = Readonly<Record<string, FeelFunction>>;
