import { CalendarClock, MoreHorizontal, Plus } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Badge, Button, IconButton, Menu, Section, useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { Cadence, Process } from "../process.ts";
import { CadenceDialog } from "./cadence-dialog.tsx";
import { useCadenceWords } from "./cadence-words.ts";
import { cadenceTexts } from "./en.ts";
import { NextOccurrences } from "./next-occurrences.tsx";
import { PastOccurrences } from "./past-occurrences.tsx";

/** When a run starts by itself, each in a sentence with its next moment. */
export function Cadences({ process, disabled }: { process: Process; disabled: boolean }) {
  const t = useText(cadenceTexts);
  const own = useText(processTexts);
  const { zone, id: w } = useWorkspace();
  const format = useFormat(zone);
  const say = useCadenceWords();
  const [editing, setEditing] = useState<{ cadence: Cadence | null; from?: string } | null>(null);
  const [past, setPast] = useState<Cadence | null>(null);
  const ask = { params: { p: process.id } };
  const { data } = useRead("GET /processes/:p/cadences", ask, { watch: [`process:${process.id}`, "cadence"] });
  const pause = useChange({
    call: (cadence: Cadence) =>
      requestIn(w, "PATCH /processes/:p/cadences/:c", {
        params: { p: process.id, c: cadence.id },
        version: cadence.version,
        body: { paused: !cadence.paused },
      }),
    paint: (cadence, paint) =>
      paint(
        "GET /processes/:p/cadences",
        (shown) => ({ items: shown.items.map((one) => (one.id === cadence.id ? { ...one, paused: !one.paused } : one)) }),
        ask,
      ),
    touches: ["process", "cadence"],
  });
  const end = useChange({
    call: (cadence: Cadence) => requestIn(w, "DELETE /processes/:p/cadences/:c", { params: { p: process.id, c: cadence.id } }),
    paint: (cadence, paint) =>
      paint("GET /processes/:p/cadences", (shown) => ({ items: shown.items.filter((one) => one.id !== cadence.id) }), ask),
    touches: ["process", "cadence"],
    said: (cadence) => t("ended", { name: cadence.name }),
    undo: ({ name, rule, start, until, catchUp, overlap, answers, expressions, exceptions: kept }) =>
      requestIn(w, "POST /processes/:p/cadences", {
        params: { p: process.id },
        body: { name, rule, start, until, catchUp, overlap, answers, expressions, exceptions: kept },
      }),
  });
  const except = useChange({
    call: ({ cadence, to }: { cadence: Cadence; to: Cadence["exceptions"] }) =>
      requestIn(w, "PATCH /processes/:p/cadences/:c", {
        params: { p: process.id, c: cadence.id },
        version: cadence.version,
        body: { exceptions: to },
      }),
    touches: ["process", "cadence"],
    said: () => t("excepted"),
  });
  const items = data?.items ?? [];
  const why = disabled ? own("settingsReadOnly") : process.published ? null : t("publishFirst");
  return (
    <Section
      title={t("cadences")}
      about={t("cadencesAbout")}
      aside={
        <Button size="small" icon={<Plus size={14} />} why={why} onClick={() => setEditing({ cadence: null })}>
          {t("add")}
        </Button>
      }
    >
      {items.length === 0 ? (
        <p className="text-sm text-pretty text-faint">{t("none")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
          {items.map((cadence) => (
            <li key={cadence.id} className="flex items-start gap-3 py-2.5 text-sm">
              <CalendarClock size={16} className="mt-0.5 shrink-0 text-faint" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium">{cadence.name}</span>
                  {cadence.paused ? <Badge>{t("paused")}</Badge> : null}
                  {!cadence.paused && cadence.next.length === 0 ? <Badge>{t("over")}</Badge> : null}
                  {cadence.missed > 0 ? <Badge tone="act">{t("missed", { count: cadence.missed })}</Badge> : null}
                </p>
                <p className="text-muted">{say(cadence.rule, cadence.start)}</p>
                {cadence.overlap === "start" ? null : (
                  <p className="text-xs text-faint">{t("overlapSaid", { overlap: cadence.overlap })}</p>
                )}
                {cadence.wrong.length > 0 && !cadence.paused ? (
                  <p className="text-xs text-act">{t("noLongerFits", { fields: format.list(cadence.wrong.map(({ label }) => label)) })}</p>
                ) : null}
                {cadence.paused ? null : (
                  <NextOccurrences
                    cadence={cadence}
                    onExceptions={disabled ? null : (to) => except.mutate({ cadence, to })}
                    onFrom={(from) => setEditing({ cadence, from })}
                  />
                )}
              </div>
              {disabled ? null : (
                <Menu
                  align="end"
                  trigger={<IconButton size="small" label={t("menu", { name: cadence.name })} icon={<MoreHorizontal size={15} />} />}
                  entries={[
                    { label: t("change"), onSelect: () => setEditing({ cadence }) },
                    { label: t("past"), onSelect: () => setPast(cadence) },
                    { label: t(cadence.paused ? "resume" : "pause"), onSelect: () => pause.mutate(cadence) },
                    { kind: "line" },
                    { label: t("end"), danger: true, onSelect: () => end.mutate(cadence) },
                  ]}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {editing ? (
        <CadenceDialog key={editing.cadence?.id ?? "new"} process={process} {...editing} onClose={() => setEditing(null)} />
      ) : null}
      {past ? <PastOccurrences process={process} cadence={past} mayStart={!disabled} onClose={() => setPast(null)} /> : null}
    </Section>
  );
}
