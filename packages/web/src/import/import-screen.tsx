import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { refresh, useReadMore, useWorkspace } from "../session/index.ts";
import { Button, type Column, PageBody, PageHeader, Section, Skeleton, Table, useFormat } from "../ui/index.ts";
import { ThingLink, useMoments } from "../task/index.ts";
import { DropZone } from "./drop.tsx";
import { importTexts } from "./en.ts";
import { enqueue, type Summary, useQueue, whenRead } from "./queue.ts";
import { QueueList } from "./queue-list.tsx";

/** Drop what you have: boards, tables, plans, procedures. */
export function ImportScreen() {
  const t = useText(importTexts);
  const { id: w, role } = useWorkspace();
  const client = useQueryClient();
  const files = useQueue(w);
  useEffect(() => whenRead(() => void refresh(client, w, ["import", "process", "project", "task"])), [client, w]);
  const why = role === "guest" ? t("guestsMayNot") : null;
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody width="text">
        <div className="flex flex-col gap-8">
          <DropZone why={why} onFiles={(chosen) => chosen.length > 0 && enqueue(w, chosen)} />
          {files.length > 0 ? <QueueList files={files} /> : null}
          {why === null ? <Earlier /> : null}
        </div>
      </PageBody>
    </>
  );
}

function Earlier() {
  const t = useText(importTexts);
  const format = useFormat();
  const moments = useMoments();
  const imports = useReadMore("GET /imports", { query: { limit: 25 } }, { watch: ["import"] });
  const columns: readonly Column<Summary>[] = [
    {
      key: "file",
      title: t("file"),
      names: true,
      cell: (one) => (
        <ThingLink kind="import" id={one.id} open className="[overflow-wrap:anywhere] underline-offset-2 hover:underline">
          {one.fileName}
        </ThingLink>
      ),
    },
    {
      key: "made",
      title: t("made"),
      cell: (one) => <span className="line-clamp-2 text-muted">{format.list(one.made.map((made) => made.name))}</span>,
    },
    {
      key: "when",
      title: t("when"),
      end: true,
      width: "8rem",
      wideOnly: true,
      cell: (one) => <span className="whitespace-nowrap text-muted">{moments.ago(one.at)}</span>,
    },
  ];
  return (
    <Section title={t("earlier")}>
      {imports.error && !imports.items ? (
        <ReadError error={imports.error} onRetry={imports.refetch} />
      ) : imports.items === undefined ? (
        <Skeleton rows={3} />
      ) : imports.items.length === 0 ? (
        <p className="text-sm text-muted">{t("earlierNone")}</p>
      ) : (
        <Table label={t("earlier")} columns={columns} rows={imports.items} idOf={(one) => one.id} />
      )}
      {imports.hasNextPage ? (
        <div>
          <Button size="small" onClick={imports.more} busy={imports.isFetchingNextPage}>
            {t("older")}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
