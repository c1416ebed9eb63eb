import { type Rung, type ServiceClock, stepsOf } from "@rondo/core/process";
import { ChevronDown, ChevronRight, Plus, Timer, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Checkbox, Field, IconButton, Select, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { DueInput } from "./due-input.tsx";
import { useDueWords } from "./due-words.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { shortId } from "./use-editor-actions.ts";
import { useUnits } from "../units.ts";

/** What a run is promised in working time, and what happens where the promise is in danger. */
export function ServiceClocks() {
  const units = useUnits();
  const t = useText(processTexts);
  const { clocks = [] } = useDefinition();
  const { edit, readOnly } = useEditor();
  const change = (next: readonly ServiceClock[], merge: string | null = null) =>
    edit((definition) => {
      const { clocks: _, ...rest } = definition;
      return next.length === 0 ? rest : { ...rest, clocks: next };
    }, merge);
  const [open, setOpen] = useState<string | null>(null);
  const say = useDueWords();
  const add = () => {
    const id = shortId();
    change([
      ...clocks,
      {
        id,
        name: "",
        from: null,
        to: null,
        target: 2 * units.minutesPerDay,
        warnAt: units.minutesPerDay,
        pauses: ["question", "message"],
        ladder: [],
      },
    ]);
    setOpen(id);
  };
  const adder = readOnly ? null : (
    <div className="-ms-1">
      <Button size="small" kind="quiet" icon={<Timer size={13} />} onClick={add}>
        {t("addClock")}
      </Button>
    </div>
  );
  if (clocks.length === 0) return adder === null ? null : <div className="mb-3 px-3">{adder}</div>;
  return (
    <section className="mb-3 flex flex-col gap-1.5 rounded-lg border border-dashed border-line px-3 py-2.5">
      <h2 className="flex items-center gap-2 text-xs font-medium text-muted">
        <Timer size={13} aria-hidden="true" /> {t("clocksTitle")}
      </h2>
      {clocks.map((clock) => (
        <div key={clock.id} className="flex flex-col gap-1.5">
          <button
            type="button"
            aria-expanded={open === clock.id}
            onClick={() => setOpen(open === clock.id ? null : clock.id)}
            className="flex min-h-8 items-center gap-2 rounded-sm px-1.5 text-start text-sm hover:bg-hover pointer-coarse:min-h-10"
          >
            {open === clock.id ? (
              <ChevronDown size={14} className="shrink-0 text-faint" aria-hidden="true" />
            ) : (
              <ChevronRight size={14} className="shrink-0 text-faint" aria-hidden="true" />
            )}
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{clock.name || t("untitled")}</span>
            <span className="shrink-0 text-xs text-faint">{say(clock.target)}</span>
          </button>
          {open === clock.id ? (
            <ClockEdit
              clock={clock}
              onClock={(next, merge) =>
                change(
                  clocks.map((one) => (one.id === clock.id ? next : one)),
                  merge === undefined ? null : `${merge} ${clock.id}`,
                )
              }
              onRemove={() => change(clocks.filter((one) => one.id !== clock.id))}
            />
          ) : null}
        </div>
      ))}
      {open === null ? null : <p className="text-xs text-faint">{t("clocksAbout")}</p>}
      {adder}
    </section>
  );
}

function ClockEdit({
  clock,
  onClock,
  onRemove,
}: {
  clock: ServiceClock;
  onClock: (clock: ServiceClock, merge?: string) => void;
  onRemove: () => void;
}) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const { readOnly } = useEditor();
  const steps = stepsOf(definition).map((step) => ({ value: step.id, label: step.title || t("untitled") }));
  const place = (label: string, value: string | null, onValue: (id: string | null) => void) => (
    <Field label={label}>
      <Select
        label={label}
        disabled={readOnly}
        value={value ?? ""}
        onValue={(id) => onValue(id === "" ? null : id)}
        choices={[{ value: "", label: t("clockRun") }, ...steps]}
      />
    </Field>
  );
  const { warnAt: _warnAt, ...unwarned } = clock;
  const { outside: _outside, ...inside } = clock;
  const outside = clock.outside ?? [];
  const pause = (what: "question" | "message", on: boolean) =>
    onClock({ ...clock, pauses: (["question", "message"] as const).filter((one) => (one === what ? on : clock.pauses.includes(one))) });
  const wait = (next: readonly string[]) => onClock(next.length === 0 ? inside : { ...clock, outside: next });
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-surface p-3">
      <div className="grid grid-cols-[1fr_auto] items-end gap-1">
        <Field label={t("clockName")}>
          <TextInput
            value={clock.name}
            readOnly={readOnly}
            maxLength={300}
            placeholder={t("clockNamePlaceholder")}
            onValue={(name) => onClock({ ...clock, name }, "clock name")}
          />
        </Field>
        {readOnly ? null : (
          <IconButton
            size="small"
            label={t("removeClock", { name: clock.name || t("untitled") })}
            icon={<X size={13} />}
            onClick={onRemove}
          />
        )}
      </div>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Stretch
          label={t("clockTarget")}
          minutes={clock.target}
          onMinutes={(target) => target !== null && onClock({ ...clock, target }, "target")}
        />
        <Stretch
          label={t("clockWarnAt")}
          minutes={clock.warnAt ?? null}
          onMinutes={(warnAt) => onClock(warnAt === null ? unwarned : { ...clock, warnAt }, "warn")}
        />
        {place(t("clockFrom"), clock.from, (from) => onClock({ ...clock, from }))}
        {place(t("clockTo"), clock.to, (to) => onClock({ ...clock, to }))}
      </div>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-xs font-medium text-muted">{t("clockStands")}</legend>
        <Checkbox
          label={t("clockQuestion")}
          disabled={readOnly}
          checked={clock.pauses.includes("question")}
          onChecked={(on) => pause("question", on)}
        />
        <Checkbox
          label={t("clockMessage")}
          disabled={readOnly}
          checked={clock.pauses.includes("message")}
          onChecked={(on) => pause("message", on)}
        />
        {(readOnly ? outside : [...outside, ""]).map((id, index) => (
          <Field key={index} label={t("clockOutside")}>
            <Select
              label={t("clockOutside")}
              disabled={readOnly}
              value={id}
              onValue={(chosen) =>
                wait(
                  chosen === ""
                    ? outside.filter((_, at) => at !== index)
                    : index < outside.length
                      ? outside.map((one, at) => (at === index ? chosen : one))
                      : [...outside, chosen],
                )
              }
              choices={[{ value: "", label: "–" }, ...steps.filter(({ value }) => value === id || !outside.includes(value))]}
            />
          </Field>
        ))}
      </fieldset>
      <p className="text-xs text-faint">{t("clockTells")}</p>
      <Ladder ladder={clock.ladder} target={clock.target} onLadder={(ladder) => onClock({ ...clock, ladder })} />
    </div>
  );
}

