import { Link } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useHasRoute, WaitsHere } from "../shell/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { Talk } from "../talk/index.ts";
import { Markdown, Person, useFormat } from "../ui/index.ts";
import { AnswerList } from "./answer-text.tsx";
import { runTexts } from "./en.ts";
import { gatheringsOf } from "./gathering.ts";
import type { OutlineStep } from "./outline.ts";
import { QuestionOpen } from "./question.tsx";
import type { Run, RunStep } from "./run.ts";
import { StepWorkOf } from "./step-work.tsx";
import { useGivenWords } from "./given.ts";
import { OutsiderLink } from "./outsider-link.tsx";
import { usesIn } from "./steps.ts";
import { Voices } from "./voices.tsx";

/** What an unfolded step shows: the work itself when it is open, the record of it when it is over, the plan when it is ahead. */
export function StepDetail({ run, one }: { run: Run; one: OutlineStep }) {
  const t = useText(runTexts);
  const { step, rounds } = one;
  const me = useMe().person.id;
  const approvers = step.kind === "approval" ? step.approvers : undefined;
  const asked = approvers ? (gatheringsOf(rounds, approvers).at(-1) ?? []) : [];
  const open = asked.filter(({ state }) => state === "open");
  // Of several who are asked at once, one's own word comes first.
  const last = open.find(({ owner }) => owner?.id === me) ?? open[0] ?? rounds.at(-1);
  const earlier = rounds.filter((round) => round !== last && !asked.includes(round));
  if (!last)
    return (
      <div className="flex flex-col gap-3 text-sm">
        <p className="text-faint">{t("unworked", { state: one.state })}</p>
        {step.instructions.trim() ? <Markdown text={step.instructions} /> : null}
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      {earlier.map((round) => (
        <Record key={round.round} run={run} entry={round} one={one} brief />
      ))}
      {approvers ? <Voices run={run} approvers={approvers} entries={asked} /> : null}
      {last.state === "open" && last.projectId === null ? (
        <>
          <Held entry={last} />
          {last.outsider ? <OutsiderLink run={run} entry={last} /> : null}
          <StepWorkOf run={run} entry={last} />
        </>
      ) : (
        <>
          {last.taskId ? <WaitsHere taskId={last.taskId} /> : null}
          {approvers ? null : <Record run={run} entry={last} one={one} />}
        </>
      )}
      {last.taskId ? <Talk key={last.taskId} taskId={last.taskId} brief /> : null}
    </div>
  );
}

function Held({ entry }: { entry: RunStep }) {
  const t = useText(runTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const given = useGivenWords();
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
      {entry.owner || !entry.team ? (
        <Person name={entry.owner?.name ?? null} {...(entry.owner ? { id: entry.owner.id } : {})} nobody={t("nobody")} />
      ) : (
        <span className="inline-flex items-center gap-1.5">
          <UsersRound size={14} aria-hidden="true" /> {entry.team.name}
        </span>
      )}
      {entry.given ? <span>{given(entry.given)}</span> : null}
      {entry.dueAt ? (
        <span title={format.long(entry.dueAt)} className={new Date(entry.dueAt) < new Date() ? "font-medium text-act" : ""}>
          {t(new Date(entry.dueAt) < new Date() ? "late" : "due", { when: format.moment(entry.dueAt) })}
        </span>
      ) : null}
    </p>
  );
}

/** Who did it, when, with which words and answers. */
function Record({ run, entry, one, brief = false }: { run: Run; entry: RunStep; one: OutlineStep; brief?: boolean }) {
  const t = useText(runTexts);
  const { zone, slug } = useWorkspace();
  const hasRoute = useHasRoute();
  const format = useFormat(zone);
  const who = entry.by?.name ?? (entry.outsider?.usedAt ? (entry.outsider.email ?? t("outsider")) : t("system"));
  const when = format.moment(entry.closedAt ?? entry.openedAt);
  const filled = usesIn(one.step)
    .filter((use) => use.mode !== "shown" && one.step.kind === "task")
    .map((use) => use.key);
  const fields = brief ? [] : run.definition.fields.filter((field) => filled.includes(field.key));
  const checklist = one.step.kind === "task" && !brief ? one.step.checklist : [];
  const ticks = new Map(
    entry.checks.map(({ item, by, at }) => [item, t("checkedBy", { who: by?.name ?? t("system"), when: format.moment(at) })]),
  );
  const said =
    entry.state === "skipped"
      ? t("skippedBecause", { who, reason: entry.comment ?? "" })
      : entry.state === "withdrawn"
        ? t("withdrawnAt", { when })
        : entry.decision === "approved"
          ? t("approvedBy", { who, when })
          : entry.decision === "rejected"
            ? t("rejectedBy", { who, when })
            : entry.projectId !== null
              ? t(entry.state === "open" ? "projectOpen" : "projectDone")
              : t("doneBy", { who, when });
  return (
    <div className="flex flex-col gap-2.5 text-sm">
      <p className={entry.state === "skipped" ? "text-act" : "text-muted"}>
        {one.rounds.length > 1 ? `${t("round", { round: entry.round })} · ` : ""}
        {said}
      </p>
      {entry.comment && entry.state !== "skipped" ? (
        <blockquote className="border-s-2 border-line-strong ps-3 whitespace-pre-wrap [overflow-wrap:anywhere]">{entry.comment}</blockquote>
      ) : null}
      {entry.question ? <QuestionOpen run={run} entry={entry} title={one.step.title} /> : null}
      {fields.length > 0 ? <AnswerList fields={fields} answers={run.answers} /> : null}
      {checklist.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {checklist.map((item) => (
            <li key={item.id} className={entry.checked.includes(item.id) ? "" : "text-faint"}>
              <span aria-hidden="true">{entry.checked.includes(item.id) ? "☑" : "☐"} </span>
              {item.title}
              {ticks.get(item.id) ? <span className="ms-2 text-xs text-faint">{ticks.get(item.id)}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {entry.projectId !== null && hasRoute("/w/$slug/projects/$id") ? (
        <Link
          to={"/w/$slug/projects/$id" as "/"}
          params={{ slug, id: entry.projectId } as never}
          className="text-accent underline underline-offset-2"
        >
          {t("openProject")}
        </Link>
      ) : null}
    </div>
  );
}
