import { RotateCcw, Trash2 } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { type ItemOf, useChange, useReadMore, useWorkspace } from "../session/index.ts";
import { Button, type Column, EmptyState, Skeleton, Table } from "../ui/index.ts";
import { Home, useMoments } from "../task/index.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Thrown = ItemOf<"GET /trash">;

/** What was deleted and can be taken back. */
export function Trash() {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const trash = useReadMore("GET /trash", { query: { limit: 50 } }, { watch: ["task", "project"] });
  const restore = useChange({
    call: ({ task }: Thrown) => requestIn(w, "DELETE /tasks/:t/deletion", { params: { t: task.id } }),
    paint: ({ task }, paint) => paint("GET /trash", (page) => ({ ...page, items: page.items.filter((one) => one.task.id !== task.id) })),
    touches: ["task", "project"],
    said: ({ task }) => t("restored", { title: task.title }),
    undo: ({ task }) => requestIn(w, "DELETE /tasks/:t", { params: { t: task.id } }),
  });
  const columns: readonly Column<Thrown>[] = [
    { key: "task", title: t("trashTask"), names: true, cell: ({ task }) => <span className="[overflow-wrap:anywhere]">{task.title}</span> },
    { key: "home", title: t("trashHome"), wideOnly: true, cell: ({ task }) => <Home task={task} /> },
    {
      key: "when",
      title: t("trashWhen"),
      width: "8rem",
      cell: ({ deletedAt }) => <span className="text-muted">{moments.ago(deletedAt)}</span>,
    },
    {
      key: "restore",
      title: "",
      width: "7rem",
      end: true,
      cell: (one) => (
        <Button size="small" icon={<RotateCcw size={14} />} onClick={() => restore.mutate(one)}>
          {t("restore")}
        </Button>
      ),
    },
  ];
  return (
    <SettingsPage wide about={t("trashAbout")}>
      {trash.error && !trash.items ? (
        <ReadError error={trash.error} onRetry={trash.refetch} />
      ) : trash.items === undefined ? (
        <Skeleton />
      ) : trash.items.length === 0 ? (
        <EmptyState picture={<Trash2 size={22} />} title={t("trashEmpty")} about={t("trashEmptyAbout")} />
      ) : (
        <Table label={t("pages", { page: "trash" })} columns={columns} rows={trash.items} idOf={({ task }) => task.id} />
      )}
      {trash.hasNextPage ? (
        <div>
          <Button onClick={trash.more} busy={trash.isFetchingNextPage}>
            {t("trashMore")}
          </Button>
        </div>
      ) : null}
    </SettingsPage>
  );
}
