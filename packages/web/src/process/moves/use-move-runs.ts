import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { moveTexts } from "./en.ts";
import { bodyOf } from "./moves.ts";
import type { Moves } from "./use-moves.ts";

/** Does what was chosen; the toast says what came of it and takes it back. */
export function useMoveRuns(processId: string, { preview, choices, targets }: Moves) {
  const t = useText(moveTexts);
  const { id: w } = useWorkspace();
  const body = bodyOf(preview.data?.runs ?? [], choices, targets);
  const change = useChange({
    call: ({ to, reason }: { to: number; reason: string }) =>
      requestIn(w, "POST /processes/:p/moves", { params: { p: processId }, body: { to, reason, ...body } }),
    touches: ["process", "run", "task"],
    said: ({ to }, { move, stayed }) => {
      const [first] = stayed;
      const why =
        first === undefined
          ? ""
          : { ended: t("stayedEnded"), elsewhere: t("stayedElsewhere"), wentOn: t("stayedWentOn"), refused: first.message }[first.why];
      const done = t("moveDone", { count: move?.runs.length ?? 0, number: to });
      return first === undefined ? done : `${done}. ${t("someStayed", { count: stayed.length, why })}`;
    },
    undo: async (_, { move }) =>
      move === null ? undefined : requestIn(w, "DELETE /processes/:p/moves/:m", { params: { p: processId, m: move.id } }),
    undoable: (_, { move }) => move !== null && move.runs.length > 0,
  });
  return { change, count: body.runs.length, isChosen: body.runs.length + body.finish.length > 0 };
}
