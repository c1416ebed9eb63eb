import { useMemo } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import { levellingTexts } from "./en.ts";

export type LevellingReason = NonNullable<Answer<"GET /projects/:p/levellings/:l">["moves"][number]["because"]>;

/** Says why levelling put a task where it is; `said` is what was written down then, for what has no code. */
export function useLevellingReason(): (because: LevellingReason | null | undefined, said: string) => string {
  const t = useText(levellingTexts);
  const format = useFormat();
  return useMemo(() => {
    /** Moments come as `YYYY-MM-DD HH:MM` on the project's clock. */
    const moment = (value: string | number | undefined) => {
      const [day = "", time = ""] = String(value ?? "").split(/[ T]/);
      return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${format.weekday(day)}${time === "" ? "" : `, ${time}`}` : String(value ?? "");
    };
    return (because, said) => {
      if (!because) return said;
      const { params } = because;
      const text = (key: string) => String(params[key] ?? "");
      const values = {
        person: text("person"),
        task: text("task"),
        people: text("people"),
        role: text("role"),
        many: Number(params["many"] ?? 0),
        pieces: Number(params["pieces"] ?? 0),
        until: moment(params["until"]),
        from: moment(params["from"]),
      };
      return t(because.code, values);
    };
  }, [t, format]);
}