function Stretch({ label, minutes, onMinutes }: { label: string; minutes: number | null; onMinutes: (minutes: number | null) => void }) {
  const { readOnly } = useEditor();
  return (
    <DueInput
      label={label}
      plain
      disabled={readOnly}
      due={minutes === null ? null : { from: "activation", workingMinutes: minutes }}
      onDue={(due) => onMinutes(due?.workingMinutes ?? null)}
    />
  );
}

function Ladder({ ladder, target, onLadder }: { ladder: readonly Rung[]; target: number; onLadder: (ladder: readonly Rung[]) => void }) {
  const units = useUnits();
  const t = useText(processTexts);
  const { roles } = useDefinition();
  const { readOnly } = useEditor();
  const set = (at: number, rung: Rung) => onLadder(ladder.map((one, index) => (index === at ? rung : one)));
  const whom = [
    ...(["holder", "manager", "owner"] as const).map((value) => ({ value: value as string, label: t("rungWhom", { whom: value }) })),
    ...roles.map(({ key, name }) => ({ value: `role:${key}`, label: name })),
  ];
  return (
    <div className="flex flex-col gap-2">
      {ladder.length > 0 ? <h3 className="text-xs font-medium text-muted">{t("rungs")}</h3> : null}
      {ladder.map((rung, index) => {
        const { give: _give, ...kept } = rung;
        return (
          <div key={index} className="grid items-end gap-x-3 gap-y-2 sm:grid-cols-[1fr_1fr_1fr_auto]">
            <Stretch label={t("rungAfter")} minutes={rung.at} onMinutes={(at) => at !== null && set(index, { ...rung, at })} />
            <Field label={t("rungTell")}>
              <Select
                label={t("rungTell")}
                disabled={readOnly}
                value={rung.tell[0] ?? ""}
                onValue={(chosen) => set(index, { ...rung, tell: chosen === "" ? [] : [chosen] })}
                choices={[{ value: "", label: t("rungWhom", { whom: "none" }) }, ...whom]}
              />
            </Field>
            <Field label={t("rungGive")}>
              <Select
                label={t("rungGive")}
                disabled={readOnly}
                value={rung.give ?? ""}
                onValue={(give) => set(index, give === "" ? kept : { ...rung, give })}
                choices={[{ value: "", label: t("rungKeeps") }, ...roles.map(({ key, name }) => ({ value: key, label: name }))]}
              />
            </Field>
            {readOnly ? null : (
              <IconButton
                size="small"
                label={t("removeRung", { number: index + 1 })}
                icon={<X size={13} />}
                onClick={() => onLadder(ladder.filter((_, at) => at !== index))}
              />
            )}
          </div>
        );
      })}
      {readOnly ? null : (
        <div className="-ms-1">
          <Button
            size="small"
            kind="quiet"
            icon={<Plus size={13} />}
            onClick={() => onLadder([...ladder, { at: (ladder.at(-1)?.at ?? target) + units.minutesPerDay, tell: ["manager"] }])}
          >
            {t("addRung")}
          </Button>
        </div>
      )}
    </div>
  );
}
