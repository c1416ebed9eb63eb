import { CircleAlert, CloudOff } from "lucide-react";
import type { Waiting } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { nounOf, showWaiting, useMe, useWaitingOn } from "../session/index.ts";
import { Avatar, Button, cx, Markdown } from "../ui/index.ts";
import { waitsTexts } from "./waits.en.ts";

/** On a thing of which something waits or was refused: says so, and opens the list of it. Nothing where nothing does. */
export function WaitsHere({ taskId }: { taskId: string }) {
  const waiting = useWaitingOn(taskId);
  if (waiting.length === 0) return null;
  return <WaitsMark refused={waiting.some((one) => one.refused !== undefined)} />;
}

/** The mark itself: `Waits to be sent`, or that it was refused. */
export function WaitsMark({ refused = false }: { refused?: boolean }) {
  const t = useText(waitsTexts);
  return (
    <button
      type="button"
      onClick={() => showWaiting()}
      className={cx(
        "inline-flex min-h-6 w-fit items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium underline-offset-2 hover:underline pointer-coarse:min-h-9",
        refused ? "bg-act-soft text-act" : "bg-hover text-muted",
      )}
    >
      {refused ? <CircleAlert size={12} aria-hidden="true" /> : <CloudOff size={12} aria-hidden="true" />}
      {t(refused ? "refusedHere" : "here")}
    </button>
  );
}

/** In the place of a step's form once it is answered: there is nothing more to do here. */
export function StepWaits() {
  const t = useText(waitsTexts);
  return (
    <div role="status" className="flex flex-col items-start gap-2 rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <CloudOff size={14} className="shrink-0 text-act" aria-hidden="true" />
        {t("stepWaits")}
      </p>
      <p className="text-muted">{t("stepWaitsAbout")}</p>
      <Button size="small" onClick={() => showWaiting()}>
        {t("see")}
      </Button>
    </div>
  );
}

/** What one said and nobody can read yet. */
export function WaitingComments({ taskId }: { taskId: string }) {
  const me = useMe().person;
  return useWaitingOn(taskId)
    .filter(isComment)
    .map((one) => (
      <li key={one.id} className="flex list-none gap-2.5 text-sm">
        <Avatar name={me.name} id={me.id} />
        <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
          <div className="w-full opacity-75">
            <Markdown text={String((one.call.body as { text?: unknown }).text ?? "")} />
          </div>
          <WaitsMark refused={one.refused !== undefined} />
        </div>
      </li>
    ));
}

export function isComment(one: Waiting): boolean {
  return one.key.startsWith("POST ") && nounOf(one) === "comments";
}

/** The same comments without those that wait: they are shown apart, as what they are. */
export function useSentComments<C extends { readonly id: string }>(
  taskId: string,
  comments: readonly C[] | undefined,
): readonly C[] | undefined {
  const waiting = useWaitingOn(taskId);
  return comments?.filter(({ id }) => waiting.every((one) => one.call.idempotencyKey !== id));
}
