import type { ReactNode } from "react";
import { useText } from "../../messages/index.ts";
import { useMembers } from "../../run/index.ts";
import { useRead, useWorkspace } from "../../session/index.ts";
import { Checkbox, Combobox, Field, Section, Select, useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { Process } from "../process.ts";
import { careTexts } from "./en.ts";

type Props = {
  process: Process;
  disabled: boolean;
  onChange: (change: { approverId?: string | null; reviewMonths?: number | null; asksRating?: boolean }) => void;
};

/** Who approves, how often it is looked at, and who did so when. */
export function CareSettings({ process, disabled, onChange }: Props) {
  const t = useText(careTexts);
  const p = useText(processTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const { choices } = useMembers();
  const { data: sent } = useRead("GET /processes/:p/submissions", { params: { p: process.id } }, { watch: [`process:${process.id}`] });
  const { data: confirmed } = useRead(
    "GET /processes/:p/confirmations",
    { params: { p: process.id } },
    { watch: [`process:${process.id}`] },
  );
  const { review } = process;
  const months = [...new Set([1, 3, 6, 12, 24, ...(review.everyMonths === null ? [] : [review.everyMonths])])].toSorted((a, b) => a - b);
  const somebody = p("formerMember");
  return (
    <Section title={t("title")} about={t("about")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("approver")} help={t("approverHelp")}>
          <Combobox
            choices={choices}
            value={process.approver?.id ?? null}
            disabled={disabled}
            onValue={(approverId) => onChange({ approverId })}
            placeholder={t("nobodyApproves")}
          />
        </Field>
        <Field label={t("every")} help={t("everyHelp")}>
          <Select
            label={t("every")}
            disabled={disabled}
            value={String(review.everyMonths ?? 0)}
            onValue={(chosen) => onChange({ reviewMonths: chosen === "0" ? null : Number(chosen) })}
            choices={[
              { value: "0", label: t("never") },
              ...months.map((count) => ({ value: String(count), label: t("months", { count }) })),
            ]}
          />
        </Field>
      </div>
      <Checkbox
        checked={process.asksRating}
        disabled={disabled}
        onChecked={(asksRating) => onChange({ asksRating })}
        label={t("asksRating")}
        help={t("asksRatingHelp")}
      />
      {review.everyMonths === null && !review.confirmed ? null : (
        <p className="text-sm text-muted">
          {review.confirmed
            ? t("confirmed", {
                when: format.day(format.dayAt(review.confirmed.at)),
                who: review.confirmed.by?.name ?? somebody,
                number: review.confirmed.revision,
              })
            : t("neverConfirmed")}{" "}
          {review.dueAt && process.published ? t("nextReview", { when: format.day(format.dayAt(review.dueAt)) }) : null}
        </p>
      )}
      {sent && sent.items.length > 0 ? (
        <Record title={t("submissions")}>
          {sent.items.map((one) => (
            <Line
              key={one.id}
              who={t("sentBy", { who: one.by?.name ?? somebody, when: format.moment(one.at) })}
              note={one.note}
              end={
                one.verdict === null
                  ? t("verdict", { verdict: "open" })
                  : t("decidedBy", {
                      verdict: t("verdict", { verdict: one.verdict }),
                      who: one.decidedBy?.name ?? somebody,
                      when: format.moment(one.decidedAt ?? ""),
                    })
              }
              word={one.word}
            />
          ))}
        </Record>
      ) : null}
      {confirmed && confirmed.items.length > 0 ? (
        <Record title={t("confirmations")}>
          {confirmed.items.map((one) => (
            <Line
              key={one.id}
              who={t("sentBy", { who: one.by?.name ?? somebody, when: format.day(format.dayAt(one.at)) })}
              note={one.note}
              end={p("revisionNumber", { number: one.revision })}
              word=""
            />
          ))}
        </Record>
      ) : null}
    </Section>
  );
}

function Record({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70 text-sm">{children}</ul>
    </div>
  );
}

function Line({ who, note, end, word }: { who: string; note: string; end: string; word: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-2">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {who} {note ? <span className="text-muted">{note}</span> : null}
      </span>
      <span className="min-w-0 text-muted [overflow-wrap:anywhere]">
        {end} {word ? <q>{word}</q> : null}
      </span>
    </li>
  );
}
