import { type Node, type NodeInput, composeNode } from "@rondo/server/node";
import type { Config } from "@rondo/server/config";
import { type TestDatabase, createDatabase } from "./postgres.ts";

export type TestServer = Node & { readonly url: string; readonly database: TestDatabase; stop(): Promise<void> };

/** A node on a database of its own, listening on a free port, every answer held against its contract. */
export async function startTestServer(
  options: {
    database?: TestDatabase;
    config?: Partial<Config>;
    seeDatabase?: NodeInput["seeDatabase"];
    logTo?: NodeInput["logTo"];
    publicUrl?: string;
  } = {},
): Promise<TestServer> {
  const database = options.database ?? (await createDatabase());
  const config: Config = {
    port: 0,
    host: "127.0.0.1",
    dataDirectory: "",
    databaseUrl: database.url,
    publicUrl: null,
    trustedProxies: [],
    smtp: null,
    mailIn: null,
    role: "all",
    secret: database.secret,
    logLevel: (process.env["RONDO_TEST_LOG"] as Config["logLevel"] | undefined) ?? "silent",
    backupDirectory: "",
    outboundAllow: [],
    scanCommand: null,
    scanUrl: null,
    formProof: "busy",
    demo: false,
    ...options.config,
  };
  const port = await import("@rondo/server/node").then(({ freePort }) => freePort("127.0.0.1"));
  const url = `http://127.0.0.1:${port}`;
  const node = await composeNode({
    config,
    urls: database.urls,
    epoch: 1,
    publicUrl: options.publicUrl ?? url,
    checkAnswers: true,
    poolSize: 8,
    ...(options.seeDatabase !== undefined && { seeDatabase: options.seeDatabase }),
    ...(options.logTo !== undefined && { logTo: options.logTo }),
  });
  await node.app.listen({ port, host: "127.0.0.1" });
  return {
    ...node,
    url,
    database,
    async stop() {
      await node.close();
      if (options.database === undefined) await database.drop();
    },
  };
}
