import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Info } from "lucide-react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useReadMore, useWorkspace } from "../session/index.ts";
import { Button, Chip, type Column, Combobox, IconButton, Person, Popover, Skeleton, Table, useFormat } from "../ui/index.ts";
import { usePeople } from "../talk/index.ts";
import { ThingLink, type ThingKind } from "../task/index.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Entry = Answer<"GET /journal">["items"][number];
const route = getRouteApi("/w/$slug/settings/audit");
const linked: ReadonlySet<string> = new Set(["task", "run", "project", "process", "handover", "import", "document"]);

/** Names of events that the filter offers; any other can be followed from its row. */
const names = [
  "task.created",
  "task.changed",
  "task.assigned",
  "task.completed",
  "task.reopened",
  "task.deleted",
  "task.restored",
  "task.shared",
  "task.unshared",
  "public_link.made",
  "public_link.revoked",
  "comment.added",
  "comment.edited",
  "comment.deleted",
  "reaction.added",
  "reaction.deleted",
  "attachment.added",
  "attachment.deleted",
  "attachment.restored",
  "process.created",
  "process.changed",
  "process.published",
  "process.shared",
  "process.unshared",
  "process.retired",
  "process.unretired",
  "process.confirmed",
  "submission.made",
  "submission.approved",
  "submission.returned",
  "submission.withdrawn",
  "cadence.created",
  "cadence.changed",
  "cadence.ended",
  "intake.opened",
  "intake.closed",
  "run.started",
  "run.completed",
  "run.rejected",
  "run.cancelled",
  "run.shared",
  "run.unshared",
  "step.activated",
  "step.completed",
  "step.reassigned",
  "step.skipped",
  "approval.approved",
  "approval.rejected",
  "question.asked",
  "question.answered",
  "project.created",
  "project.changed",
  "project.shared",
  "project.unshared",
  "project.completed",
  "project.reopened",
  "link.added",
  "link.changed",
  "link.removed",
  "schedule.restored",
  "schedule.recomputed",
  "document.created",
  "document.renamed",
  "document.changed",
  "document.edited",
  "document.deleted",
  "document.restored",
  "document.shared",
  "document.unshared",
  "document.version_named",
  "document.version_restored",
  "document.commented",
  "folder.created",
  "folder.changed",
  "folder.deleted",
  "handover.planned",
  "handover.offered",
  "handover.accepted",
  "handover.returned",
  "import.finished",
  "member.joined",
  "member.changed",
  "member.skilled",
  "member.removed",
  "person.erased",
  "invitation.made",
  "invitation.accepted",
  "invitation.withdrawn",
  "team.created",
  "team.changed",
  "team.deleted",
  "key.made",
  "key.deleted",
  "calendar.created",
  "calendar.changed",
  "calendar.deleted",
  "workspace.changed",
  "workspace.exported",
  "provider.added",
  "provider.removed",
  "backup.made",
];

export function Audit() {
  const t = useText(settingsTexts);
  return (
    <SettingsPage wide about={t("auditAbout")} needs="audit.read">
      <Trail />
    </SettingsPage>
  );
}

