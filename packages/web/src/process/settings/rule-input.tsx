import { type CadenceRule, describeRule } from "@rondo/core/cadence";
import { useLocale, useText } from "../../messages/index.ts";
import { cx, Field, NumberInput, Select, TextInput } from "../../ui/index.ts";
import { weekdayNames } from "./cadence-words.ts";
import { cadenceTexts } from "./en.ts";

type Props = { rule: CadenceRule; start: string; onRule: (rule: CadenceRule) => void };

/** Every how many of what, on which day, at what time, and what of days off. */
export function RuleInput({ rule, start, onRule }: Props) {
  const t = useText(cadenceTexts);
  return (
    <>
      <div className="grid grid-cols-[8.5rem_1fr] items-end gap-3 sm:grid-cols-[7rem_1fr_7.5rem]">
        <Field label={t("repeat")}>
          <NumberInput value={rule.every} min={1} max={1_000} onValue={(every) => onRule({ ...rule, every: every ?? 1 })} />
        </Field>
        <Field label={t("unit")} hideLabel>
          <Select
            label={t("unit")}
            value={rule.unit}
            onValue={(unit) => onRule(ofUnit(rule, unit))}
            choices={(["day", "week", "month", "quarter", "year"] as const).map((unit) => ({
              value: unit,
              label: t("unitName", { unit }),
            }))}
          />
        </Field>
        <Field label={t("time")}>
          <TextInput type="time" value={rule.time} onValue={(time) => time && onRule({ ...rule, time: time.slice(0, 5) })} />
        </Field>
      </div>
      {rule.unit === "week" ? (
        <Weekdays rule={rule} start={start} onRule={onRule} />
      ) : rule.unit === "day" ? null : (
        <DayOfPeriod rule={rule} start={start} onRule={onRule} />
      )}
      <Field label={t("holidays")}>
        <Select
          label={t("holidays")}
          value={rule.holidays}
          onValue={(holidays) => onRule({ ...rule, holidays })}
          choices={(["after", "before", "skip", "keep"] as const).map((holidays) => ({
            value: holidays,
            label: t("holidayName", { holidays }),
          }))}
        />
      </Field>
    </>
  );
}

function Weekdays({ rule, start, onRule }: Props) {
  const t = useText(cadenceTexts);
  const locale = useLocale();
  const { on } = describeRule(rule, start);
  const chosen = on.kind === "weekdays" ? on.weekdays : [];
  const long = weekdayNames(locale, "long");
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-muted">{t("weekdays")}</legend>
      <div className="flex flex-wrap gap-1">
        {weekdayNames(locale, "short").map((name, index) => {
          const day = index + 1;
          const isOn = chosen.includes(day);
          const next = isOn ? chosen.filter((one) => one !== day) : [...chosen, day].toSorted((a, b) => a - b);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              aria-label={long[index]}
              onClick={() => (next.length > 0 ? onRule({ ...rule, weekdays: next }) : undefined)}
              className={cx(
                "h-8 min-w-10 rounded-md border px-1.5 text-xs font-medium pointer-coarse:h-10",
                isOn ? "border-accent bg-accent text-on-accent" : "border-line-strong/70 text-muted hover:bg-hover",
              )}
            >
              {name}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

function DayOfPeriod({ rule, start, onRule }: Props) {
  const t = useText(cadenceTexts);
  const locale = useLocale();
  const { on, month } = describeRule(rule, start);
  const kind = on.kind === "workingDay" ? "workingDay" : on.kind === "nthWeekday" ? "nth" : "dayOfMonth";
  const { nth: _nth, workingDay: _working, dayOfMonth: _day, ...bare } = rule;
  const weekdays = weekdayNames(locale, "long");
  const monthName = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const positions = (all: readonly number[]) =>
    all.map((position) => ({ value: String(position), label: t("positionName", { position: String(position) }) }));
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <Field label={t("dayKind")}>
        <Select
          label={t("dayKind")}
          value={kind}
          onValue={(chosen) =>
            onRule(
              chosen === "workingDay"
                ? { ...bare, workingDay: -1 }
                : chosen === "nth"
                  ? { ...bare, nth: { position: 1, weekday: 1 } }
                  : { ...bare, dayOfMonth: Number(start.slice(8, 10)) || 1 },
            )
          }
          choices={(["dayOfMonth", "workingDay", "nth"] as const).map((one) => ({ value: one, label: t("dayKindName", { kind: one }) }))}
        />
      </Field>
      {on.kind === "dayOfMonth" ? (
        <Field label={t("dayOfMonth")} help={on.day > 28 ? t("lastDayHelp") : undefined}>
          <NumberInput value={on.day} min={1} max={31} onValue={(day) => onRule({ ...bare, dayOfMonth: day ?? 1 })} />
        </Field>
      ) : on.kind === "workingDay" ? (
        <Field label={t("position")}>
          <Select
            label={t("position")}
            value={String(on.position)}
            onValue={(position) => onRule({ ...bare, workingDay: Number(position) })}
            choices={positions([1, 2, 3, 4, 5, 10, 15, -2, -1])}
          />
        </Field>
      ) : on.kind === "nthWeekday" ? (
        <>
          <Field label={t("position")}>
            <Select
              label={t("position")}
              value={String(on.position)}
              onValue={(position) => onRule({ ...bare, nth: { position: Number(position), weekday: on.weekday } })}
              choices={positions([1, 2, 3, 4, 5, -1])}
            />
          </Field>
          <Field label={t("weekday")}>
            <Select
              label={t("weekday")}
              value={String(on.weekday)}
              onValue={(weekday) => onRule({ ...bare, nth: { position: on.position, weekday: Number(weekday) } })}
              choices={weekdays.map((name, index) => ({ value: String(index + 1), label: name }))}
            />
          </Field>
        </>
      ) : null}
      {month === null ? null : (
        <Field label={t("month")}>
          <Select
            label={t("month")}
            value={String(month)}
            onValue={(chosen) => onRule({ ...rule, month: Number(chosen) })}
            choices={
              rule.unit === "quarter"
                ? [1, 2, 3].map((one) => ({ value: String(one), label: t("quarterMonth", { month: String(one) }) }))
                : Array.from({ length: 12 }, (_, one) => ({
                    value: String(one + 1),
                    label: monthName.format(new Date(Date.UTC(2024, one, 1))),
                  }))
            }
          />
        </Field>
      )}
    </div>
  );
}

/** What a unit does not know is left out, so that a rule never says two things. */
function ofUnit(
  { every, time, holidays, weekdays, dayOfMonth, nth, workingDay, month }: CadenceRule,
  unit: CadenceRule["unit"],
): CadenceRule {
  const base = { every, unit, time, holidays };
  if (unit === "day") return base;
  if (unit === "week") return { ...base, ...(weekdays ? { weekdays } : {}) };
  const day = {
    ...(workingDay === undefined ? {} : { workingDay }),
    ...(nth ? { nth } : {}),
    ...(dayOfMonth === undefined ? {} : { dayOfMonth }),
  };
  return { ...base, ...day, ...(unit === "month" || month === undefined || (unit === "quarter" && month > 3) ? {} : { month }) };
}
