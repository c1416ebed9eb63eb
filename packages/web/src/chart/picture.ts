import type { Calendar } from "@rondo/core/calendar";
import type { Colors } from "./colors.ts";
import type { Arrows, Bars, Ghosts } from "./model.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Zoom } from "./zoom.ts";

/** All that is drawn, whatever part of it is in sight. */
export type Picture = {
  readonly bars: Bars;
  readonly arrows: Arrows;
  readonly scale: TimeScale;
  readonly zoom: Zoom;
  readonly rowHeight: number;
  readonly calendar: Calendar;
  readonly colors: Colors;
  readonly now: number;
  readonly chosen: number;
  /** The row under the pointer, which shows its handles. */
  readonly under: number;
  readonly ghosts: Ghosts | null;
  readonly cord: { readonly from: number; readonly x: number; readonly y: number; readonly refused: boolean } | null;
  readonly notes: boolean;
  /** Draws how far work has come, against now. */
  readonly progress?: boolean;
};
