import { formatWall, parseWall } from "@rondo/core/calendar";
import { refuse } from "../http/index.ts";

/** A wall-clock moment as plans keep it, `YYYY-MM-DDTHH:MM`; refuses days that do not exist and years that no plan reaches. */
export function wallText(text: string, field: string): string {
  const minutes = parseWall(text);
  const year = Number(text.slice(0, 4));
  if (minutes === null || year < 1900 || year > 2400)
    refuse("invalid_request", {
      problems: `${field}: a moment between 1900 and 2400`,
      fields: [{ path: field, problem: "no such moment" }],
    });
  return formatWall(minutes);
}
