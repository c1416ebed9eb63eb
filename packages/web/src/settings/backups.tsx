import { DatabaseBackup } from "lucide-react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, type Column, Section, Skeleton, Table, useFormat } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Backup = Answer<"GET /backups">["items"][number];

export function Backups() {
  const t = useText(settingsTexts);
  return (
    <SettingsPage about={t("backupsAbout")} needs="backup.make">
      <List />
    </SettingsPage>
  );
}

function List() {
  const t = useText(settingsTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const backups = useRead("GET /backups", {}, { watch: ["backup", "workspace"] });
  const make = useChange({
    call: () => requestIn(w, "POST /backups", { body: {} }),
    touches: ["backup", "workspace"],
    said: (_, made) => t("backupMade", { name: made.name, size: format.bytes(made.bytes) }),
  });
  const columns: readonly Column<Backup>[] = [
    {
      key: "made",
      title: t("made"),
      names: true,
      cell: (one) => (
        <span>
          {format.moment(one.at)}
          <code className="block font-mono text-xs font-normal break-all text-muted">{one.name}</code>
        </span>
      ),
    },
    {
      key: "kind",
      title: t("what"),
      wideOnly: true,
      cell: (one) => <span className={one.kind === "damaged" ? "text-act" : "text-muted"}>{t("backupKind", { kind: one.kind })}</span>,
    },
    { key: "size", title: t("size"), end: true, width: "6rem", cell: (one) => format.bytes(one.bytes) },
  ];
  const newest = backups.data ? [backups.data.directory, backups.data.items[0]?.name ?? "FILE"].join("/") : "FILE";
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="primary" icon={<DatabaseBackup size={14} />} busy={make.isPending} onClick={() => make.mutate(undefined)}>
          {make.isPending ? t("making") : t("makeBackup")}
        </Button>
        {backups.data ? (
          <span className="min-w-0 text-xs [overflow-wrap:anywhere] text-muted">
            {t("backupsIn", { directory: backups.data.directory })}
          </span>
        ) : null}
      </div>
      {backups.error && !backups.data ? (
        <ReadError error={backups.error} onRetry={backups.refetch} />
      ) : backups.data === undefined ? (
        <Skeleton rows={3} />
      ) : backups.data.items.length === 0 ? (
        <p className="text-sm text-muted">{t("backupsNone")}</p>
      ) : (
        <Table label={t("pages", { page: "backups" })} columns={columns} rows={backups.data.items} idOf={(one) => one.name} />
      )}
      <Section title={t("howRestore")}>
        <ol className="flex list-decimal flex-col gap-1 ps-5 text-sm text-muted">
          <li>{t("howRestore1")}</li>
          <li>
            {t.rich(
              "howRestore2",
              { code: (inside) => <code className="rounded-sm bg-hover px-1 font-mono text-xs break-all text-ink">{inside}</code> },
              { file: newest },
            )}
          </li>
          <li>{t("howRestore3")}</li>
        </ol>
        <p className="text-sm text-muted">{t("elsewhere")}</p>
      </Section>
    </>
  );
}
