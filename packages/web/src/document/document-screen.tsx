import type { Editor } from "@tiptap/react";
import { undo } from "@tiptap/y-tiptap";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { CloudOff, FileText, MessageSquare, TriangleAlert } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { type Action, ReadError, ScreenLink, useActions } from "../shell/index.ts";
import { Avatar, Badge, Button, EmptyState, PageHeader, Skeleton, Tooltip, useFormat, useTitle } from "../ui/index.ts";
import type { ChannelState } from "./channel.ts";
import { Comments } from "./comments.tsx";
import { type Document, mayAs } from "./document.ts";
import { DocumentEditor } from "./editor/editor.tsx";
import { anchorOf, goTo, type Passage } from "./editor/together.ts";
import { documentTexts } from "./en.ts";
import { DocumentMenu } from "./menu.tsx";
import { Title } from "./title.tsx";
import { useChannel } from "./use-channel.ts";
import { VersionBanner, Versions } from "./versions.tsx";

const route = getRouteApi("/w/$slug/documents/$id");

/** A document: written together, with what was said about it and how it was before beside it. */
export function DocumentScreen() {
  const { id } = route.useParams();
  const document = useRead("GET /documents/:d", { params: { d: id } }, { watch: [`document:${id}`] });
  if (document.error && !document.data) return <ReadError whole error={document.error} onRetry={document.refetch} />;
  return document.data ? <Opened key={id} document={document.data} /> : <Skeleton />;
}

