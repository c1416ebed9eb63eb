import type { ApprovalStep } from "@rondo/core/process";
import { CircleCheck, CircleDashed, CircleX, Hourglass } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";

type Props = { run: Run; approvers: NonNullable<ApprovalStep["approvers"]>; entries: readonly RunStep[] };

/** An approval by several people: how many it takes, and what each of them said, or that they are still to say it. */
export function Voices({ run, approvers: { roles, rule }, entries }: Props) {
  const t = useText(runTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const names = new Map(run.definition.roles.map((role) => [role.key, role.name]));
  const approved = entries.filter(({ decision }) => decision === "approved").length;
  const needed = typeof rule === "number" ? rule : roles.length;
  return (
    <section aria-label={t("voices")} className="flex flex-col gap-2 text-sm">
      <p className="text-muted">
        {t("voicesNeeded", { rule: typeof rule === "number" ? "some" : rule, needed, total: roles.length })}{" "}
        <span className="font-medium text-ink">{t("voicesSoFar", { count: approved, needed })}</span>
      </p>
      <ul className="flex flex-col gap-1.5">
        {roles.map((role, at) => {
          const entry = entries[at];
          const who = entry?.by?.name ?? entry?.owner?.name ?? entry?.team?.name ?? names.get(role) ?? role;
          const when = entry?.closedAt ? format.moment(entry.closedAt) : "";
          const [Icon, said] =
            entry?.decision === "approved"
              ? ([CircleCheck, t("approvedBy", { who, when })] as const)
              : entry?.decision === "rejected"
                ? ([CircleX, t("rejectedBy", { who, when })] as const)
                : entry?.state === "open"
                  ? ([Hourglass, t("voiceWaits", { who })] as const)
                  : entry
                    ? ([CircleDashed, t("voiceNotAsked", { who })] as const)
                    : ([CircleDashed, t("voiceLater", { who })] as const);
          return (
            <li key={at} className="flex items-start gap-2">
              <Icon
                size={15}
                aria-hidden="true"
                className={
                  entry?.decision === "rejected"
                    ? "mt-0.5 shrink-0 text-act"
                    : entry?.decision === "approved"
                      ? "mt-0.5 shrink-0 text-accent"
                      : "mt-0.5 shrink-0 text-faint"
                }
              />
              <span className="min-w-0">
                {said} {entry && names.has(role) ? <span className="text-faint">{names.get(role)}</span> : null}
                {entry?.comment ? <q className="block text-muted [overflow-wrap:anywhere]">{entry.comment}</q> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
