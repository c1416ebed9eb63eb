import { isIP } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { operations } from "@rondo/contract";
import type { System } from "../system.ts";
import { createMetrics } from "./metrics.ts";
import type { HealthSources } from "./sources.ts";

/**
 * `/healthz`: the process answers. `/readyz`: so does its database, with the schema of this very Rondo, and it is not being stopped; 503 otherwise. `/metrics`:
 * for Prometheus, told to callers on this machine or a private network alone, 404 to all others (behind a proxy, set the
 * trusted proxies, or everybody seems to be the proxy).
 */
export function mountHealth(app: FastifyInstance, system: Pick<System, "database">, sources: HealthSources = {}): void {
  const metrics = createMetrics(system.database, sources);

  app.addHook("onResponse", async (request, reply) => {
    metrics.answered(operationOf(request), reply.statusCode, reply.elapsedTime / 1_000);
  });
  app.get("/healthz", async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    void reply.header("cache-control", "no-store");
    if (sources.stopping?.()) return reply.code(503).header("retry-after", "2").send({ status: "stopping" });
    const last = await answerInTime(system.database.lastMigration());
    if (last === null) return reply.code(503).header("retry-after", "2").send({ status: "database away" });
    if (sources.migrations !== undefined && last !== sources.migrations)
      return reply.code(503).header("retry-after", "2").send({ status: "schema not current" });
    return reply.send({ status: "ready" });
  });
  app.get("/metrics", async (request, reply) => {
    if (!isNear(request.ip)) return reply.callNotFound();
    return reply
      .header("cache-control", "no-store")
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics());
  });
}

const idOf = new Map<string, string>(Object.values(operations).map((operation) => [`${operation.method} ${operation.path}`, operation.id]));

/** A closed set of labels: what is no operation of the API is "other", so that no caller can make the list grow. */
function operationOf(request: FastifyRequest): string {
  return idOf.get(`${request.method} ${request.routeOptions.url ?? ""}`) ?? "other";
}

async function answerInTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), 2_000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function isNear(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, "");
  if (isIP(plain) === 4) return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(plain);
  return plain === "::1" || /^f[cd]/i.test(plain);
}
