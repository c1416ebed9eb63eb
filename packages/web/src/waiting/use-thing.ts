import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, isProblem, type Waiting } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { heldBefore, readQuery, useWorkspace } from "../session/index.ts";
import { waitingTexts } from "./en.ts";

type Task = Answer<"GET /tasks/:t">;
type Run = Answer<"GET /runs/:r">;

export type Thing = { readonly title: string; readonly task: Task | null; readonly run: Run | null; readonly gone: boolean };

/** What a change is of, as it stands now; without a connection as it was when it was last seen. */
export function useThing(one: Waiting): Thing {
  const t = useText(waitingTexts);
  const here = useWorkspace().id;
  const w = one.call.params?.["w"] ?? here;
  const [change] = (one.call.body as { changes?: readonly { id: string; kind: string }[] } | undefined)?.changes ?? [];
  const taskId = one.call.params?.["t"] ?? (change?.kind === "task" ? change.id : "");
  const task = useQuery(readQuery(w, "GET /tasks/:t", { params: { t: taskId } }, { watch: [`task:${taskId}`], enabled: taskId !== "" }));
  const ofRun = task.data?.home.kind === "run" ? task.data.home.id : "";
  const runId = one.call.params?.["r"] ?? ofRun;
  const run = useQuery(readQuery(w, "GET /runs/:r", { params: { r: runId } }, { watch: [`run:${runId}`], enabled: runId !== "" }));
  // Met in the list of the day and not opened: its title is known from there.
  const day = useQuery(readQuery(w, "GET /my-day", {}, { watch: ["task"], enabled: false }));
  const client = useQueryClient();
  const listed = [day.data, ...heldBefore(client)].map((held) => titleIn(held, taskId)).find((title) => title !== undefined);
  const error = task.error ?? run.error;
  const fresh = ((one.call.body ?? {}) as { title?: unknown }).title;
  return {
    title: task.data?.title ?? listed ?? run.data?.title ?? (typeof fresh === "string" ? fresh : t("task")),
    task: task.data ?? null,
    run: run.data ?? null,
    gone: isProblem(error) && (error.status === 404 || error.status === 403),
  };
}

/** The title of a task in a list of My day; what was done in it is no longer there, but was before. */
function titleIn(held: unknown, taskId: string): string | undefined {
  const { items } = (held ?? {}) as { readonly items?: readonly { readonly task?: { readonly id: string; readonly title: string } }[] };
  return Array.isArray(items) ? items.find((item) => item.task?.id === taskId)?.task?.title : undefined;
}
