import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, FileText, Folder as FolderIcon, FolderPlus, MoreHorizontal, Plus, RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useReadMore, useWorkspace } from "../session/index.ts";
import { type Action, ReadError, useActions } from "../shell/index.ts";
import { useMoments } from "../task/index.ts";
import { Badge, Button, EmptyState, IconButton, Menu, PageBody, SegmentedControl, Skeleton, Table, Toolbar } from "../ui/index.ts";
import { type Document, type Folder, type Place, queryOf } from "./document.ts";
import { documentTexts } from "./en.ts";
import { NameFolder } from "./folder-dialog.tsx";
import { useFolders, wayTo } from "./folders.ts";
import { NewDocument } from "./new-document.tsx";

export type Shown = { readonly folder?: string; readonly show?: "templates" | "deleted"; readonly new?: true };
type Props = { place: Place; mayMake: string | null; shown: Shown; onShown: (shown: Shown) => void };
type Row = { readonly kind: "folder"; readonly folder: Folder } | { readonly kind: "document"; readonly document: Document };

/** The documents of a place, in their folders; its templates; its trash. */
export function DocumentList({ place, mayMake, shown, onShown }: Props) {
  const t = useText(documentTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const moments = useMoments();
  const folders = useFolders(place);
  const show = shown.show ?? "documents";
  const [naming, setNaming] = useState<Folder | "new" | null>(null);
  const read = useReadMore(
    "GET /documents",
    {
      query: {
        ...queryOf(place),
        limit: 200,
        ...(show === "templates" ? { templates: true } : {}),
        ...(show === "deleted" ? { deleted: true } : {}),
      },
    },
    { watch: ["document", "folder"] },
  );
  const change = useFolderChanges();
  const make = (on: boolean) => onShown({ ...shown, ...(on ? { new: true } : { new: undefined as never }) });
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: "document.new",
          label: t("newDocument"),
          keys: "n",
          group: "here",
          icon: <Plus size={14} />,
          why: mayMake,
          run: () => make(true),
        },
      ],
      [t, mayMake, shown],
    ),
  );
  const way = shown.folder === undefined || folders === undefined ? [] : wayTo(folders, shown.folder);
  const inside = way.at(-1)?.id ?? null;
  const flat = show !== "documents";
  const rows: Row[] = [
    ...(flat ? [] : (folders ?? []).filter((folder) => folder.parentId === inside).map((folder): Row => ({ kind: "folder", folder }))),
    ...(read.items ?? [])
      .filter(
        (document) =>
          flat || (place.kind === "workspace" && document.home.kind !== "workspace" ? inside === null : document.folderId === inside),
      )
      .map((document): Row => ({ kind: "document", document })),
  ];
  const newButton = (
    <Button kind="primary" icon={<Plus size={16} />} why={mayMake} onClick={() => make(true)}>
      {t("newDocument")}
    </Button>
  );
  const open = (folder: string | null) => onShown(folder === null ? {} : { folder });
  return (
    <>
      <Toolbar
        label={t("show")}
        end={
          <>
            {flat ? null : (
              <IconButton label={t("newFolder")} icon={<FolderPlus size={16} />} why={mayMake} onClick={() => setNaming("new")} />
            )}
            <SegmentedControl
              label={t("show")}
              value={show}
              onValue={(value) => onShown(value === "documents" ? {} : { show: value as "templates" })}
              choices={[
                { value: "documents", label: t("showDocuments") },
                { value: "templates", label: t("showTemplates") },
                { value: "deleted", label: t("showDeleted") },
              ]}
            />
            {place.kind === "workspace" ? null : newButton}
          </>
        }
      >
        {way.length > 0 ? (
          <nav aria-label={t("folder")} className="flex min-w-0 flex-wrap items-center gap-1 text-sm">
            <button type="button" className="rounded-sm text-muted hover:text-ink" onClick={() => open(null)}>
              {t("documents")}
            </button>
            {way.map((folder) => (
              <span key={folder.id} className="flex min-w-0 items-center gap-1">
                <span className="text-faint">/</span>
                <button
                  type="button"
                  aria-current={folder.id === inside ? "location" : undefined}
                  className="truncate rounded-sm text-muted hover:text-ink aria-[current=location]:font-medium aria-[current=location]:text-ink"
                  onClick={() => open(folder.id)}
                >
                  {folder.name}
                </button>
              </span>
            ))}
          </nav>
        ) : null}
      </Toolbar>
      <PageBody>
        {read.error && !read.items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !read.items || !folders ? (
          <Skeleton />
        ) : rows.length === 0 ? (
          <EmptyState
            picture={<FileText size={22} />}
            title={show === "templates" ? t("noTemplatesTitle") : show === "deleted" ? t("noDeletedTitle") : t("emptyTitle")}
            about={show === "templates" ? t("noTemplatesAbout") : show === "deleted" ? t("noDeletedAbout") : t("emptyAbout")}
            {...(show === "documents" ? { action: newButton } : {})}
          />
        ) : (
          <Table
            fills
            label={t("documents")}
            rows={rows}
            idOf={(row) => (row.kind === "folder" ? row.folder.id : row.document.id)}
            columns={[
              {
                key: "title",
                title: t("title"),
                names: true,
                cell: (row) =>
                  row.kind === "folder" ? (
                    <button
                      type="button"
                      data-row-open
                      onClick={() => open(row.folder.id)}
                      className="flex min-w-0 items-center gap-2 hover:underline"
                    >
                      <FolderIcon size={15} className="shrink-0 text-muted" aria-hidden="true" />
                      <span className="line-clamp-1">{row.folder.name}</span>
                    </button>
                  ) : (
                    <span className="flex min-w-0 items-center gap-2">
                      <FileText size={15} className="shrink-0 text-faint" aria-hidden="true" />
                      {show === "deleted" ? (
                        <span className="line-clamp-2">{row.document.title}</span>
                      ) : (
                        <Link
                          data-row-open
                          to="/w/$slug/documents/$id"
                          params={{ slug, id: row.document.id }}
                          search={{}}
                          className="line-clamp-2 min-w-0 hover:underline"
                        >
                          {row.document.title}
                        </Link>
                      )}
                      {row.document.template && show !== "templates" ? <Badge>{t("isTemplate")}</Badge> : null}
                    </span>
                  ),
              },
              ...(place.kind === "workspace"
                ? [
                    {
                      key: "home",
                      title: t("home"),
                      width: "14rem",
                      wideOnly: true,
                      cell: (row: Row) => (
                        <span className="line-clamp-1 text-muted">
                          {row.kind === "folder" ? "" : (row.document.home.title ?? t("onItsOwn"))}
                        </span>
                      ),
                    },
                  ]
                : []),
              {
                key: "edited",
                title: t("edited"),
                width: "14rem",
                wideOnly: true,
                cell: (row) =>
                  row.kind === "folder" ? null : (
                    <span className="line-clamp-1 text-muted">
                      {row.document.editedBy === null
                        ? moments.ago(row.document.editedAt)
                        : t("editedBy", { name: row.document.editedBy.name, when: moments.ago(row.document.editedAt) })}
                    </span>
                  ),
              },
              {
                key: "menu",
                title: "",
                width: "3rem",
                end: true,
                cell: (row) =>
                  row.kind === "folder" ? (
                    <Menu
                      align="end"
                      trigger={
                        <IconButton size="small" label={t("folderOf", { name: row.folder.name })} icon={<MoreHorizontal size={15} />} />
                      }
                      entries={[
                        { label: t("renameFolder"), why: mayMake, onSelect: () => setNaming(row.folder) },
                        { label: t("deleteFolder"), danger: true, why: mayMake, onSelect: () => change.remove.mutate(row.folder) },
                      ]}
                    />
                  ) : show === "deleted" ? (
                    <IconButton
                      size="small"
                      label={`${t("restore")}: ${row.document.title}`}
                      icon={<RotateCcw size={15} />}
                      onClick={() => change.restore.mutate(row.document)}
                    />
                  ) : show === "templates" ? (
                    <IconButton
                      size="small"
                      label={`${t("newDocument")}: ${row.document.title}`}
                      icon={<Copy size={14} />}
                      why={mayMake}
                      onClick={() =>
                        change.begin.mutate(
                          { template: row.document, place },
                          {
                            onSuccess: (made) => void navigate({ to: "/w/$slug/documents/$id", params: { slug, id: made.id }, search: {} }),
                          },
                        )
                      }
                    />
                  ) : null,
              },
            ]}
          />
        )}
        {read.hasNextPage ? (
          <div className="flex justify-center p-4">
            <Button onClick={read.more} busy={read.isFetchingNextPage}>
              {t("more")}
            </Button>
          </div>
        ) : null}
      </PageBody>
      {naming === null ? null : (
        <NameFolder place={place} folder={naming === "new" ? null : naming} parentId={inside} onClose={() => setNaming(null)} />
      )}
      {shown.new === true ? <NewDocument place={place} folderId={inside} onClose={() => make(false)} /> : null}
    </>
  );
}

function useFolderChanges() {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const remove = useChange({
    call: (folder: Folder) => requestIn(w, "DELETE /folders/:f", { params: { f: folder.id } }),
    touches: ["folder", "document"],
    said: (folder) => t("folderDeleted", { name: folder.name }),
  });
  const restore = useChange({
    call: (document: Document) => requestIn(w, "DELETE /documents/:d/deletion", { params: { d: document.id } }),
    touches: ["document"],
    said: (document) => t("restored", { title: document.title }),
  });
  const begin = useChange({
    call: ({ template, place }: { template: Document; place: Place }) =>
      requestIn(w, "POST /documents", { body: { title: template.title, templateId: template.id, ...queryOf(place) } }),
    touches: ["document"],
  });
  return { remove, restore, begin };
}
