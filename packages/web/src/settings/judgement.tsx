import { may } from "@rondo/core/access";
import { questions } from "@rondo/core/advice";
import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { newTexts } from "../new/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, NumberInput, Section, Skeleton, Table } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Weights = Readonly<Record<string, number>>;

/** What answers and signs are worth in this organisation. */
export function Judgement() {
  const t = useText(settingsTexts);
  const { data, error, refetch } = useRead("GET /judgement", {}, { watch: ["judgement"] });
  return (
    <SettingsPage about={t("judgementAbout")}>
      {error && !data ? (
        <ReadError error={error} onRetry={refetch} />
      ) : data ? (
        <Form key={data.version} judgement={data} />
      ) : (
        <Skeleton rows={8} />
      )}
    </SettingsPage>
  );
}

function Form({ judgement }: { judgement: Answer<"GET /judgement"> }) {
  const t = useText(settingsTexts);
  const asked = useText(newTexts);
  const { id: w, role } = useWorkspace();
  const [advice, setAdvice] = useState<Weights>(judgement.advice);
  const [audit, setAudit] = useState<Weights>(judgement.audit);
  const save = useChange({
    call: (body: { advice: Weights; audit: Weights }) =>
      requestIn(w, "PUT /judgement", { body: { advice: { ...body.advice }, audit: { ...body.audit } } }),
    touches: ["judgement"],
    said: () => t("judgementSaved"),
  });
  const why = may("workspace.change", { workspace: role }) ? null : t("notYoursTitle", { who: "admin" });
  const own = [...questions, "history" as const].map((key) => ({ key, name: key === "history" ? t("judgementHistory") : asked(key) }));
  const signs = Object.entries(judgement.published.audit).map(([key, usual]) => ({
    key,
    usual,
    name: t("judgementSigned", { sign: key }),
  }));
  return (
    <>
      <Section title={t("judgementAnswers")} about={t("judgementAnswersAbout")}>
        <Table
          label={t("judgementAnswers")}
          rows={own}
          idOf={({ key }) => key}
          columns={[
            { key: "name", title: t("judgementQuestion"), names: true, cell: ({ name }) => <span className="font-normal">{name}</span> },
            {
              key: "factor",
              title: t("judgementFactor"),
              width: "9rem",
              end: true,
              cell: ({ key, name }) => (
                <Weight
                  name={name}
                  value={advice[key] ?? 1}
                  usual={1}
                  least={0}
                  disabled={why !== null}
                  onValue={(value) => setAdvice(put(advice, key, value, 1))}
                />
              ),
            },
          ]}
        />
      </Section>
      <Section title={t("judgementSigns")} about={t("judgementSignsAbout")}>
        <Table
          label={t("judgementSigns")}
          rows={signs}
          idOf={({ key }) => key}
          columns={[
            { key: "name", title: t("judgementSign"), names: true, cell: ({ name }) => <span className="font-normal">{name}</span> },
            {
              key: "weight",
              title: t("judgementWeight"),
              width: "9rem",
              end: true,
              cell: ({ key, name, usual }) => (
                <Weight
                  name={name}
                  value={audit[key] ?? usual}
                  usual={usual}
                  least={-10}
                  disabled={why !== null}
                  onValue={(value) => setAudit(put(audit, key, value, usual))}
                />
              ),
            },
          ]}
        />
      </Section>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" why={why} busy={save.isPending} onClick={() => save.mutate({ advice, audit })}>
          {t("judgementSave")}
        </Button>
        {Object.keys(judgement.advice).length + Object.keys(judgement.audit).length === 0 ? null : (
          <Button why={why} onClick={() => save.mutate({ advice: {}, audit: {} })}>
            {t("judgementReset")}
          </Button>
        )}
      </div>
    </>
  );
}

/** What is as published is left out, so that it follows the published number. */
function put(weights: Weights, key: string, value: number | null, usual: number): Weights {
  const { [key]: _before, ...rest } = weights;
  return value === null || value === usual ? rest : { ...rest, [key]: value };
}

function Weight({
  name,
  value,
  usual,
  least,
  disabled,
  onValue,
}: {
  name: string;
  value: number;
  usual: number;
  least: number;
  disabled: boolean;
  onValue: (value: number | null) => void;
}) {
  const t = useText(settingsTexts);
  return (
    <label className="ms-auto flex w-32 flex-col gap-0.5">
      <span className="sr-only">{name}</span>
      <NumberInput value={value} min={least} max={10} step={0.1} disabled={disabled} onValue={onValue} />
      {value === usual ? null : <span className="text-end text-xs text-faint">{t("judgementUsual", { value: usual })}</span>}
    </label>
  );
}
