import { Plus, UsersRound, Waypoints, X } from "lucide-react";
import { useRef, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { usePlan, useWords } from "../plan/index.ts";
import { useChange, useDraft, useEverybody, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, IconButton, TextArea, TextInput } from "../ui/index.ts";
import { handoverTexts } from "./en.ts";

type Written = {
  readonly title: string;
  readonly contents: string;
  readonly items: readonly string[];
  /** The process or team that takes it on. */
  readonly taker: string | null;
  readonly receiverId: string | null;
  readonly taskId: string | null;
  /** The time to accept, as it is typed. */
  readonly within: string;
};

const nothing: Written = { title: "", contents: "", items: ["", ""], taker: null, receiverId: null, taskId: null, within: "" };

export function PlanHandover({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const t = useText(handoverTexts);
  const { id: w, role } = useWorkspace();
  const [written, write, forget] = useDraft<Written>(`handover of ${projectId}`, nothing);
  const [asked, setAsked] = useState(false);
  const lines = useRef<HTMLOListElement>(null);
  const { items: processes } = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] });
  const teams = useRead("GET /teams", {}, { watch: ["team"], enabled: role !== "guest" }).data?.items ?? [];
  const { items: members } = useEverybody();
  const plan = usePlan(projectId);
  const words = useWords(plan.data?.calendar.week ?? []);
  const within = written.within.trim() === "" ? null : words.minutes(written.within);
  const badWithin = written.within.trim() !== "" && !within;
  const milestones = (plan.data?.tasks ?? []).filter((task) => task.plan?.milestone && task.completion === null);
  const toTeam = teams.some((team) => team.id === written.taker);
  const takers = [
    ...(processes ?? [])
      .filter((process) => process.published && !process.retiredAt)
      .map((process) => ({ value: process.id, label: process.name, icon: <Waypoints size={14} aria-hidden="true" /> })),
    ...teams.map((team) => ({ value: team.id, label: team.name, hint: t("team"), icon: <UsersRound size={14} aria-hidden="true" /> })),
  ];
  const set = (part: Partial<Written>) => write({ ...written, ...part });
  const items = written.items.map((item) => item.trim()).filter((item) => item !== "");
  const make = useChange({
    call: ({ title, contents, taker, receiverId, taskId }: Written) =>
      requestIn(w, "POST /projects/:p/handovers", {
        params: { p: projectId },
        body: {
          title: title.trim(),
          contents,
          taskId,
          ...(toTeam ? { teamId: taker } : { processId: taker, receiverId }),
          items,
          acceptWithinMinutes: within,
        },
      }),
    touches: ["handover", `project:${projectId}`],
    said: ({ title }) => t("planned", { title: title.trim() }),
  });
  const go = () => {
    setAsked(true);
    if (written.title.trim() === "" || !written.taker || items.length === 0 || badWithin) return;
    make.mutate(written, {
      onSuccess: () => {
        forget();
        onClose();
      },
    });
  };
  const addLine = () => {
    set({ items: [...written.items, ""] });
    requestAnimationFrame(() => lines.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus());
  };
  return (
    <Dialog
      open
      wide
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("planTitle")}
      about={t("planAbout")}
      actions={
        <>
          <Button kind="primary" busy={make.isPending} onClick={go}>
            {t("plan")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")} help={t("nameHelp")} error={asked && written.title.trim() === "" ? t("missingName") : null}>
          <TextInput value={written.title} onValue={(title) => set({ title })} maxLength={300} />
        </Field>
        <Field label={t("contents")} optional>
          <TextArea value={written.contents} onValue={(contents) => set({ contents })} rows={2} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t("taker")}
            help={t(toTeam ? "teamHelp" : "processHelp")}
            error={asked && !written.taker ? t("missingTaker") : null}
          >
            <Combobox
              value={written.taker}
              onValue={(taker) => set({ taker })}
              choices={takers}
              {...(processes !== undefined && takers.length === 0 ? { placeholder: t("takerNone") } : {})}
            />
          </Field>
          {toTeam ? null : (
            <Field label={t("receiver")} help={t("receiverHelp")} optional>
              <Combobox
                value={written.receiverId}
                onValue={(receiverId) => set({ receiverId })}
                choices={(members ?? []).map((member) => ({ value: member.id, label: member.name }))}
              />
            </Field>
          )}
        </div>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="text-xs font-medium text-muted">{t("items")}</legend>
          <ol ref={lines} className="mt-1 flex flex-col gap-1.5">
            {written.items.map((item, index) => (
              <li key={index} className="flex items-center gap-2">
                <span className="w-4 text-end text-xs text-faint" aria-hidden="true">
                  {index + 1}
                </span>
                <TextInput
                  aria-label={t("item", { number: index + 1 })}
                  placeholder={index === 0 ? t("itemPlaceholder") : ""}
                  value={item}
                  maxLength={300}
                  onValue={(text) => set({ items: written.items.map((one, at) => (at === index ? text : one)) })}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter") return;
                    event.preventDefault();
                    addLine();
                  }}
                />
                <IconButton
                  size="small"
                  label={t("itemRemove", { number: index + 1 })}
                  icon={<X size={14} />}
                  onClick={() => set({ items: written.items.length > 1 ? written.items.filter((_, at) => at !== index) : [""] })}
                />
              </li>
            ))}
          </ol>
          <div className="ms-6 flex items-center gap-3">
            <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={addLine}>
              {t("itemAdd")}
            </Button>
            <span
              className={asked && items.length === 0 ? "text-xs text-act" : "text-xs text-faint"}
              role={asked && items.length === 0 ? "alert" : undefined}
            >
              {asked && items.length === 0 ? t("missingItems") : t("itemsHelp")}
            </span>
          </div>
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("atMilestone")} optional>
            <Combobox
              value={written.taskId}
              onValue={(taskId) => set({ taskId })}
              placeholder={t("atMilestoneNone")}
              choices={milestones.map((task) => ({ value: task.id, label: task.title }))}
            />
          </Field>
          <Field label={t("within")} help={t("withinHelp")} error={badWithin ? t("badWithin") : null} optional>
            <TextInput value={written.within} onValue={(within) => set({ within })} />
          </Field>
        </div>
      </div>
    </Dialog>
  );
}
