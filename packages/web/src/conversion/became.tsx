import { ArrowRightLeft } from "lucide-react";
import type { ReactNode } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { Button, useFormat } from "../ui/index.ts";
import { conversionTexts } from "./en.ts";

type Conversion = Answer<"GET /conversions">["items"][number];
type Kind = Conversion["was"];

const paths = { project: "/projects/$id", run: "/runs/$id", process: "/processes/$id" } as const;

/** What a project, run or process was before, or goes on as; and the way back. */
export function Became({ kind, id }: { kind: Kind; id: string }) {
  const { data } = useRead("GET /conversions", { query: { of: id } }, { watch: [`${kind}:${id}`] });
  // A process is told what it was made of, not of everything that was made of it.
  const items = (data?.items ?? []).filter((one) => one.undoneAt === null && (kind !== "process" || one.became === "process"));
  return items.length === 0 ? null : (
    <div className="flex flex-col gap-2">
      {items.map((one) => (
        <Line key={one.id} one={one} kind={kind} />
      ))}
    </div>
  );
}

/** Above a process's tabs, where there is something to say. */
export function MadeOf({ id }: { id: string }) {
  return (
    <div className="px-4 pt-3 empty:hidden sm:px-6">
      <Became kind="process" id={id} />
    </div>
  );
}

function Line({ one, kind }: { one: Conversion; kind: Kind }) {
  const t = useText(conversionTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const isSource = one.was === kind;
  const otherKind = isSource ? one.became : one.was;
  const other = one[otherKind];
  const text = isSource
    ? ({ run: "becameRun", project: "becameProject", process: "becameProcess" } as const)[one.became]
    : one.was === "project"
      ? one.became === "process"
        ? "madeOfProject"
        : "wasProject"
      : one.was === "run"
        ? "wasRun"
        : "madeOfProcess";
  const back = useChange({
    call: () => requestIn(w, "DELETE /conversions/:c", { params: { c: one.id } }),
    touches: ["project", "run", "task", "process", `${kind}:${one[kind]?.id ?? ""}`],
    said: () => t("turnedBack"),
  });
  const link = (inside: ReactNode): ReactNode =>
    other ? (
      <ScreenLink to={paths[otherKind]} params={{ id: other.id }} className="font-medium text-accent underline-offset-2 hover:underline">
        {inside}
      </ScreenLink>
    ) : (
      <span className="text-faint">{inside}</span>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-sunken px-3 py-2 text-sm">
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <ArrowRightLeft size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {t.rich(text, { link }, { name: other?.name ?? t("elsewhere") })}{" "}
          <span className="text-faint">
            {one.by ? t("when", { who: one.by.name, when: format.moment(one.at) }) : format.moment(one.at)}
          </span>
        </span>
      </span>
      {one.mayUndo ? (
        <Button busy={back.isPending} onClick={() => back.mutate(undefined)}>
          {t("turnBack")}
        </Button>
      ) : null}
    </div>
  );
}
