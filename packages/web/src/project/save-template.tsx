import { staffOf } from "@rondo/core/plan";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { usePlan } from "../plan/index.ts";
import { useChange, useEverybody, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Skeleton, TextArea, TextInput } from "../ui/index.ts";
import { projectTexts } from "./en.ts";
import type { Project } from "./project.ts";

/** Keeps a copy of the project to make others from: who is called what is asked, all else is taken as it is. */
export function SaveTemplate({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(projectTexts);
  const { id: w } = useWorkspace();
  const [name, setName] = useState(project.name);
  const [about, setAbout] = useState("");
  const [roles, setRoles] = useState<Readonly<Record<string, string>>>({});
  const plan = usePlan(project.id);
  const { items: members } = useEverybody();
  const names = new Map(members?.map((member) => [member.id, member.name]));
  const owners = [
    ...new Map(
      (plan.data?.tasks ?? []).flatMap(({ owner, plan: place }) =>
        staffOf(owner?.id ?? null, place?.planning ?? {}).assignments.map(
          ({ personId, role = "" }) => [personId, { name: names.get(personId) ?? owner?.name ?? "", role }] as const,
        ),
      ),
    ),
  ];
  const roleOf = (id: string, known: { name: string; role: string }): string => roles[id] ?? (known.role || known.name);
  const save = useChange({
    call: () =>
      requestIn(w, "POST /projects/:p/templates", {
        params: { p: project.id },
        body: {
          name: name.trim(),
          about,
          roles: owners.flatMap(([personId, known]) =>
            roleOf(personId, known).trim() === "" ? [] : [{ personId, role: roleOf(personId, known).trim() }],
          ),
        },
      }),
    touches: ["template"],
    said: () => t("templateSaved", { name: name.trim() }),
  });
  return (
    <Dialog
      open
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t("saveTemplate")}
      about={t("saveTemplateAbout")}
      actions={
        <>
          <Button
            kind="primary"
            busy={save.isPending}
            why={name.trim() === "" ? t("nameMissing") : null}
            onClick={() => save.mutate(undefined, { onSuccess: onClose })}
          >
            {t("saveTemplate")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")}>
          <TextInput value={name} onValue={setName} maxLength={120} />
        </Field>
        <Field label={t("templateAbout")} optional>
          <TextArea value={about} onValue={setAbout} rows={2} maxLength={2_000} />
        </Field>
        {project.everyone === null ? <p className="text-sm text-act">{t("templateOpen")}</p> : null}
        {plan.data ? null : <Skeleton />}
        {owners.length > 0 ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="text-xs font-medium text-muted">{t("templateRoles")}</legend>
            <p className="text-xs text-faint">{t("templateRolesHelp")}</p>
            {owners.map(([id, known]) => (
              <Field key={id} label={t("roleInstead", { name: known.name })}>
                <TextInput value={roleOf(id, known)} onValue={(role) => setRoles({ ...roles, [id]: role })} maxLength={60} />
              </Field>
            ))}
          </fieldset>
        ) : null}
      </div>
    </Dialog>
  );
}
