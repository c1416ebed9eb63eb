import { Plus, X } from "lucide-react";
import { useText } from "../messages/index.ts";
import { Button, Checkbox, Field, IconButton, NumberInput, Select, TextArea, TextInput } from "../ui/index.ts";
import type { Entry, Kind } from "./control.ts";
import { controlTexts } from "./en.ts";

export type Written = Exclude<Entry["said"], { kind: "report" }>;

/** An entry of which nothing is said yet. */
export function blank(kind: Exclude<Kind, "report">): Written {
  switch (kind) {
    case "risk":
      return { kind, likelihood: 3, impact: 3, response: null, plan: "", trigger: "" };
    case "decision":
      return { kind, reason: "" };
    case "stakeholder":
      return { kind, interest: "high", influence: "high", wants: "", rhythm: null };
    case "scope":
      return { kind, inside: true };
    case "lesson":
      return { kind, keep: false, advice: "" };
    case "cost":
      return { kind, amount: 0 };
    case "gate":
    case "deliverable":
      return { kind, criteria: [{ text: "", met: false }] };
  }
}

const levels = ["1", "2", "3", "4", "5"] as const;

/** What is asked of one kind alone. */
export function KindFields({ said, onSaid, currency }: { said: Written; onSaid: (said: Written) => void; currency: string | undefined }) {
  const t = useText(controlTexts);
  const words = (label: string, value: string, onValue: (value: string) => void) => (
    <Field label={label} optional>
      <TextArea value={value} onValue={onValue} rows={2} maxLength={2_000} />
    </Field>
  );
  switch (said.kind) {
    case "risk":
      return (
        <>
          <div className="grid gap-4 sm:grid-cols-3">
            {(["likelihood", "impact"] as const).map((part) => (
              <Field key={part} label={t(part)}>
                <Select
                  value={String(said[part]) as (typeof levels)[number]}
                  choices={levels.map((level) => ({ value: level, label: t("level", { level }) }))}
                  onValue={(level) => onSaid({ ...said, [part]: Number(level) })}
                />
              </Field>
            ))}
            <Field label={t("response")}>
              <Select
                value={said.response ?? "none"}
                choices={(["none", "avoid", "reduce", "transfer", "accept"] as const).map((response) => ({
                  value: response,
                  label: t("responses", { response }),
                }))}
                onValue={(response) => onSaid({ ...said, response: response === "none" ? null : response })}
              />
            </Field>
          </div>
          {words(t("plan"), said.plan, (plan) => onSaid({ ...said, plan }))}
          {words(t("trigger"), said.trigger, (trigger) => onSaid({ ...said, trigger }))}
        </>
      );
    case "decision":
      return words(t("reason"), said.reason, (reason) => onSaid({ ...said, reason }));
    case "stakeholder":
      return (
        <>
          {words(t("wants"), said.wants, (wants) => onSaid({ ...said, wants }))}
          <div className="grid gap-4 sm:grid-cols-3">
            {(["interest", "influence"] as const).map((part) => (
              <Field key={part} label={t(part)}>
                <Select
                  value={said[part]}
                  choices={(["low", "high"] as const).map((level) => ({ value: level, label: t("strength", { level }) }))}
                  onValue={(level) => onSaid({ ...said, [part]: level })}
                />
              </Field>
            ))}
            <Field label={t("rhythm")}>
              <Select
                value={said.rhythm ?? "none"}
                choices={(["none", "week", "fortnight", "month"] as const).map((rhythm) => ({
                  value: rhythm,
                  label: t("rhythms", { rhythm }),
                }))}
                onValue={(rhythm) => onSaid({ ...said, rhythm: rhythm === "none" ? null : rhythm })}
              />
            </Field>
          </div>
        </>
      );
    case "scope":
      return <Checkbox checked={said.inside} onChecked={(inside) => onSaid({ ...said, inside })} label={t("inside")} />;
    case "lesson":
      return (
        <>
          <Checkbox checked={said.keep} onChecked={(keep) => onSaid({ ...said, keep })} label={t("keep")} />
          {words(t("advice"), said.advice, (advice) => onSaid({ ...said, advice }))}
        </>
      );
    case "cost":
      return (
        <Field label={t("amount")}>
          <NumberInput
            value={said.amount / 100}
            onValue={(amount) => onSaid({ ...said, amount: Math.round((amount ?? 0) * 100) })}
            {...(currency === undefined ? {} : { unit: currency })}
          />
        </Field>
      );
    case "gate":
    case "deliverable":
      return <Criteria said={said} onSaid={onSaid} />;
  }
}

function Criteria({ said, onSaid }: { said: Extract<Written, { kind: "gate" | "deliverable" }>; onSaid: (said: Written) => void }) {
  const t = useText(controlTexts);
  const set = (criteria: typeof said.criteria) => onSaid({ ...said, criteria });
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="text-xs font-medium text-muted">{t("criteria", { kind: said.kind })}</legend>
      <ol className="mt-1 flex flex-col gap-1.5">
        {said.criteria.map((one, index) => (
          <li key={index} className="flex items-center gap-2">
            <Checkbox
              checked={one.met}
              onChecked={(met) => set(said.criteria.map((was, at) => (at === index ? { ...was, met } : was)))}
              label={t("criterionMet", { number: index + 1 })}
              hideLabel
            />
            <TextInput
              aria-label={t("criterion", { number: index + 1 })}
              value={one.text}
              maxLength={300}
              onValue={(text) => set(said.criteria.map((was, at) => (at === index ? { ...was, text } : was)))}
            />
            <IconButton
              size="small"
              label={t("criterionRemove", { number: index + 1 })}
              icon={<X size={14} />}
              onClick={() => set(said.criteria.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      <span>
        <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={() => set([...said.criteria, { text: "", met: false }])}>
          {t("criterionAdd")}
        </Button>
      </span>
    </fieldset>
  );
}
