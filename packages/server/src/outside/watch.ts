import type { Server } from "node:http";
import type { operations } from "@rondo/contract";
import { type Call, readLinkToken, refuse } from "../http/index.ts";
import type { System } from "../system.ts";
import { withLink } from "./queries.ts";
import { openAmong } from "./store.ts";

type Page = { readonly linkId: string; readonly address: string; changed(): void; end(): void };

/** Pages of one workspace that are open on this node. */
type Pages = { readonly open: Set<Page>; news: boolean; told: number; looking: boolean };

const perAddress = 20;
const perNode = 1_000;

/** A page is told to read again at most so often, however much goes on. */
const calm = 2_000;

const nodes = new WeakMap<System["live"], Map<string, Pages>>();

/**
 * The stream of somebody who has a public page open. It says that there is news and nothing of what: the page reads again
 * by its address. All links that are open on this node are asked for once in 400 ms, so an ended one ends its pages.
 */
export async function watchPublicView({ system, params, request, reply }: Call<typeof operations.watchPublicView>): Promise<undefined> {
  await withLink(system, params.token, request.ip, async () => true);
  const { workspaceId, secretId } = readLinkToken(params.token, "public_link_gone");
  const node = watching(system, request.server.server);
  const all = [...node.values()].flatMap((pages) => [...pages.open]);
  if (all.length >= perNode || all.filter((page) => page.address === request.ip).length >= perAddress)
    refuse("too_many_requests", { seconds: 10 });
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    connection: "keep-alive",
  });
  out.write("retry: 2000\n\nevent: ready\ndata: {}\n\n");
  const page: Page = {
    linkId: secretId,
    address: request.ip,
    changed: () => void out.write("event: change\ndata: {}\n\n"),
    end: () => void out.end("event: end\ndata: {}\n\n"),
  };
  const pages = node.get(workspaceId) ?? { open: new Set<Page>(), news: false, told: 0, looking: false };
  node.set(workspaceId, pages);
  pages.open.add(page);
  out.on("close", () => {
    pages.open.delete(page);
    if (pages.open.size === 0 && node.get(workspaceId) === pages) node.delete(workspaceId);
  });
  return undefined;
}

function watching(system: System, server: Server): Map<string, Pages> {
  const known = nodes.get(system.live);
  if (known !== undefined) return known;
  const node = new Map<string, Pages>();
  nodes.set(system.live, node);
  system.live.onWake((workspaceId) => {
    const pages = node.get(workspaceId);
    if (pages === undefined) return;
    pages.news = true;
    void look(system, workspaceId, pages);
  });
  const round = setInterval(() => {
    for (const [workspaceId, pages] of node) {
      if (server.listening) void look(system, workspaceId, pages);
      else for (const page of pages.open) page.end(); // the node is stopping: the page finds another
    }
    if (!server.listening) clearInterval(round);
  }, 400).unref();
  return node;
}

async function look(system: System, workspaceId: string, pages: Pages): Promise<void> {
  if (pages.looking) return;
  pages.looking = true;
  try {
    const still = await system.database.inWorkspace(
      workspaceId,
      (tx) => openAmong(tx, [...new Set([...pages.open].map((page) => page.linkId))]),
      "read",
    );
    for (const page of pages.open) if (!still.has(page.linkId)) page.end();
    if (pages.news && Date.now() - pages.told >= calm) {
      pages.news = false;
      pages.told = Date.now();
      for (const page of pages.open) if (still.has(page.linkId)) page.changed();
    }
  } catch {
    // the database is away: the next look sees what this one did not
  } finally {
    pages.looking = false;
  }
}
