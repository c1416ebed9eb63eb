import { ListChecks } from "lucide-react";
import { useState } from "react";
import { atLeast } from "@rondo/core/access";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useGo, useSample } from "../shell/index.ts";
import { useChange, useMe, useRead, useWorkspace } from "../session/index.ts";
import { Button } from "../ui/index.ts";
import { firstTexts } from "./first.en.ts";

const steps = ["task", "process", "project", "people", "notices"] as const;

/** The first hour as a run: a process of five steps, published and started, that teaches by being worked. It is retired like any other. */
export function FirstSteps() {
  const t = useText(firstTexts);
  const { id: w, role, sample: inSample } = useWorkspace();
  const me = useMe().person;
  const go = useGo();
  const sample = useSample();
  const [busy, setBusy] = useState(false);
  const processes = useRead("GET /processes", { query: { limit: 50 } }, { watch: ["process"] });
  const begin = useChange({
    call: async (_: undefined) => {
      const process = await requestIn(w, "POST /processes", {
        body: {
          name: t("name"),
          everyone: null,
          definition: {
            purpose: t("purpose"),
            roles: [{ key: "newcomer", name: t("role") }],
            fields: [],
            intake: [],
            steps: steps.map((step) => ({
              id: step,
              kind: "task" as const,
              title: t(`${step}Title`),
              instructions: t(`${step}How`),
              role: "newcomer",
              due: null,
              fields: [],
              checklist: [],
            })),
            deliverable: null,
          },
        },
      });
      await requestIn(w, "POST /processes/:p/publications", { params: { p: process.id }, body: {} });
      return requestIn(w, "POST /processes/:p/runs", {
        params: { p: process.id },
        body: { title: t("run", { name: me.name }), fillings: [{ role: "newcomer", personId: me.id, teamId: null }] },
      });
    },
    touches: ["process", "run", "task"],
  });
  const there = processes.data === undefined || processes.data.items.some((one) => one.name === t("name"));
  if (!atLeast(role, "member") || there || inSample) return null;
  return (
    <div className="px-4 pb-8">
      <div className="mx-auto flex max-w-md flex-col items-center gap-2 rounded-lg border border-line px-6 py-5 text-center">
        <h2 className="flex items-center gap-2 text-base font-semibold">
          <ListChecks size={18} className="text-accent" aria-hidden="true" /> {t("offer")}
        </h2>
        <p className="text-sm text-pretty text-muted">{t("offerAbout")}</p>
        <Button
          busy={busy}
          onClick={() => {
            setBusy(true);
            begin.mutate(undefined, {
              onSuccess: (run) => go({ to: "/runs/$id", params: { id: run.id } }),
              onSettled: () => setBusy(false),
            });
          }}
        >
          {t("begin")}
        </Button>
        <Button kind="quiet" size="small" busy={sample.busy} onClick={sample.open}>
          {t(sample.busy ? "exampleComes" : "example")}
        </Button>
      </div>
    </div>
  );
}
