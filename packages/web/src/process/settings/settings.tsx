import { getRouteApi } from "@tanstack/react-router";
import { Globe } from "lucide-react";
import { Suspense, useState } from "react";
import { addressOf, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { outsideTexts, ShowOutside } from "../../outside/index.ts";
import { stepsIn, useMembers } from "../../run/index.ts";
import { ReadError } from "../../shell/index.ts";
import { inTurn, useChange, useRead, useWorkspace } from "../../session/index.ts";
import { AdviceCard } from "../../new/index.ts";
import { Button, buttonClass, Combobox, Field, PageBody, Section, Select, Skeleton, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { HolderChoice, useHolders } from "../holder-choice.tsx";
import { mayAs, type Process } from "../process.ts";
import { CareSettings } from "../care/care-settings.tsx";
import { BpmnPicture } from "./bpmn-picture.tsx";
import { Cadences } from "./cadences.tsx";
import { IntakeForm } from "./intake-form.tsx";
import { Shares } from "./shares.tsx";

const route = getRouteApi("/w/$slug/processes/$id");

/** Who has it, who sees it, when it recurs, how it is asked for. */
export function Settings() {
  const { id } = route.useParams();
  const process = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`, "run"] });
  if (process.error) return <ReadError error={process.error} onRetry={process.refetch} />;
  return process.data ? <Shown process={process.data} /> : <Skeleton />;
}

function Shown({ process }: { process: Process }) {
  const t = useText(processTexts);
  const outside = useText(outsideTexts);
  const [showing, setShowing] = useState(false);
  const { id: w } = useWorkspace();
  const { choices: people } = useMembers();
  const { data: calendars } = useRead("GET /calendars", {}, { watch: ["calendar", "workspace"] });
  const change = useProcessChange(process);
  const mine = mayAs(process, "manager");
  const retire = useChange({
    call: (on: boolean) =>
      on
        ? requestIn(w, "PUT /processes/:p/retirement", { params: { p: process.id } })
        : requestIn(w, "DELETE /processes/:p/retirement", { params: { p: process.id } }),
    paint: (on, paint) =>
      paint("GET /processes/:p", (shown) => ({ ...shown, retiredAt: on ? new Date().toISOString() : null }), { params: { p: process.id } }),
    touches: ["process"],
    said: (on) => t(on ? "retiredSaid" : "backInUse", { process: process.name }),
    undo: (on) =>
      on
        ? requestIn(w, "DELETE /processes/:p/retirement", { params: { p: process.id } })
        : requestIn(w, "PUT /processes/:p/retirement", { params: { p: process.id } }),
  });
  return (
    <PageBody width="text">
      <div className="flex flex-col gap-10">
        {mine ? null : <p className="rounded-md bg-sunken px-3 py-2 text-sm text-muted">{t("settingsReadOnly")}</p>}
        <Section title={t("general")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <NameField key={process.name} process={process} disabled={!mine} onName={(name) => change.mutate({ name })} />
            <Field label={t("owner")} help={t("ownerHelp")}>
              <Combobox
                choices={people}
                value={process.owner?.id ?? null}
                disabled={!mine}
                onValue={(ownerId) => change.mutate({ ownerId })}
                placeholder={t("nobody")}
              />
            </Field>
            <Field label={t("calendar")} help={t("calendarHelp")}>
              <Select
                label={t("calendar")}
                disabled={!mine}
                value={process.calendarId ?? "standard"}
                onValue={(chosen) => change.mutate({ calendarId: chosen === "standard" ? null : chosen })}
                choices={[
                  { value: "standard", label: t("standardCalendar") },
                  ...(calendars?.items ?? []).map((calendar) => ({ value: calendar.id, label: calendar.name })),
                ]}
              />
            </Field>
          </div>
        </Section>
        <Roles process={process} disabled={!mine} />
        <CareSettings process={process} disabled={!mine} onChange={(next) => change.mutate(next)} />
        <AdviceCard kind="process" id={process.id} may={mayAs(process, "editor")} />
        <Section title={t("access")} about={t("accessAbout")}>
          <div className="max-w-72">
            <Field label={t("everyone")}>
              <Select
                label={t("everyone")}
                disabled={!mine}
                value={process.everyone ?? "nobody"}
                onValue={(chosen) => change.mutate({ everyone: chosen === "nobody" ? null : chosen })}
                choices={[
                  { value: "manager", label: t("everyoneManager") },
                  { value: "editor", label: t("everyoneEditor") },
                  { value: "contributor", label: t("everyoneContributor") },
                  { value: "viewer", label: t("everyoneViewer") },
                  { value: "nobody", label: t("everyoneNobody") },
                ]}
              />
            </Field>
          </div>
          <Shares process={process} disabled={!mine} />
          {mine ? (
            <div>
              <Button icon={<Globe size={14} />} onClick={() => setShowing(true)}>
                {outside("show")}
              </Button>
              <Suspense>
                {showing ? <ShowOutside kind="process" id={process.id} title={process.name} onClose={() => setShowing(false)} /> : null}
              </Suspense>
            </div>
          ) : null}
        </Section>
        <Cadences process={process} disabled={!mine} />
        <IntakeForm process={process} disabled={!mine} />
        <Section title={t("exportTitle")} about={t("exportAbout")}>
          <div>
            <a href={addressOf("/api/workspaces/:w/processes/:p/bpmn", { w, p: process.id })} download className={buttonClass()}>
              {t("exportBpmn")}
            </a>
          </div>
          <BpmnPicture address={addressOf("/api/workspaces/:w/processes/:p/bpmn", { w, p: process.id })} name={process.name} />
        </Section>
        {mine ? (
          <Section title={t(process.retiredAt ? "bringBack" : "retire")} about={t(process.retiredAt ? "bringBackAbout" : "retireAbout")}>
            <div>
              <Button
                kind={process.retiredAt ? "plain" : "danger"}
                onClick={() => retire.mutate(!process.retiredAt)}
                busy={retire.isPending}
              >
                {t(process.retiredAt ? "bringBack" : "retire")}
              </Button>
            </div>
          </Section>
        ) : null}
      </div>
    </PageBody>
  );
}

function NameField({ process, disabled, onName }: { process: Process; disabled: boolean; onName: (name: string) => void }) {
  const t = useText(processTexts);
  const [name, setName] = useState(process.name);
  const keep = () => (name.trim() !== "" && name.trim() !== process.name ? onName(name.trim()) : setName(process.name));
  return (
    <Field label={t("name")}>
      <TextInput
        value={name}
        onValue={setName}
        maxLength={120}
        readOnly={disabled}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
      />
    </Field>
  );
}

/** Who stands for each role unless a run says otherwise. Roles of the draft are there before they are published. */
function Roles({ process, disabled }: { process: Process; disabled: boolean }) {
  const t = useText(processTexts);
  const { idsOf } = useHolders();
  const { data: draft } = useRead("GET /processes/:p/draft", { params: { p: process.id } }, { watch: [`process:${process.id}`] });
  const change = useProcessChange(process);
  const roles = draft?.definition.roles ?? [];
  const steps = draft ? stepsIn(draft.definition) : [];
  return (
    <Section title={t("roles")} about={t("rolesAbout")}>
      {roles.length === 0 ? <p className="text-sm text-faint">{t("noRoles")}</p> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {roles.map((role) => {
          const filling = process.fillings.find((one) => one.role === role.key);
          const count = steps.filter((step) => "role" in step && step.role === role.key).length;
          return (
            <Field key={role.key} label={role.name} help={t("roleSteps", { count })}>
              <HolderChoice
                disabled={disabled}
                placeholder={t("ownerOtherwise")}
                value={filling?.personId ? `person:${filling.personId}` : filling?.teamId ? `team:${filling.teamId}` : null}
                onValue={(holder) =>
                  change.mutate({
                    fillings: [...process.fillings.filter((one) => one.role !== role.key), { role: role.key, ...idsOf(holder) }],
                  })
                }
              />
            </Field>
          );
        })}
      </div>
    </Section>
  );
}

type Change = {
  name?: string;
  ownerId?: string | null;
  everyone?: Process["everyone"];
  calendarId?: string | null;
  fillings?: Process["fillings"];
  approverId?: string | null;
  reviewMonths?: number | null;
};

function useProcessChange(process: Process) {
  const { id: w } = useWorkspace();
  const { names } = useMembers();
  return useChange({
    call: (change: Change) =>
      inTurn(process, (version) => requestIn(w, "PATCH /processes/:p", { params: { p: process.id }, version, body: change })),
    paint: ({ ownerId, approverId, reviewMonths, ...change }, paint) =>
      paint(
        "GET /processes/:p",
        (shown) =>
          ({
            ...shown,
            ...change,
            ...(ownerId === undefined ? {} : { owner: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? "" } }),
            ...(approverId === undefined
              ? {}
              : { approver: approverId === null ? null : { id: approverId, name: names.get(approverId) ?? "" } }),
            ...(reviewMonths === undefined ? {} : { review: { ...shown.review, everyMonths: reviewMonths } }),
          }) as Process,
        { params: { p: process.id } },
      ),
    touches: ["process"],
  });
}
