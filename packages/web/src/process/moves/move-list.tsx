import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Avatar, Button, Section, useFormat } from "../../ui/index.ts";
import { moveTexts } from "./en.ts";

/** Which runs were moved when, by whom and why; for seven days it can be taken back. */
export function MoveList({ processId, mayMove }: { processId: string; mayMove: boolean }) {
  const t = useText(moveTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const read = useRead("GET /processes/:p/moves", { params: { p: processId } }, { watch: [`process:${processId}`, "move"] });
  const undo = useChange({
    call: (move: string) => requestIn(w, "DELETE /processes/:p/moves/:m", { params: { p: processId, m: move } }),
    touches: ["process", "run", "task", "move"],
    said: (_, { move }) => t("takenBack", { count: move.runs.filter(({ back }) => back).length }),
  });
  if (!read.data || read.data.items.length === 0) return null;
  return (
    <Section title={t("moves")}>
      <ol className="flex flex-col divide-y divide-line/70 border-y border-line/70">
        {read.data.items.map((move) => (
          <li key={move.id} className="flex flex-wrap gap-3 py-3 text-sm">
            <Avatar name={move.by?.name ?? null} {...(move.by ? { id: move.by.id } : {})} />
            <div className="min-w-0 flex-1 basis-52">
              <p>
                {t("movedBy", {
                  who: move.by?.name ?? t("formerMember"),
                  count: move.runs.length,
                  number: move.revision,
                  when: format.moment(move.at),
                })}
              </p>
              {move.reason ? <p className="mt-0.5 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{move.reason}</p> : null}
              <p className="mt-0.5 text-xs text-muted [overflow-wrap:anywhere]">
                {format.list(move.runs.slice(0, 5).map(({ title }) => title))}
                {move.runs.length > 5 ? " …" : ""}
              </p>
              {move.undoneAt ? (
                <p className="mt-0.5 text-xs text-muted">
                  {t("movedBack", { who: move.undoneBy?.name ?? t("formerMember"), when: format.moment(move.undoneAt) })}
                </p>
              ) : null}
            </div>
            {mayMove && move.undoableUntil ? (
              <div className="flex flex-col items-end gap-0.5">
                <Button busy={undo.isPending && undo.variables === move.id} onClick={() => undo.mutate(move.id)}>
                  {t("takeBack")}
                </Button>
                <span className="text-xs text-faint">{t("undoableUntil", { when: format.moment(move.undoableUntil) })}</span>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}
