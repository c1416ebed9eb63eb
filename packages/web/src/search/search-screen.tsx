import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { CircleDot, FileText, FolderKanban, Play, Repeat2, Search, UserRound } from "lucide-react";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { useRead } from "../session/index.ts";
import {
  Badge,
  Button,
  Checkbox,
  cx,
  EmptyState,
  List,
  ListRow,
  PageBody,
  PageHeader,
  SegmentedControl,
  Skeleton,
  TextInput,
  Toolbar,
} from "../ui/index.ts";
import { searchTexts } from "./en.ts";

type Found = Answer<"GET /search">["items"][number];
type Kind = Found["kind"];
const kinds = ["process", "project", "task", "run", "document", "person"] as const satisfies readonly Kind[];
const screens: Readonly<Record<Kind, { readonly to: string; readonly icon: ReactNode }>> = {
  task: { to: "/tasks/$id", icon: <CircleDot size={15} /> },
  process: { to: "/processes/$id", icon: <Repeat2 size={15} /> },
  project: { to: "/projects/$id", icon: <FolderKanban size={15} /> },
  run: { to: "/runs/$id", icon: <Play size={15} /> },
  document: { to: "/documents/$id", icon: <FileText size={15} /> },
  person: { to: "/people", icon: <UserRound size={15} /> },
};
const route = getRouteApi("/w/$slug/search");
const most = 50;

/** Everything one may see, by words and operators; the address holds what was asked. */
export function SearchScreen() {
  const t = useText(searchTexts);
  const { q: asked = "", kind: wanted, open } = route.useSearch();
  const kind = kinds.find((one) => one === wanted) ?? null;
  const navigate = useNavigate();
  const [typed, setTyped] = useState(asked);
  const q = useDeferredValue(typed.trim());
  const seek = (next: { q?: string | undefined; kind?: string | undefined; open?: true | undefined }) =>
    void navigate({ to: ".", replace: true, search: ((was: Record<string, unknown>) => ({ ...was, ...next })) as never });
  useEffect(() => {
    if (q !== asked) seek({ q: q === "" ? undefined : q });
  }, [q]);
  const query = q === "" ? { recent: true, limit: 20 } : { q: kind === null ? q : `kind:${kind} ${q}`, limit: most };
  const read = useRead("GET /search", { query }, { keep: true });
  const items = (read.data?.items ?? []).filter((item) => !(open && item.closed));
  return (
    <>
      <PageHeader title={t("title")} />
      <Toolbar label={t("field")}>
        <div className="min-w-60 flex-1">
          <TextInput
            type="search"
            autoFocus
            aria-label={t("field")}
            value={typed}
            onValue={setTyped}
            placeholder={t("placeholder")}
            maxLength={180}
            large
          />
        </div>
      </Toolbar>
      <Toolbar label={t("kindLabel")}>
        <SegmentedControl
          label={t("kindLabel")}
          value={kind ?? "all"}
          onValue={(next) => seek({ kind: next === "all" ? undefined : next })}
          choices={[{ value: "all", label: t("all") }, ...kinds.map((one) => ({ value: one, label: t("kinds", { kind: one }) }))]}
        />
      </Toolbar>
      <PageBody width="text">
        {read.error && !read.data ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : read.data === undefined ? (
          <Skeleton rows={6} />
        ) : (
          <div className={cx("flex flex-col gap-6", read.isFetching && read.isPlaceholderData && "opacity-70")}>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <p role="status" className={cx("text-sm text-muted", (q === "" || items.length === 0) && "sr-only")}>
                {q === "" ? t("recent") : items.length >= most ? t("most", { count: most }) : t("count", { count: items.length })}
              </p>
              <Checkbox label={t("hideClosed")} checked={open === true} onChecked={(on) => seek({ open: on ? true : undefined })} />
            </div>
            {items.length === 0 ? (
              q === "" ? (
                <EmptyState picture={<Search size={22} />} title={t("recent")} about={t("recentNone")} />
              ) : (
                <EmptyState
                  picture={<Search size={22} />}
                  title={t("nothing", { q })}
                  about={t("nothingAbout")}
                  {...(kind === null && !open
                    ? {}
                    : { action: <Button onClick={() => seek({ kind: undefined, open: undefined })}>{t("widen")}</Button> })}
                />
              )
            ) : q === "" ? (
              <Group title={t("recent")} items={items} />
            ) : (
              kinds.map((one) => <Group key={one} title={t("kinds", { kind: one })} items={items.filter((item) => item.kind === one)} />)
            )}
            <Help />
          </div>
        )}
      </PageBody>
    </>
  );
}

function Group({ title, items }: { title: string; items: readonly Found[] }) {
  const t = useText(searchTexts);
  if (items.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h2 className="flex items-baseline gap-2 text-sm font-semibold">
        {title} <span className="text-xs font-normal text-faint tabular-nums">{items.length}</span>
      </h2>
      <List label={title}>
        {items.map((item) => {
          const search = item.kind === "person" ? { search: { q: item.title } } : {};
          return (
            <ListRow
              key={item.id}
              id={item.id}
              lead={
                <span className="text-faint" aria-hidden="true">
                  {screens[item.kind].icon}
                </span>
              }
              aside={item.closed ? <Badge>{t("closed")}</Badge> : null}
            >
              <ScreenLink
                to={screens[item.kind].to as never}
                params={{ id: item.id } as never}
                {...(search as object)}
                data-row-open
                className={cx("text-sm underline-offset-2 hover:underline", item.closed && "text-muted")}
              >
                <span dir="auto" className="[overflow-wrap:anywhere]">
                  {item.title}
                </span>
              </ScreenLink>
              {item.home ? (
                <span dir="auto" className="block truncate text-xs text-faint">
                  {item.home}
                </span>
              ) : null}
            </ListRow>
          );
        })}
      </List>
    </section>
  );
}

const examples = [
  ["kind:task", "operator_kind"],
  ["owner:me", "operator_owner"],
  ["due:<friday", "operator_due"],
  ["in:move", "operator_in"],
  ["-state:done", "operator_state"],
  ['in:"rare books"', "operator_quote"],
] as const;

function Help() {
  const t = useText(searchTexts);
  return (
    <details className="rounded-lg border border-line px-4 py-2.5 text-sm">
      <summary className="cursor-pointer font-medium text-muted">{t("help")}</summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 pt-2.5">
        {examples.map(([example, key]) => (
          <div key={example} className="contents">
            <dt>
              <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs">{example}</code>
            </dt>
            <dd className="text-muted">{t(key)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