function Trail() {
  const t = useText(settingsTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const people = usePeople();
  const navigate = useNavigate();
  // Not what else the address says: the task that is open beside.
  const { actor, name, subject } = route.useSearch();
  const filter = { ...(actor && { actor }), ...(name && { name }), ...(subject && { subject }) };
  const entries = useReadMore("GET /journal", { query: { limit: 50, ...filter } }, { watch: [] });
  const set = (change: object) =>
    void navigate({ to: ".", resetScroll: false, search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never });
  const columns: readonly Column<Folded>[] = [
    {
      key: "when",
      title: t("when"),
      width: "9rem",
      wideOnly: true,
      cell: (one) => (
        <time dateTime={one.at} className="whitespace-nowrap text-muted">
          {format.moment(one.at)}
        </time>
      ),
    },
    {
      key: "who",
      title: t("who"),
      width: "12rem",
      wideOnly: true,
      cell: (one) => <Person name={one.actor?.name ?? null} {...(one.actor ? { id: one.actor.id } : {})} nobody={t("rondoItself")} />,
    },
    {
      key: "what",
      title: t("what"),
      width: "11rem",
      names: true,
      cell: (one) => (
        <span className="font-normal">
          {one.count > 1 ? `${format.number(one.count)} × ${wordsOf(one.name)}` : wordsOf(one.name)}
          {/* Where there is no room for more columns, all of it stands here. */}
          <span className="block text-xs text-muted [overflow-wrap:anywhere] sm:hidden">
            {titleOf(one)}
            <span className="block">
              {one.actor?.name ?? t("rondoItself")} · {format.moment(one.at)}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: "about",
      title: t("about"),
      wideOnly: true,
      cell: (one) => (
        <span className="line-clamp-1 [overflow-wrap:anywhere]">
          {linked.has(one.subjectKind) ? (
            <ThingLink
              kind={one.subjectKind as ThingKind}
              id={one.subjectId}
              className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-2 hover:text-accent"
            >
              {titleOf(one)}
            </ThingLink>
          ) : (
            <span className="text-muted">{titleOf(one)}</span>
          )}
        </span>
      ),
    },
    {
      key: "details",
      title: "",
      width: "3rem",
      end: true,
      cell: (one) => (
        <Popover
          align="end"
          title={wordsOf(one.name)}
          trigger={<IconButton size="small" label={t("details", { name: wordsOf(one.name) })} icon={<Info size={14} />} />}
        >
          <pre className="max-h-80 max-w-full overflow-auto rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
            {JSON.stringify(one.data, null, 2)}
          </pre>
          <Link
            to="."
            search={((before: Record<string, unknown>) => ({ ...before, subject: one.subjectId })) as never}
            className="text-sm text-accent underline underline-offset-2"
          >
            {t("onlyThis")}
          </Link>
        </Popover>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={t("pages", { page: "audit" })} className="flex flex-wrap items-center gap-2">
        <div className="w-56 max-w-full">
          <Combobox
            label={t("auditFilterWho")}
            placeholder={t("auditWho")}
            choices={people.map((one) => ({ value: one.id, label: one.name }))}
            value={filter.actor ?? null}
            onValue={(actor) => set({ actor: actor ?? undefined })}
          />
        </div>
        <div className="w-56 max-w-full">
          <Combobox
            label={t("auditFilterWhat")}
            placeholder={t("auditWhat")}
            choices={[...new Set([...names, ...(filter.name ? [filter.name] : [])])].map((value) => ({ value, label: wordsOf(value) }))}
            value={filter.name ?? null}
            onValue={(name) => set({ name: name ?? undefined })}
          />
        </div>
        {filter.subject ? (
          <Chip name={t("auditSubject")} onRemove={() => set({ subject: undefined })}>
            {t("auditSubject")}
          </Chip>
        ) : null}
      </div>
      {entries.error && !entries.items ? (
        <ReadError error={entries.error} onRetry={entries.refetch} />
      ) : entries.items === undefined ? (
        <Skeleton />
      ) : entries.items.length === 0 ? (
        <div className="flex flex-col items-start gap-3 py-6 text-sm text-muted">
          {t("auditNone")}
          <Button onClick={() => set({ actor: undefined, name: undefined, subject: undefined })}>{t("auditClear")}</Button>
        </div>
      ) : (
        <Table label={t("pages", { page: "audit" })} columns={columns} rows={fold(entries.items)} idOf={(one) => one.cursor} />
      )}
      {entries.hasNextPage ? (
        <div>
          <Button onClick={entries.more} busy={entries.isFetchingNextPage}>
            {t("auditOlder")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type Folded = Entry & { readonly count: number };

/** What one change made Rondo tell ten people stands in one line. */
function fold(entries: readonly Entry[]): readonly Folded[] {
  const folded: Folded[] = [];
  for (const entry of entries) {
    const last = folded.at(-1);
    if (last && entry.name === "notice.given" && last.name === entry.name) folded[folded.length - 1] = { ...last, count: last.count + 1 };
    else folded.push({ ...entry, count: 1 });
  }
  return folded;
}

/** "task.completed" as it is read. */
function wordsOf(name: string): string {
  return name
    .replace(".", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function titleOf({ data, subjectKind, subjectId }: Entry): string {
  for (const key of ["title", "name", "fileName", "email"]) if (typeof data[key] === "string" && data[key] !== "") return data[key];
  const run = data["run"];
  if (typeof run === "object" && run !== null && "title" in run) return String(run.title);
  // The end tells them apart: the beginning is the time.
  return `${subjectKind} ${subjectId.slice(-8)}`;
}
