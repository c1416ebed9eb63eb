import {
  ArrowRightLeft,
  Ban,
  Copy,
  CornerDownRight,
  ExternalLink,
  Globe,
  ListPlus,
  MoreHorizontal,
  PauseCircle,
  SkipForward,
  UserRoundPen,
} from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { outsideTexts, ShowOutside } from "../outside/index.ts";
import { type Action, useActions } from "../shell/index.ts";
import { useChange, useMe, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, IconButton, Menu, type MenuEntry, useCopy } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { Run, RunStep } from "./run.ts";
import { useStepChanges } from "./run-changes.ts";
import { stepsIn } from "./steps.ts";

const AddStep = lazy(() => import("./add-step.tsx").then((module) => ({ default: module.AddStep })));
const JumpStep = lazy(() => import("./jump-step.tsx").then((module) => ({ default: module.JumpStep })));
const MakeProjectOf = lazy(() => import("../conversion/index.ts").then((module) => ({ default: module.MakeProjectOf })));

/** What is done seldom, and only by who may. The step it is about is the one unfolded. */
export function RunMenu({ run, entry }: { run: Run; entry: RunStep | null }) {
  const t = useText(runTexts);
  const outside = useText(outsideTexts);
  const [asking, setAsking] = useState<"skip" | "cancel" | "assign" | "hold" | "holdStep" | "project" | "step" | "jump" | "outside" | null>(
    null,
  );
  const { id: w } = useWorkspace();
  const title = (entry && (stepsIn(run.definition).find((step) => step.id === entry.stepId)?.title ?? entry.title)) ?? "";
  const changes = useStepChanges(run, entry ?? (nothing as RunStep), title);
  const cancel = useChange({
    call: (reason: string) => requestIn(w, "PUT /runs/:r/cancellation", { params: { r: run.id }, body: { reason } }),
    touches: ["run", "task", "process"],
    said: () => t("cancelledSaid", { run: run.title }),
  });
  const hold = useChange({
    call: ({ reason, task }: { reason: string; task: string | null }) =>
      task === null
        ? requestIn(w, "PUT /runs/:r/hold", { params: { r: run.id }, body: { reason } })
        : requestIn(w, "PUT /tasks/:t/hold", { params: { t: task }, body: { reason } }),
    touches: ["run", "task"],
    said: () => t("heldSaid"),
    undo: ({ task }) =>
      task === null
        ? requestIn(w, "DELETE /runs/:r/hold", { params: { r: run.id } })
        : requestIn(w, "DELETE /tasks/:t/hold", { params: { t: task } }),
  });
  const isOpen = run.state === "running" && entry?.taskId != null;
  const why = run.mayControl ? null : t("noControl");
  const me = useMe().person;
  /** Why not; of a step, one's own may be free where others are not. */
  const whyNot = (liberty: keyof Run["may"], ofStep = false): string | null => {
    if (run.may[liberty] === "yes" || (run.may[liberty] === "own" && (!ofStep || entry?.owner?.id === me.id || entry?.team != null)))
      return null;
    return run.definition.liberties?.[liberty] === "nobody" ? t("noLiberty") : t("noControl");
  };
  const link = run.requestUrl;
  const copyIt = useCopy();
  const copy = (url: string) => void copyIt(url, t("copied"));
  useActions(
    useMemo(
      (): Action[] =>
        isOpen
          ? [
              { id: "run.assign", label: `${t("assign")} ${title}`, keys: "a", group: "here", run: () => setAsking("assign") },
              { id: "run.skip", label: `${t("skip")} ${title}`, group: "here", why: whyNot("skip", true), run: () => setAsking("skip") },
              {
                id: "run.addStep",
                label: t("addStep"),
                group: "here",
                why: run.held ? t("onHold") : whyNot("add"),
                run: () => setAsking("step"),
              },
              {
                id: "run.jump",
                label: t("jump"),
                group: "here",
                why: run.held ? t("onHold") : whyNot("jump", true),
                run: () => setAsking("jump"),
              },
              {
                id: "run.hold",
                label: t("holdRun"),
                group: "here",
                why: run.held ? t("onHold") : whyNot("hold"),
                run: () => setAsking("hold"),
              },
              { id: "run.cancel", label: t("cancelRun"), group: "here", why, run: () => setAsking("cancel") },
            ]
          : [],
      [t, isOpen, title, why, run.held],
    ),
  );
  const line: MenuEntry = { kind: "line" };
  const forRequester: readonly MenuEntry[] = link
    ? [
        { label: t("openRequest"), icon: <ExternalLink size={14} />, onSelect: () => void window.open(link, "_blank", "noopener") },
        { label: t("copyRequest"), icon: <Copy size={14} />, onSelect: () => copy(link) },
      ]
    : [];
  const forStep: readonly MenuEntry[] = isOpen
    ? [
        { kind: "title", label: title },
        { label: t("assign"), icon: <UserRoundPen size={14} />, keys: "a", onSelect: () => setAsking("assign") },
        {
          label: t("holdStep"),
          icon: <PauseCircle size={14} />,
          why: entry?.held || run.held ? t("onHold") : whyNot("hold", true),
          onSelect: () => setAsking("holdStep"),
        },
        { label: t("skip"), icon: <SkipForward size={14} />, why: whyNot("skip", true), onSelect: () => setAsking("skip") },
      ]
    : [];
  const forRun: readonly MenuEntry[] =
    run.state === "running"
      ? [
          {
            label: t("addStep"),
            icon: <ListPlus size={14} />,
            why: run.held ? t("onHold") : whyNot("add"),
            onSelect: () => setAsking("step"),
          },
          {
            label: t("jump"),
            icon: <CornerDownRight size={14} />,
            why: run.held ? t("onHold") : whyNot("jump", true),
            onSelect: () => setAsking("jump"),
          },
          {
            label: t("holdRun"),
            icon: <PauseCircle size={14} />,
            why: run.held ? t("onHold") : whyNot("hold"),
            onSelect: () => setAsking("hold"),
          },
          {
            label: t("makeProjectOf"),
            icon: <ArrowRightLeft size={14} />,
            why: run.held ? t("onHold") : why,
            onSelect: () => setAsking("project"),
          },
          { label: t("cancelRun"), icon: <Ban size={14} />, danger: true, why, onSelect: () => setAsking("cancel") },
        ]
      : [];
  const forOutside: readonly MenuEntry[] = run.mayShow
    ? [{ label: outside("show"), icon: <Globe size={14} />, onSelect: () => setAsking("outside") }]
    : [];
  const entries = [[...forRequester, ...forOutside], forStep, forRun]
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index > 0 ? [line, ...part] : part));
  return (
    <>
      {entries.length > 0 ? (
        <Menu align="end" trigger={<IconButton label={t("more")} icon={<MoreHorizontal size={16} />} />} entries={entries} />
      ) : null}
      <ReasonDialog
        open={asking === "skip"}
        onOpen={() => setAsking(null)}
        title={t("skipTitle", { step: title })}
        about={t("skipAbout")}
        action={t("skipNow")}
        onReason={(reason) => changes.skip.mutateAsync(reason)}
        draft={`skip ${entry?.taskId}`}
      />
      <ReasonDialog
        open={asking === "hold" || asking === "holdStep"}
        onOpen={() => setAsking(null)}
        title={asking === "holdStep" ? t("holdTitle", { what: title }) : t("holdTitle", { what: run.title })}
        about={t("holdAbout")}
        action={t("holdNow")}
        onReason={(reason) => hold.mutateAsync({ reason, task: asking === "holdStep" ? (entry?.taskId ?? null) : null })}
        draft={`hold ${asking === "holdStep" ? entry?.taskId : run.id}`}
      />
      <ReasonDialog
        open={asking === "cancel"}
        onOpen={() => setAsking(null)}
        title={t("cancelTitle", { run: run.title })}
        about={t("cancelAbout")}
        action={t("cancelNow")}
        keep={t("keepRunning")}
        onReason={(reason) => cancel.mutateAsync(reason)}
        draft={`cancel ${run.id}`}
      />
      <Suspense>
        {asking === "project" ? <MakeProjectOf kind="run" id={run.id} name={run.title} onClose={() => setAsking(null)} /> : null}
      </Suspense>
      <Suspense>{asking === "jump" ? <JumpStep run={run} from={entry?.taskId ?? null} onClose={() => setAsking(null)} /> : null}</Suspense>
      <Suspense>
        {asking === "outside" ? <ShowOutside kind="run" id={run.id} title={run.title} onClose={() => setAsking(null)} /> : null}
      </Suspense>
      <Suspense>{asking === "step" ? <AddStep run={run} onClose={() => setAsking(null)} /> : null}</Suspense>
      <AssignDialog
        open={asking === "assign"}
        onOpen={() => setAsking(null)}
        title={t("assignTitle", { step: title })}
        onPerson={(personId, name) => changes.assign.mutate({ personId, name, from: entry?.owner?.id ?? null })}
      />
    </>
  );
}

function AssignDialog({
  open,
  onOpen,
  title,
  onPerson,
}: {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  onPerson: (id: string, name: string) => void;
}) {
  const t = useText(runTexts);
  const { choices, names } = useMembers();
  const [person, setPerson] = useState<string | null>(null);
  const give = () => {
    if (person === null) return;
    onPerson(person, names.get(person) ?? "");
    onOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={title}
      actions={
        <Button kind="primary" onClick={give} why={person === null ? t("person") : null}>
          {t("assignNow")}
        </Button>
      }
    >
      <Field label={t("person")}>
        <Combobox choices={choices} value={person} onValue={setPerson} />
      </Field>
    </Dialog>
  );
}

const nothing: Partial<RunStep> = { stepId: "", taskId: null, state: "completed" };
