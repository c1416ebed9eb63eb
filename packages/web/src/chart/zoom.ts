/** How much of the calendar is on the screen at once. Apart from the scale, so that an address can be read without it. */
export type Zoom = "hour" | "day" | "week" | "month" | "quarter" | "year";
export const zooms: readonly Zoom[] = ["hour", "day", "week", "month", "quarter", "year"];
