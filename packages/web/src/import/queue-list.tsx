import { CircleAlert, CircleCheck, FileText, X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, buttonClass, Card, IconButton, Progress, Section, useFormat } from "../ui/index.ts";
import { ThingLink, type ThingKind } from "../task/index.ts";
import { importTexts } from "./en.ts";
import { clear, fileOf, goOn, isTable, remove, repeat, type Waiting } from "./queue.ts";
import { MadeList } from "./report-parts.tsx";

const ColumnsDialog = lazy(() => import("./columns-dialog.tsx").then((module) => ({ default: module.ColumnsDialog })));

/** The files of this visit: what each became, or why not. */
export function QueueList({ files }: { files: readonly Waiting[] }) {
  const t = useText(importTexts);
  const settled = files.filter((file) => file.state.kind === "done" || file.state.kind === "refused").length;
  const busy = settled < files.length;
  return (
    <Section
      title={t("queue")}
      aside={
        settled > 0 ? (
          <Button size="small" kind="quiet" onClick={clear}>
            {t("clear")}
          </Button>
        ) : undefined
      }
    >
      {busy && files.length > 1 ? <Progress label={t("reading")} done={settled} total={files.length} /> : null}
      <Card padded={false}>
        <ul className="divide-y divide-line">
          {files.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function FileRow({ file }: { file: Waiting }) {
  const t = useText(importTexts);
  const format = useFormat();
  const { state } = file;
  const [choosing, setChoosing] = useState(false);
  const opened = choosing ? fileOf(file.id) : null;
  return (
    <li className="flex gap-3 px-4 py-3" aria-busy={state.kind === "reading" || undefined}>
      <span className="mt-0.5 shrink-0">
        {state.kind === "done" ? (
          <CircleCheck size={16} className="text-accent" aria-hidden="true" />
        ) : state.kind === "refused" ? (
          <CircleAlert size={16} className={known(state) ? "text-muted" : "text-act"} aria-hidden="true" />
        ) : (
          <FileText size={16} className="text-faint" aria-hidden="true" />
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="font-medium [overflow-wrap:anywhere]">{file.name}</span>
          <span className="text-faint">{format.bytes(file.bytes)}</span>
          <span className="text-muted" role="status">
            {state.kind === "waiting"
              ? t("waiting")
              : state.kind === "reading"
                ? t("readingOne")
                : state.kind === "asking"
                  ? t("asking")
                  : state.kind === "done"
                    ? null
                    : known(state)
                      ? t("known")
                      : t("refused")}
          </span>
        </p>
        {state.kind === "reading" ? (
          <span className="h-1 w-full overflow-hidden rounded-full bg-pressed">
            <span className="block h-full w-1/3 animate-pulse rounded-full bg-accent" />
          </span>
        ) : null}
        {state.kind === "done" ? (
          <>
            <MadeList made={state.report.made} />
            <div>
              <ThingLink kind="import" id={state.report.id} className={buttonClass("quiet", "small")}>
                {t("openReport")}
              </ThingLink>
            </div>
          </>
        ) : null}
        {state.kind === "asking" ? (
          <div className="flex flex-wrap gap-2">
            <Button size="small" kind="primary" onClick={() => setChoosing(true)}>
              {t("chooseColumns")}
            </Button>
            <Button size="small" onClick={() => goOn(file.id)}>
              {t("asGuessed")}
            </Button>
          </div>
        ) : null}
        {state.kind === "done" && state.report.people.some(({ person }) => person === null) ? (
          <p className="text-sm text-muted">
            {t.rich(
              "strangers",
              {
                link: (inside) => (
                  <ThingLink kind="import" id={state.report.id} className="text-accent underline-offset-2 hover:underline">
                    {inside}
                  </ThingLink>
                ),
              },
              { count: state.report.people.filter(({ person }) => person === null).length },
            )}
          </p>
        ) : null}
        {state.kind === "refused" ? <Refused id={file.id} problem={state.problem} /> : null}
        {(state.kind === "done" || state.kind === "refused") && isTable(file.name) ? (
          <div>
            <Button size="small" kind="quiet" onClick={() => setChoosing(true)}>
              {t("chooseColumns")}
            </Button>
          </div>
        ) : null}
        {choosing && opened !== null ? (
          <Suspense>
            <ColumnsDialog
              file={opened}
              first={state.kind === "asking"}
              onDone={(chosen) => {
                setChoosing(false);
                if (chosen && state.kind === "asking") goOn(file.id);
                else if (chosen) repeat(file.id);
              }}
            />
          </Suspense>
        ) : null}
      </div>
      {state.kind === "reading" ? null : (
        <IconButton size="small" label={t("takeOff", { name: file.name })} icon={<X size={14} />} onClick={() => remove(file.id)} />
      )}
    </li>
  );
}

/** Why a file was not read, with the place in it; one that is here already can be opened, or read again as a copy. */
function Refused({ id, problem }: { id: string; problem: Extract<Waiting["state"], { kind: "refused" }>["problem"] }): ReactNode {
  const t = useText(importTexts);
  if (problem === null)
    return (
      <p className="text-sm text-muted">
        {t("failed")}. {t("failedNext")}
      </p>
    );
  const made = problem.code === "already_imported" ? madeOf(problem.params["made"]) : [];
  return (
    <>
      <p className="text-sm">
        <span className={problem.code === "already_imported" ? "" : "text-act"}>{problem.title}.</span>{" "}
        <span className="text-muted">{problem.next}</span>
      </p>
      {problem.code === "already_imported" ? (
        <div className="flex flex-wrap gap-2">
          {made.map((one) => (
            <ThingLink key={one.id} kind={one.kind} id={one.id} className={buttonClass("plain", "small")}>
              {t("openEarlier", { name: one.name })}
            </ThingLink>
          ))}
          {problem.params["newer"] === true ? (
            <Button size="small" kind="primary" onClick={() => repeat(id, "update")}>
              {t("update")}
            </Button>
          ) : null}
          <Button size="small" kind="quiet" onClick={() => repeat(id)}>
            {t("again")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function known(state: Waiting["state"]): boolean {
  return state.kind === "refused" && state.problem?.code === "already_imported";
}

function madeOf(value: unknown): { kind: ThingKind; id: string; name: string }[] {
  return Array.isArray(value)
    ? value.filter(
        (one): one is { kind: ThingKind; id: string; name: string } =>
          typeof one === "object" && one !== null && typeof (one as { id?: unknown }).id === "string",
      )
    : [];
}
