import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, useFormat } from "../../ui/index.ts";
import { mayAs, type Process } from "../process.ts";
import { moveTexts } from "./en.ts";
import { MoveDialog } from "./move-dialog.tsx";

/** Who tries which revision, how many runs are on it, and the two ways in which that ends. */
export function PilotBanner({ process, pilot }: { process: Process; pilot: NonNullable<Process["pilot"]> }) {
  const t = useText(moveTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const [isMoving, setMoving] = useState(false);
  const settle = useChange({
    call: (as: "promotion" | "withdrawal") => {
      const params = { p: process.id, pilot: pilot.id };
      return as === "promotion"
        ? requestIn(w, "PUT /processes/:p/pilots/:pilot/promotion", { params })
        : requestIn(w, "PUT /processes/:p/pilots/:pilot/withdrawal", { params });
    },
    touches: ["process"],
    said: (as) => (as === "promotion" ? t("promoted", { number: pilot.revision }) : t("withdrawn", { number: pilot.revision })),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-accent-soft px-4 py-2 text-sm sm:px-6">
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <FlaskConical size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {pilot.team
            ? t("pilotTeam", { number: pilot.revision, team: pilot.team.name })
            : t("pilotShare", { number: pilot.revision, share: pilot.share ?? 0 })}{" "}
          <span className="text-muted">
            {t("pilotRuns", { open: pilot.openRuns, ended: pilot.endedRuns, when: format.moment(pilot.at) })}
          </span>
        </span>
      </span>
      {mayAs(process, "manager") ? (
        <span className="flex flex-wrap gap-2">
          <Button onClick={() => settle.mutate("promotion")} busy={settle.isPending && settle.variables === "promotion"}>
            {t("promote")}
          </Button>
          <Button
            onClick={() => settle.mutate("withdrawal", { onSuccess: () => setMoving(pilot.openRuns > 0) })}
            busy={settle.isPending && settle.variables === "withdrawal"}
          >
            {t("withdraw")}
          </Button>
        </span>
      ) : null}
      {isMoving && process.published ? (
        <MoveDialog processId={process.id} to={process.published.number} onClose={() => setMoving(false)} />
      ) : null}
    </div>
  );
}
