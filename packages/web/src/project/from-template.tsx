import { Trash2 } from "lucide-react";
import type { Answer } from "../api/index.ts";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useRead, useWorkspace } from "../session/index.ts";
import { Combobox, DateInput, Field, IconButton, SegmentedControl, useFormat } from "../ui/index.ts";
import { projectTexts } from "./en.ts";

export type Template = Answer<"GET /project-templates">["items"][number];
/** What is chosen for a project made from a template. */
export type Choice = {
  readonly templateId: string | null;
  readonly anchor: "start" | "finish";
  readonly day: string;
  readonly roles: Readonly<Record<string, string>>;
};

export function useTemplates(): readonly Template[] {
  return useRead("GET /project-templates", {}, { watch: ["template"] }).data?.items ?? [];
}

/** Which template, who stands for its roles, and whether the start or the end is given; the other date is shown. */
export function FromTemplate({
  templates,
  choice,
  onChoice,
}: {
  templates: readonly Template[];
  choice: Choice;
  onChoice: (part: Partial<Choice>) => void;
}) {
  const t = useText(projectTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  const template = templates.find((one) => one.id === choice.templateId) ?? null;
  const { items: members } = useEverybody(template !== null);
  const asked =
    choice.anchor === "start"
      ? choice.day
        ? { start: `${choice.day}T00:00` }
        : {}
      : choice.day
        ? { finish: `${choice.day}T23:59` }
        : null;
  const dates = useRead(
    "GET /project-templates/:t/dates",
    { params: { t: template?.id ?? "" }, query: asked ?? {} },
    { watch: ["template"], enabled: template !== null && asked !== null, keep: true },
  ).data;
  const remove = useChange({
    call: (one: Template) => requestIn(w, "DELETE /project-templates/:t", { params: { t: one.id } }),
    touches: ["template"],
    said: ({ name }) => t("templateRemoved", { name }),
  });
  return (
    <>
      <Field label={t("fromTemplate")} help={template === null ? t("fromTemplateHelp") : undefined} optional>
        <span className="flex items-center gap-2">
          <Combobox
            value={choice.templateId}
            onValue={(templateId) => onChoice({ templateId, roles: {} })}
            choices={templates.map((one) => ({ value: one.id, label: one.name, hint: t("templateTasks", { count: one.tasks }) }))}
          />
          {template ? (
            <IconButton
              label={t("templateRemove", { name: template.name })}
              icon={<Trash2 size={15} />}
              onClick={() => remove.mutate(template, { onSuccess: () => onChoice({ templateId: null }) })}
            />
          ) : null}
        </span>
      </Field>
      {template === null ? null : (
        <>
          <p className="text-sm text-muted">
            {template.about ? <span className="block text-ink">{template.about}</span> : null}
            {t("templateHolds", { tasks: template.tasks, links: template.links, documents: template.documents, entries: template.entries })}
          </p>
          <div className="grid items-end gap-x-4 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)]">
            <SegmentedControl
              label={t("anchor")}
              value={choice.anchor}
              onValue={(anchor) => onChoice({ anchor })}
              choices={[
                { value: "start", label: t("anchorStart") },
                { value: "finish", label: t("anchorFinish") },
              ]}
            />
            <Field label={choice.anchor === "start" ? t("start") : t("finish")}>
              <DateInput value={choice.day} onValue={(day) => onChoice({ day })} />
            </Field>
            <p role="status" className="text-sm text-muted sm:col-span-2">
              {dates
                ? t("templateDates", {
                    start: format.day(dates.start.slice(0, 10), today),
                    finish: format.day(dates.finish.slice(0, 10), today),
                  })
                : ""}
            </p>
          </div>
          {template.roles.length > 0 ? (
            <fieldset className="grid gap-3 sm:grid-cols-2">
              <legend className="mb-1 text-xs font-medium text-muted">{t("templateWho")}</legend>
              {template.roles.map(({ role, tasks }) => (
                <Field key={role} label={t("roleTasks", { role, count: tasks })}>
                  <Combobox
                    value={choice.roles[role] ?? null}
                    placeholder={t("nobody")}
                    onValue={(person) =>
                      onChoice({
                        roles:
                          person === null
                            ? Object.fromEntries(Object.entries(choice.roles).filter(([name]) => name !== role))
                            : { ...choice.roles, [role]: person },
                      })
                    }
                    choices={(members ?? []).map((member) => ({ value: member.id, label: member.name }))}
                  />
                </Field>
              ))}
            </fieldset>
          ) : null}
        </>
      )}
    </>
  );
}
