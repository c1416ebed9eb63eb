import type { Definition } from "@rondo/core/process";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Avatar, Badge, Button, EmptyState, Field, PageBody, Section, Select, Skeleton, useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { moveTexts } from "../moves/en.ts";
import { MoveDialog } from "../moves/move-dialog.tsx";
import { MoveList } from "../moves/move-list.tsx";
import { mayAs, type Process } from "../process.ts";
import { Difference } from "./difference.tsx";

const route = getRouteApi("/w/$slug/processes/$id");
const own = getRouteApi("/w/$slug/processes/$id/revisions");

/** What was published when, by whom and why, and what differs between any two, the draft among them. */
export function Revisions() {
  const t = useText(processTexts);
  const { id } = route.useParams();
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const m = useText(moveTexts);
  const [isMoving, setMoving] = useState(false);
  const process = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`, "run"] }).data;
  const search = own.useSearch();
  const read = useRead("GET /processes/:p/publications", { params: { p: id } }, { watch: [`process:${id}`] });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton />;
  const revisions = read.data.items;
  const newest = revisions[0];
  if (!newest) return <EmptyState picture={<Layers size={22} />} title={t("noRevisions")} about={t("noRevisionsAbout")} />;
  // 0 stands for the draft.
  const usual = usualPair(process, revisions);
  const [from, to] = [search.from ?? usual.from, search.to ?? usual.to];
  const compare = (change: { from?: number; to?: number; view?: "picture" | undefined }) =>
    void navigate({
      to: "/w/$slug/processes/$id/revisions",
      params: { slug, id },
      search: { from, to, view: search.view, ...change },
      replace: true,
    });
  const numbers = revisions.map((revision) => ({
    value: String(revision.number),
    label: t("revisionNumber", { number: revision.number }),
  }));
  return (
    <PageBody width="text">
      <div className="flex flex-col gap-8">
        <Section title={t("compare")}>
          <div className="grid grid-cols-2 gap-3 sm:max-w-md">
            <Field label={t("compareFrom")}>
              <Select
                label={t("compareFrom")}
                value={String(from)}
                onValue={(value) => compare({ from: Number(value) })}
                choices={numbers}
              />
            </Field>
            <Field label={t("compareTo")}>
              <Select
                label={t("compareTo")}
                value={String(to)}
                onValue={(value) => compare({ to: Number(value) })}
                choices={[{ value: "0", label: t("theDraft") }, ...numbers]}
              />
            </Field>
          </div>
          <Compared
            processId={id}
            from={from}
            to={to}
            view={search.view ?? "table"}
            onView={(view) => compare({ view: view === "picture" ? view : undefined })}
          />
        </Section>
        {process && process.olderRuns > 0 ? (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-sunken px-3 py-2.5 text-sm">
            <span>{m("onOlder", { count: process.olderRuns })}</span>
            {mayAs(process, "manager") ? <Button onClick={() => setMoving(true)}>{m("moveRuns")}</Button> : null}
          </div>
        ) : null}
        <Section title={t("revisions")}>
          <ol className="flex flex-col divide-y divide-line/70 border-y border-line/70">
            {revisions.map((revision) => (
              <li key={revision.number} className="flex gap-3 py-3 text-sm">
                <Avatar name={revision.by?.name ?? null} {...(revision.by ? { id: revision.by.id } : {})} />
                <div className="min-w-0 flex-1">
                  <p>
                    <span className="font-medium">{t("revisionNumber", { number: revision.number })}</span>{" "}
                    {revision.number === process?.published?.number ? (
                      <Badge tone="accent">{m("isInUse")}</Badge>
                    ) : revision.number === process?.pilot?.revision ? (
                      <Badge tone="act">{m("isTried")}</Badge>
                    ) : null}{" "}
                    <span className="text-muted">
                      {t("publishedBy", { who: revision.by?.name ?? t("formerMember"), when: format.moment(revision.at) })}
                    </span>
                  </p>
                  {revision.number !== process?.published?.number && revision.number !== process?.pilot?.revision ? (
                    <p className="mt-0.5 text-xs text-muted">{m("openOn", { count: revision.openRuns })}</p>
                  ) : null}
                  {revision.note ? <p className="mt-0.5 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{revision.note}</p> : null}
                </div>
                <span className="flex flex-col items-end gap-1 self-start text-xs">
                  {revision.number > 1 ? (
                    <button
                      type="button"
                      onClick={() => compare({ from: revision.number - 1, to: revision.number })}
                      className="rounded-sm text-accent underline-offset-2 hover:underline"
                    >
                      {t("whatChanged")}
                    </button>
                  ) : null}
                  {process && mayAs(process, "editor") && process.retiredAt === null ? (
                    <TakeUp processId={id} number={revision.number} />
                  ) : null}
                </span>
              </li>
            ))}
          </ol>
        </Section>
        <MoveList processId={id} mayMove={process !== undefined && mayAs(process, "manager")} />
      </div>
      {isMoving ? <MoveDialog processId={id} to={process?.published?.number ?? newest.number} onClose={() => setMoving(false)} /> : null}
    </PageBody>
  );
}

/** Brings an earlier revision back: into the draft, where it is looked at and published like any other change. */
function TakeUp({ processId, number }: { processId: string; number: number }) {
  const t = useText(moveTexts);
  const { id: w } = useWorkspace();
  const params = { p: processId };
  const take = useChange({
    call: async () => {
      const [draft, revision] = await Promise.all([
        requestIn(w, "GET /processes/:p/draft", { params }),
        requestIn(w, "GET /processes/:p/publications/:number", { params: { ...params, number: String(number) } }),
      ]);
      const saved = await requestIn(w, "PUT /processes/:p/draft", {
        params,
        version: draft.version,
        body: { definition: revision.definition },
      });
      return { before: draft.definition, version: saved.version };
    },
    touches: ["process", `process:${processId}`],
    said: () => t("takenUp", { number }),
    undo: (_, { before, version }) => requestIn(w, "PUT /processes/:p/draft", { params, version, body: { definition: before } }),
  });
  return (
    <button
      type="button"
      disabled={take.isPending}
      onClick={() => take.mutate(undefined)}
      aria-label={t("takeUpNumber", { number })}
      className="rounded-sm text-accent underline-offset-2 hover:underline"
    >
      {t("takeUp")}
    </button>
  );
}

type Numbered = { readonly number: number };

/** What one wants to compare first: what is tried with what is in use, else what the draft would change, else what changed last. */
function usualPair(process: Process | undefined, [newest, before]: readonly Numbered[]): { from: number; to: number } {
  const [number, older] = [newest?.number ?? 0, before?.number];
  if (process?.pilot && process.published) return { from: process.published.number, to: process.pilot.revision };
  return process && !process.draftChanged && older !== undefined ? { from: older, to: number } : { from: number, to: 0 };
}

function Compared({
  processId,
  from,
  to,
  view,
  onView,
}: {
  processId: string;
  from: number;
  to: number;
  view: "picture" | "table";
  onView: (view: "picture" | "table") => void;
}) {
  const before = useDefinitionOf(processId, from);
  const after = useDefinitionOf(processId, to);
  if (before.error || after.error) return <ReadError error={before.error ?? after.error} />;
  if (!before.definition || !after.definition) return <Skeleton rows={2} />;
  return <Difference before={before.definition} after={after.definition} view={view} onView={onView} />;
}

function useDefinitionOf(processId: string, number: number): { definition: Definition | undefined; error: unknown } {
  const draft = useRead(
    "GET /processes/:p/draft",
    { params: { p: processId } },
    { watch: [`process:${processId}`], enabled: number === 0 },
  );
  const revision = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: processId, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  return number === 0
    ? { definition: draft.data?.definition, error: draft.error }
    : { definition: revision.data?.definition, error: revision.error };
}
