import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { refuse } from "./problem.ts";

const built = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** The web app: hashed files for a year, and its one page for every address that is no file and not the API. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!existsSync(built)) {
    app.log.warn("the web app is not built: only the API is served");
    return;
  }
  await app.register(fastifyStatic, {
    root: `${built}assets`,
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
    index: false,
    decorateReply: false,
    preCompressed: true,
  });
  app.route({
    method: ["GET", "HEAD"],
    url: "/*",
    handler: async (request, reply) => {
      // No page of ours has such an address, and what stands before us may read it as one of the API.
      if (/^\/(?:\/|api(?:\/|$|\?)|assets(?:\/|$))|%00|%2e|%2f|%5c|\\|\/\.\.?(?:\/|$)/i.test(request.url.split("?")[0] ?? ""))
        refuse("not_found");
      const file = /^\/([\w-]+\.(?:svg|ico|png|webmanifest|txt|js))$/.exec(request.url.split("?")[0] ?? "")?.[1];
      if (file !== undefined && existsSync(built + file))
        return reply.type(types[file.split(".").at(-1) as string] ?? "application/octet-stream").send(await readFile(built + file));
      // Read each time: built anew, the page names other files, and the old ones are gone.
      return reply
        .header("cache-control", "no-cache")
        .type("text/html; charset=utf-8")
        .send(await readFile(`${built}index.html`));
    },
  });
}

const types: Record<string, string> = {
  svg: "image/svg+xml",
  ico: "image/x-icon",
  png: "image/png",
  webmanifest: "application/manifest+json",
  txt: "text/plain; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};
