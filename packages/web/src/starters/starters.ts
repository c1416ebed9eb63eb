import { workUnits } from "@rondo/core/calendar";
import type { Starter } from "@rondo/core/starters";
import { useEffect, useState } from "react";
import { request, requestIn } from "../api/index.ts";
import { useLanguage } from "../messages/index.ts";

/** They are some pages of text, and so come when they are looked at, in the person's language. */
export function useStarters(wanted: boolean): readonly Starter[] {
  const { tag } = useLanguage();
  const [starters, setStarters] = useState<readonly Starter[]>([]);
  useEffect(() => {
    if (wanted) void import("@rondo/core/starters").then((module) => setStarters(module.startersIn(tag)));
  }, [wanted, tag]);
  return starters;
}

type Body = NonNullable<Parameters<typeof requestIn<"POST /processes">>[2]>["body"];

/** The procedure with days as long as those of the workspace's calendar. */
export async function begunWith(w: string, starter: Starter): Promise<NonNullable<Body["definition"]>> {
  const [{ starterOn }, workspace, calendars] = await Promise.all([
    import("@rondo/core/starters"),
    request("GET /api/workspaces/:w", { params: { w } }),
    requestIn(w, "GET /calendars", {}),
  ]);
  const standard = calendars.items.find(({ id }) => id === workspace.calendarId);
  return starterOn(starter, workUnits(standard?.week ?? [])) as NonNullable<Body["definition"]>;
}
