import { Link } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { Person, Section, useFormat } from "../ui/index.ts";
import { AnswerList } from "./answer-text.tsx";
import { runTexts } from "./en.ts";
import { RoleChange } from "./role-dialog.tsx";
import type { Run } from "./run.ts";

/** Beside the steps: where the run comes from, who has which role, and everything answered so far. */
export function RunAbout({ run }: { run: Run }) {
  const t = useText(runTexts);
  const { slug, zone } = useWorkspace();
  const format = useFormat(zone);
  const answered = run.definition.fields.filter(
    (field) => run.answers[field.key] !== undefined && run.answers[field.key] !== null && run.answers[field.key] !== "",
  );
  const roles = run.definition.roles.map((role) => ({ role, filling: run.fillings.find((one) => one.role === role.key) }));
  return (
    <aside className="flex flex-col gap-6 lg:border-s lg:border-line lg:ps-6">
      <Section title={t("about")}>
        <dl className="flex flex-col gap-1.5 text-sm">
          {run.processName === "" ? null : (
            <Fact label={t("process")}>
              <Link
                to="/w/$slug/processes/$id"
                params={{ slug, id: run.processId }}
                search={{}}
                className="text-accent underline-offset-2 hover:underline"
              >
                {run.processName}
              </Link>
              <span className="block text-xs text-faint">{t("revision", { number: run.revision })}</span>
            </Fact>
          )}
          {run.requester ? <Fact label={t("requesterIs")}>{run.requester}</Fact> : null}
          <Fact label={t("startedBy")}>
            <span title={format.long(run.startedAt)}>
              {run.startedBy
                ? t("startedByPerson", { when: format.moment(run.startedAt), who: run.startedBy.name })
                : t("startedByWho", { when: format.moment(run.startedAt), how: t("startedVia", { via: run.startedVia }) })}
            </span>
          </Fact>
          {run.endedAt ? (
            <Fact label={t("ended")}>
              <span title={format.long(run.endedAt)}>{format.moment(run.endedAt)}</span>
            </Fact>
          ) : null}
        </dl>
      </Section>
      {roles.length > 0 ? (
        <Section title={t("roles")}>
          <dl className="flex flex-col gap-1.5 text-sm">
            {roles.map(({ role, filling }) => (
              <Fact key={role.key} label={role.name}>
                <span className="flex items-center justify-between gap-1">
                  {filling?.personId ? (
                    <Person name={filling.name} id={filling.personId} nobody={t("nobody")} />
                  ) : filling?.teamId ? (
                    <span className="inline-flex items-center gap-1.5">
                      <UsersRound size={14} className="text-muted" aria-hidden="true" /> {filling.name}
                    </span>
                  ) : (
                    <span className="text-faint">{t("roleNobody")}</span>
                  )}
                  {run.state === "running" && run.mayControl ? (
                    <RoleChange run={run} role={role} now={filling?.personId ?? filling?.teamId ?? null} />
                  ) : null}
                </span>
              </Fact>
            ))}
          </dl>
        </Section>
      ) : null}
      {run.definition.fields.length > 0 ? (
        <Section title={t("data")}>
          {answered.length > 0 ? (
            <AnswerList fields={answered} answers={run.answers} />
          ) : (
            <p className="text-sm text-faint">{t("dataNone", { open: run.state === "running" ? "yes" : "no" })}</p>
          )}
        </Section>
      ) : null}
    </aside>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(6rem,2fr)_3fr] gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
