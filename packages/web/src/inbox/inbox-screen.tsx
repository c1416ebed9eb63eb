import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { CheckCheck, Inbox as InboxPicture } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink, useActions } from "../shell/index.ts";
import { useChange, useReadMore, useWorkspace } from "../session/index.ts";
import { Button, buttonClass, Count, EmptyState, PageBody, PageHeader, SegmentedControl, Skeleton, useRowKeys } from "../ui/index.ts";
import { inboxTexts } from "./en.ts";
import { type Group, type Notice, groups } from "./group.ts";
import { NoticeRow } from "./notice-row.tsx";

const route = getRouteApi("/w/$slug/inbox");

/** What needs my decision, who spoke to me? */
export function InboxScreen() {
  const t = useText(inboxTexts);
  const { id: w } = useWorkspace();
  const { show = "all" } = route.useSearch();
  const navigate = useNavigate();
  const inbox = useReadMore("GET /inbox", { query: { show, limit: 100 } }, { watch: ["notice", "task", "run", "handover"] });
  const { ref, currentRow, focusBeside } = useRowKeys<HTMLDivElement>();
  const sides = useMemo(() => groups(inbox.items ?? []), [inbox.items]);
  const unreadInfo = sides.info.some((group) => group.unread);

  const read = useChange({
    call: (group: Group) =>
      Promise.all(
        [group.notice, ...group.older]
          .filter((notice) => !notice.read)
          .map((notice) => requestIn(w, "PUT /inbox/:n/reading", { params: { n: notice.id } })),
      ),
    paint: (group, paint) => {
      const ids = new Set([group.notice, ...group.older].map((notice) => notice.id));
      paint("GET /inbox", (page) => ({
        ...page,
        items: page.items.map((notice) => (ids.has(notice.id) ? { ...notice, read: true } : notice)),
      }));
    },
    touches: ["notice"],
  });
  const readAll = useChange({
    call: () => requestIn(w, "PUT /inbox/reading"),
    paint: (_: undefined, paint) =>
      paint("GET /inbox", (page) => ({ ...page, items: page.items.map((notice) => (notice.act ? notice : { ...notice, read: true })) })),
    touches: ["notice"],
    said: () => t("readAllDone"),
  });
  const mute = useChange({
    call: ({ subjectKind: kind, subjectId: id }: Notice) =>
      kind === "workspace" ? Promise.resolve() : requestIn(w, "PUT /mutes/:kind/:id", { params: { kind, id } }),
    touches: ["notice-settings"],
    said: ({ title }) => t("muted", { title }),
    undo: ({ subjectKind: kind, subjectId: id }) =>
      kind === "workspace" ? Promise.resolve() : requestIn(w, "DELETE /mutes/:kind/:id", { params: { kind, id } }),
  });
  const latest = useRef({ sides, read });
  latest.current = { sides, read };
  useActions(
    useMemo(
      () => [
        {
          id: "inbox.read",
          label: t("markCurrent"),
          keys: "e",
          run: () => {
            const key = currentRow();
            const group = [...latest.current.sides.act, ...latest.current.sides.info].find((one) => one.key === key);
            if (!group?.unread) return;
            if (show === "unread") focusBeside(group.key);
            latest.current.read.mutate(group);
          },
        },
        { id: "inbox.readAll", label: t("readAll"), keys: "shift+e", run: () => readAll.mutate(undefined) },
      ],
      [t, currentRow, focusBeside, show],
    ),
  );

  const setShow = (next: "all" | "unread") =>
    void navigate({
      to: ".",
      search: ((before: Record<string, unknown>) => ({ ...before, show: next === "all" ? undefined : next })) as never,
    });
  const list = (rows: readonly Group[]) => (
    <ul className="flex flex-col">
      {rows.map((group) => (
        <NoticeRow
          key={group.key}
          group={group}
          onRead={() => group.unread && read.mutate(group)}
          onMute={() => mute.mutate(group.notice)}
        />
      ))}
    </ul>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={<Count value={sides.act.length} tone="act" />}
        actions={
          <>
            <SegmentedControl
              label={t("filter")}
              value={show}
              onValue={setShow}
              choices={[
                { value: "all", label: t("all") },
                { value: "unread", label: t("unread") },
              ]}
            />
            <Button icon={<CheckCheck size={14} />} why={unreadInfo ? null : t("nothingUnread")} onClick={() => readAll.mutate(undefined)}>
              <span className="max-sm:sr-only">{t("readAll")}</span>
            </Button>
          </>
        }
      />
      <PageBody>
        {inbox.error && !inbox.items ? (
          <ReadError error={inbox.error} onRetry={inbox.refetch} />
        ) : inbox.items === undefined ? (
          <Skeleton />
        ) : inbox.items.length === 0 ? (
          <EmptyState
            picture={<InboxPicture size={22} />}
            title={show === "all" ? t("emptyTitle") : t("emptyUnreadTitle")}
            about={show === "all" ? t("emptyAbout") : t("emptyUnreadAbout")}
            action={
              show === "all" ? (
                <ScreenLink to="/my-day" className={buttonClass()}>
                  {t("emptyAction")}
                </ScreenLink>
              ) : (
                <Button onClick={() => setShow("all")}>{t("emptyUnreadAction")}</Button>
              )
            }
          />
        ) : (
          <div ref={ref} className="flex flex-col pb-12">
            <Side id="act" title={t("act")} count={sides.act.length}>
              {sides.act.length === 0 ? <p className="px-4 py-4 text-sm text-muted sm:px-6">{t("actNone")}</p> : list(sides.act)}
            </Side>
            {sides.info.length > 0 ? (
              <Side id="info" title={t("info")} count={sides.info.length}>
                {list(sides.info)}
              </Side>
            ) : null}
            {inbox.hasNextPage ? (
              <div className="px-6 py-4">
                <Button onClick={inbox.more} busy={inbox.isFetchingNextPage}>
                  {t("older")}
                </Button>
              </div>
            ) : null}
          </div>
        )}
      </PageBody>
    </>
  );
}

function Side({ id, title, count, children }: { id: string; title: string; count: number; children: ReactNode }) {
  return (
    <section aria-labelledby={`inbox-${id}`}>
      <h2
        id={`inbox-${id}`}
        className="sticky top-12 z-10 flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-1.5 text-xs font-semibold text-muted sm:px-6"
      >
        {title}
        <span className="font-normal text-faint">{count > 0 ? count : ""}</span>
      </h2>
      {children}
    </section>
  );
}
