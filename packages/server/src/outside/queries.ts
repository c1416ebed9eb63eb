import type { AnswerOf, operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import { contentHeaders } from "../attachments/index.ts";
import { ask, updatesAfter } from "../documents/index.ts";
import { type Call, type WorkspaceCall, readLinkToken, refuse, sendingWhile } from "../http/index.ts";
import { stagesIn } from "../runs/index.ts";
import type { System } from "../system.ts";
import { type Kind, mayShow } from "./policy.ts";
import { type PublicView, presentLink, presentView } from "./present.ts";
import { type LinkRow, fileBytes, filesOn, findLink, guestsOf, headOf, insideOf, linksOf, publishedDefinition } from "./store.ts";

export async function getOutside({
  tx,
  actor,
  params,
  system,
}: WorkspaceCall<typeof operations.getOutside>): Promise<AnswerOf<typeof operations.getOutside>> {
  await mayShow(tx, actor, params.kind, params.id);
  const guests = await guestsOf(tx, params.kind, params.id);
  const links = await linksOf(tx, params.kind, params.id);
  return {
    guests: guests.map(({ person_id, name, role }) => ({ person: { id: person_id, name: name ?? "" }, role })),
    links: links.map((link) => presentLink(link, system.publicUrl, actor.workspaceId)),
  };
}

export async function previewOutside({ tx, actor, params, query }: WorkspaceCall<typeof operations.previewOutside>): Promise<PublicView> {
  await mayShow(tx, actor, params.kind, params.id);
  return (
    (await viewOf(tx, { workspaceId: actor.workspaceId, kind: params.kind, id: params.id, files: query.files })) ??
    refuse("public_link_gone")
  );
}

export async function getPublicView({ system, params, request }: Call<typeof operations.getPublicView>): Promise<PublicView> {
  const { workspaceId } = readLinkToken(params.token, "public_link_gone");
  return withLink(system, params.token, request.ip, (tx, link) =>
    viewOf(tx, { workspaceId, kind: link.subject_kind, id: link.subject_id, files: link.files }),
  );
}

export async function getPublicFile({ system, params, request, reply }: Call<typeof operations.getPublicFile>): Promise<undefined> {
  const find = () =>
    withLink(system, params.token, request.ip, async (tx, link) => {
      const file = link.files ? await fileBytes(tx, params.a) : undefined;
      if (file === undefined || !(await tasksShown(tx, link.subject_kind, link.subject_id)).includes(file.task_id))
        refuse("attachment_not_found");
      return file;
    });
  const file = await find();
  contentHeaders(reply, { name: file.name, media: file.media, shown: false });
  await reply.send(
    sendingWhile(request, reply, file.bytes, () =>
      find().then(
        () => true,
        () => false,
      ),
    ),
  );
  return undefined;
}

/** The open link of a token, and what is read by it; refused as gone when either is not there. */
export async function withLink<T>(
  system: System,
  token: string,
  address: string,
  read: (tx: Tx, link: LinkRow) => Promise<T | undefined>,
): Promise<T> {
  const { workspaceId, secretId } = readLinkToken(token, "public_link_gone");
  const found = await system.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const link = await findLink(tx, secretId);
      return link === undefined ? undefined : read(tx, link);
    },
    "read",
  );
  if (found !== undefined) return found;
  await system.identity.assertMayTry({ kind: "form", account: null, address }); // whoever tries addresses is slowed down
  return refuse("public_link_gone");
}

async function viewOf(
  tx: Tx,
  { workspaceId, kind, id, files }: { workspaceId: string; kind: Kind; id: string; files: boolean },
): Promise<PublicView | undefined> {
  const head = await headOf(tx, kind, id);
  if (head === undefined) return undefined;
  const rows = kind === "task" || kind === "project" ? await insideOf(tx, kind, id) : [];
  const definition = kind === "process" ? ((await publishedDefinition(tx, id)) ?? null) : null;
  const stages = kind === "run" ? await stagesIn(tx, workspaceId, id) : [];
  const text =
    kind === "document"
      ? ((await ask({ op: "write", base: await updatesAfter(tx, id, 0), format: "markdown", title: head.title })).text ?? "")
      : null;
  const tasks = [...(kind === "task" ? [id] : []), ...rows.map((row) => row.task_id)];
  return presentView(kind, head, { rows, definition, stages, text, files: files && tasks.length > 0 ? await filesOn(tx, tasks) : [] });
}

async function tasksShown(tx: Tx, kind: Kind, id: string): Promise<string[]> {
  if (kind !== "task" && kind !== "project") return [];
  return [
    ...(kind === "task" && (await headOf(tx, kind, id)) !== undefined ? [id] : []),
    ...(await insideOf(tx, kind, id)).map((row) => row.task_id),
  ];
}
