import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, Dialog, Field, Select, TextArea } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";
import type { Measures } from "./measured.tsx";

export type Measure = Measures["changes"][number]["measures"][number]["measure"];
export type Hope = { readonly measure: Measure; readonly aim: "less" | "more"; readonly reason: string };

/** The direction that one hopes for unless one says otherwise. */
const usual: Readonly<Record<Measure, Hope["aim"]>> = {
  leadTime: "less",
  firstResponse: "less",
  onTime: "more",
  again: "less",
  completion: "more",
  satisfaction: "more",
};

export function useMeasureNames(): Readonly<Record<Measure, string>> {
  const t = useText(measureTexts);
  return {
    leadTime: t("leadTime"),
    firstResponse: t("m_firstResponse"),
    onTime: t("m_onTime"),
    again: t("m_again"),
    completion: t("m_completion"),
    satisfaction: t("satisfaction"),
  };
}

/** One measure, which way it should go, and why one thinks so. */
export function HopeFields({ hope, onHope }: { hope: Hope; onHope: (hope: Hope) => void }) {
  const t = useText(measureTexts);
  const names = useMeasureNames();
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("hopeMeasure")}>
          <Select
            label={t("hopeMeasure")}
            value={hope.measure}
            onValue={(measure) => onHope({ ...hope, measure, aim: usual[measure] })}
            choices={(Object.keys(usual) as Measure[]).map((value) => ({ value, label: names[value] }))}
          />
        </Field>
        <Field label={t("hopeAim")}>
          <Select
            label={t("hopeAim")}
            value={hope.aim}
            onValue={(aim) => onHope({ ...hope, aim })}
            choices={[
              { value: "less", label: t("aim_less") },
              { value: "more", label: t("aim_more") },
            ]}
          />
        </Field>
      </div>
      <Field label={t("hopeReason")} optional>
        <TextArea value={hope.reason} onValue={(reason) => onHope({ ...hope, reason })} maxLength={2_000} />
      </Field>
    </div>
  );
}

export const firstHope: Hope = { measure: "leadTime", aim: "less", reason: "" };

export function HopeDialog({
  processId,
  revision,
  now,
  onDone,
}: {
  processId: string;
  revision: number;
  now: Hope | null;
  onDone: () => void;
}) {
  const t = useText(measureTexts);
  const { id: w } = useWorkspace();
  const [hope, setHope] = useState<Hope>(now ?? firstHope);
  const params = { p: processId, number: String(revision) };
  const put = useChange({
    call: () =>
      requestIn(w, "PUT /processes/:p/publications/:number/hypothesis", { params, body: { ...hope, reason: hope.reason.trim() } }),
    touches: ["process"],
  });
  const take = useChange({
    call: () => requestIn(w, "DELETE /processes/:p/publications/:number/hypothesis", { params }),
    touches: ["process"],
  });
  return (
    <Dialog
      open
      onOpen={(open) => open || onDone()}
      title={t("hopeTitle", { number: revision })}
      about={t("hopeAbout")}
      actions={
        <>
          <Button kind="primary" busy={put.isPending} onClick={() => put.mutate(undefined, { onSuccess: onDone })}>
            {t("hopeSave")}
          </Button>
          {now === null ? null : (
            <Button busy={take.isPending} onClick={() => take.mutate(undefined, { onSuccess: onDone })}>
              {t("hopeTake")}
            </Button>
          )}
        </>
      }
    >
      <HopeFields hope={hope} onHope={setHope} />
    </Dialog>
  );
}
