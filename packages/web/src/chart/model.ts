import type { LinkType } from "./route.ts";

/** One line of the picture. Moments are wall-clock minutes. */
export type Bar = {
  readonly id: string;
  readonly kind: "bar" | "group" | "point";
  readonly start: number;
  readonly finish: number;
  /** Until when it may slip without moving the end; equal to `finish` where it may not. */
  readonly slack: number;
  readonly deadline: number | null;
  /** Where it stood in the baseline that is laid under the picture. */
  readonly base: { readonly start: number; readonly finish: number } | null;
  /** Of a split task: the spans that are worked. */
  readonly parts?: readonly { readonly start: number; readonly finish: number }[];
  /** How far the work has come, for the progress line; left out where that is as it should be. */
  readonly reached?: number;
  /** A color of its own, by what it is about. */
  readonly tint?: string;
  readonly critical: boolean;
  readonly done: boolean;
  readonly late: boolean;
  /** May be dragged. */
  readonly movable: boolean;
  /** Stands after the bar: who does it. */
  readonly note: string;
};

/** The lines of the picture; each is made when it is first drawn. */
export type Bars = { readonly length: number; readonly at: (row: number) => Bar | undefined };

/** Links between rows, by row number. */
export type Arrows = {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly type: readonly LinkType[];
  /** Asked for those that are drawn. */
  readonly critical: (arrow: number) => boolean;
};

/** Where bars would stand after a drop. */
export type Ghosts = { readonly at: (id: string) => { readonly start: number; readonly finish: number } | undefined };

/** What a hand on the picture means. */
export type Gesture =
  | { readonly kind: "move"; readonly id: string; readonly to: number }
  | { readonly kind: "stretch"; readonly id: string; readonly to: number }
  | { readonly kind: "split"; readonly id: string; readonly at: number; readonly to: number }
  | { readonly kind: "link"; readonly id: string; readonly toId: string | null };