function Opened({ document }: { document: Document }) {
  const t = useText(documentTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const { beside, version, comment } = route.useSearch();
  const mayWrite = mayAs(document, "contributor");
  const { shared, state, problem, present } = useChannel(document.id, mayWrite);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [asking, setAsking] = useState<ReturnType<typeof anchorOf>>(null);
  useTitle(document.title);
  const go = useCallback(
    (search: { beside?: "comments" | "versions"; version?: number; comment?: string }) =>
      void navigate({ to: "/w/$slug/documents/$id", params: { slug, id: document.id }, search, replace: true, resetScroll: false }),
    [navigate, slug, document.id],
  );
  const comments = useRead("GET /documents/:d/comments", { params: { d: document.id } }, { watch: [`document:${document.id}`] });
  const threads = useMemo(() => (comments.data?.items ?? []).filter((one) => one.parentId === null), [comments.data]);
  const open = threads.filter((one) => one.resolution === null);
  const passages = useMemo(
    () =>
      open.flatMap((one): Passage[] =>
        one.anchor === null ? [] : [{ id: one.id, anchor: one.anchor as Passage["anchor"], chosen: one.id === comment }],
      ),
    [comments.data, comment],
  );
  const onPassage = useCallback((id: string) => go({ beside: "comments", comment: id }), [go]);
  const place = useMemo(
    () => ({ projectId: document.home.kind === "project" ? document.home.id : null }),
    [document.home.kind, document.home.id],
  );
  const ask = () => {
    const about = editor === null ? null : anchorOf(editor.view);
    setAsking(about);
    go({ beside: "comments" });
  };
  useActions(
    useMemo(
      (): Action[] => [
        { id: "document.comment", label: t("commentOnSelection"), keys: "mod+alt+m", icon: <MessageSquare size={14} />, run: ask },
      ],
      [t, editor, go],
    ),
  );
  const restore = useChange({
    call: (seq: number) => requestIn(w, "PUT /documents/:d/versions/:seq/restoration", { params: { d: document.id, seq: String(seq) } }),
    touches: [`document:${document.id}`],
    said: () => t("versionRestored"),
  });
  if (state === "ended")
    return (
      <EmptyState
        picture={<FileText size={22} />}
        title={t("endedTitle")}
        about={t("endedAbout")}
        action={
          <ScreenLink to="/documents" className="text-accent underline">
            {t("documents")}
          </ScreenLink>
        }
      />
    );
  return (
    <>
      <PageHeader
        trail={<Trail document={document} />}
        title={<Title document={document} />}
        aside={
          <span className="flex items-center gap-2">
            {document.template ? <Badge tone="accent">{t("isTemplate")}</Badge> : null}
            {mayWrite ? (
              <State state={state} />
            ) : (
              <Tooltip text={t("readersOnly")}>
                <span tabIndex={0}>
                  <Badge>{t("roleName", { role: "viewer" })}</Badge>
                </span>
              </Tooltip>
            )}
          </span>
        }
        actions={
          <>
            <Here people={present.map(({ person }) => person)} />
            <Button
              icon={<MessageSquare size={15} />}
              aria-pressed={beside === "comments"}
              aria-label={open.length > 0 ? t("commentsCount", { count: open.length }) : t("comments")}
              onClick={() => (beside === "comments" ? go({}) : ask())}
            >
              {open.length > 0 ? open.length : t("comments")}
            </Button>
            <DocumentMenu document={document} onVersions={() => go({ beside: "versions" })} />
          </>
        }
      />
      {state === "waiting" && mayWrite ? (
        <p role="status" className="flex items-center gap-2 border-b border-line bg-act-soft px-4 py-1.5 text-xs print:hidden">
          <CloudOff size={14} className="shrink-0 text-act" aria-hidden="true" /> {t("stateWaitingAbout")}
        </p>
      ) : null}
      {state === "refused" && problem !== null ? (
        <p role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-act-soft px-4 py-1.5 text-xs print:hidden">
          <TriangleAlert size={14} className="shrink-0 text-act" aria-hidden="true" /> {problem.title}. {problem.next}
          <Button size="small" onClick={() => editor !== null && undo(editor.state)}>
            {t("takeBack")}
          </Button>
        </p>
      ) : null}
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto">
          {version !== undefined ? (
            <VersionBanner
              document={document}
              seq={version}
              mayRestore={mayWrite}
              place={place}
              onBack={() => go({ beside: "versions" })}
              onRestore={() => restore.mutate(version, { onSuccess: () => go({}) })}
            />
          ) : null}
          <div hidden={version !== undefined}>
            {shared === null ? (
              <Skeleton />
            ) : (
              <DocumentEditor
                doc={shared.channel.doc}
                awareness={shared.presence.awareness}
                editable={mayWrite}
                place={place}
                passages={passages}
                onPassage={onPassage}
                onEditor={setEditor}
              />
            )}
          </div>
        </div>
        {beside === "comments" ? (
          <Comments
            document={document}
            comments={comments.data?.items}
            chosen={comment ?? null}
            about={asking}
            onAbout={() => setAsking(editor === null ? null : anchorOf(editor.view))}
            onDone={() => setAsking(null)}
            onChoose={(one) => {
              go({ beside: "comments", comment: one.id });
              if (editor !== null && one.anchor !== null) goTo(editor.view, one.anchor as Passage["anchor"]);
            }}
            onClose={() => go({})}
          />
        ) : beside === "versions" ? (
          <Versions
            document={document}
            chosen={version ?? null}
            mayKeep={mayWrite}
            onChoose={(seq) => go({ beside: "versions", ...(seq === null ? {} : { version: seq }) })}
            onClose={() => go({})}
          />
        ) : null}
      </div>
    </>
  );
}

function Trail({ document }: { document: Document }) {
  const t = useText(documentTexts);
  const { slug } = useWorkspace();
  const { home } = document;
  if (home.kind === "workspace" || home.id === null) {
    return (
      <Link
        to="/w/$slug/documents"
        params={{ slug }}
        search={document.folderId === null ? {} : { folder: document.folderId }}
        className="hover:text-ink"
      >
        {t("documents")}
      </Link>
    );
  }
  return (
    <ScreenLink
      to={home.kind === "project" ? "/projects/$id/documents" : "/processes/$id/documents"}
      params={{ id: home.id }}
      className="hover:text-ink"
    >
      {home.title} · {t("documents")}
    </ScreenLink>
  );
}

/** Whether the server has it. Said in words, and only a change of them is read out. */
function State({ state }: { state: ChannelState }) {
  const t = useText(documentTexts);
  const words = {
    opening: t("stateOpening"),
    saved: t("stateSaved"),
    saving: t("stateSaving"),
    waiting: t("stateWaiting"),
    refused: t("stateRefused"),
    ended: "",
  }[state];
  return <Badge tone={state === "waiting" || state === "refused" ? "act" : "plain"}>{words}</Badge>;
}

function Here({ people }: { people: readonly { id: string; name: string }[] }) {
  const t = useText(documentTexts);
  const format = useFormat();
  const each = [...new Map(people.map((person) => [person.id, person])).values()];
  if (each.length === 0) return null;
  const said = t("here", { names: format.list(each.map((person) => person.name)) });
  return (
    <Tooltip text={said}>
      <span role="group" aria-label={said} className="flex -space-x-1">
        {each.slice(0, 5).map((person) => (
          <Avatar key={person.id} name={person.name} id={person.id} />
        ))}
      </span>
    </Tooltip>
  );
}
