import { getRouteApi } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink, useGo } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Badge, Button, IconButton, Menu, PageBody, PageHeader, Section, Skeleton, useFormat, useQuote } from "../ui/index.ts";
import type { Audit } from "./audit.ts";
import { auditTexts } from "./en.ts";
import { FamilyCards } from "./family-cards.tsx";
import { FixFirst } from "./fix-first.tsx";
import { Files, Gaps, Inventory } from "./inventory.tsx";
import { sendFiles, useSending } from "./sending.ts";
import { StateOfWork } from "./state-of-work.tsx";

const route = getRouteApi("/w/$slug/audit/$id");

/** One audit: what is a process and what a project, the work that repeats, and what to fix first. Returned to, shared, printed. */
export function AuditScreen() {
  const t = useText(auditTexts);
  const { id: w } = useWorkspace();
  const { id } = route.useParams();
  const go = useGo();
  const read = useRead("GET /audits/:a", { params: { a: id } }, { watch: [`audit:${id}`] });
  const sending = useSending(id);
  const input = useRef<HTMLInputElement>(null);
  const share = useChange({
    call: (audit: Audit) =>
      requestIn(w, "PATCH /audits/:a", { params: { a: id }, version: audit.version, body: { shared: !audit.shared } }),
    touches: ["audit"],
  });
  const remove = useChange({ call: () => requestIn(w, "DELETE /audits/:a", { params: { a: id } }), touches: ["audit"] });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  const audit = read.data;
  return (
    <>
      <PageHeader
        title={audit?.name ?? t("title")}
        trail={
          <ScreenLink to="/audit" className="hover:text-ink">
            {t("title")}
          </ScreenLink>
        }
        aside={audit?.shared ? <Badge>{t("shared")}</Badge> : undefined}
        actions={
          audit === undefined ? undefined : (
            <div className="flex items-center gap-2 print:hidden">
              <input
                ref={input}
                type="file"
                multiple
                className="sr-only"
                tabIndex={-1}
                aria-hidden="true"
                onChange={(event) => {
                  void sendFiles(w, id, [...(event.target.files ?? [])]);
                  event.target.value = "";
                }}
              />
              <Button size="small" onClick={() => window.print()}>
                {t("print")}
              </Button>
              <Menu
                align="end"
                trigger={<IconButton size="small" label={t("more")} icon={<Ellipsis size={16} />} />}
                entries={[
                  { label: audit.shared ? t("unshare") : t("share"), onSelect: () => share.mutate(audit) },
                  { label: t("addFiles"), onSelect: () => input.current?.click() },
                  { label: t("again"), onSelect: () => void sendFiles(w, id, []) },
                  { kind: "line" },
                  { label: t("remove"), danger: true, onSelect: () => remove.mutate(undefined, { onSuccess: () => go({ to: "/audit" }) }) },
                ]}
              />
            </div>
          )
        }
      />
      <PageBody>
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-10 px-4 py-6 sm:px-6">
          {audit === undefined ? (
            <Skeleton rows={8} />
          ) : (
            <>
              <StateOfWork audit={audit} sending={sending} />
              {audit.comparedAt === null ? null : <Result audit={audit} />}
              {audit.fileList.length > 0 ? (
                <Section title={t("files")}>
                  <Files audit={audit} />
                </Section>
              ) : null}
            </>
          )}
        </div>
      </PageBody>
    </>
  );
}

function Result({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const count = (kind: string) => audit.containers.filter((container) => container.kind === kind).length;
  const largest = audit.families.filter((family) => !family.inside).toSorted((a, b) => b.runs - a.runs)[0];
  const format = useFormat();
  const quote = useQuote();
  const inside = audit.families.filter((family) => family.inside).map(({ name }) => quote(name));
  return (
    <>
      <div role="status" className="flex flex-col gap-1 text-lg text-pretty print:flex">
        {audit.containers.length === 0 ? (
          <p>{t("nothing")}</p>
        ) : (
          <p>
            {t("summary", {
              containers: audit.containers.length,
              processes: count("process"),
              projects: count("project"),
              unclear: count("unclear"),
            })}
          </p>
        )}
        {largest ? <p className="font-semibold">{t("summaryFamily", { runs: largest.runs, name: largest.name })}</p> : null}
        {inside.length > 0 ? (
          <p>{t("summaryInside", { names: format.list(inside.slice(0, 3)), more: Math.max(0, inside.length - 3) })}</p>
        ) : null}
      </div>
      <Section title={t("first")} about={t("firstAbout")}>
        <FixFirst audit={audit} />
      </Section>
      {audit.families.length > 0 ? (
        <Section title={t("families")} about={t("familiesAbout")}>
          <FamilyCards audit={audit} />
        </Section>
      ) : null}
      <Section title={t("inventory")}>
        <Inventory audit={audit} />
      </Section>
      <Section title={t("gaps")}>
        <Gaps audit={audit} />
      </Section>
    </>
  );
}
