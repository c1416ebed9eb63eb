import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Operation, type RefusalCode, operations, refusals } from "@rondo/contract";

/** The contract as OpenAPI 3.1: every operation, and every refusal it may answer. */
export function describeApi(app: FastifyInstance): void {
  let document: string | null = null;
  app.get("/api/openapi.json", async (_request, reply) =>
    reply.header("content-type", "application/json; charset=utf-8").send((document ??= JSON.stringify(openApi()))),
  );
}

export function openApi(): Record<string, unknown> {
  const shared = new SharedSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of Object.values(operations) as Operation[]) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(operation, shared);
  }
  for (const [path, summary] of [
    ["/healthz", "The process is up"],
    ["/readyz", "The database is reachable and the schema current"],
    ["/metrics", "Prometheus metrics"],
    ["/api/openapi.json", "This document"],
  ] as const)
    paths[path] = {
      get: {
        operationId: path.replace(/\W+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? ""),
        summary,
        security: [],
        responses: { 200: { description: "OK" }, ...(path === "/readyz" && { 503: { description: "Not ready" } }) },
      },
    };
  return {
    openapi: "3.1.0",
    info: {
      title: "Rondo",
      version: "0.1.0",
      summary: "Processes and projects in one place",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ session: [] }, { key: [] }],
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "rondo.session_token" }, key: { type: "http", scheme: "bearer" } },
      schemas: { Problem: problem, ...shared.schemas },
    },
    paths,
  };
}

/** What any operation may answer, whatever it does. */
const always: RefusalCode[] = ["invalid_request", "too_many_requests", "database_unavailable", "conflict"];

/** Which honour an Idempotency-Key: every change in a workspace, and the making of one. */
function takesKey(operation: Operation): boolean {
  return operation.method !== "GET" && (operation.door === "workspace" || operation.id === operations.createWorkspace.id);
}

function describe(operation: Operation, shared: SharedSchemas): Record<string, unknown> {
  const changes = operation.method !== "GET";
  const codes = new Set<RefusalCode>([
    ...operation.refusals,
    ...always,
    ...(operation.door === "anyone" ? [] : (["sign_in_required", "scope_missing"] as const)),
    ...(operation.door === "workspace" ? (["workspace_not_found", "forbidden"] as const) : []),
    ...(operation.versioned ? (["version_required", "version_stale"] as const) : []),
    ...(changes
      ? (["origin_refused", "bad_json", "too_complex", "too_large", "unsupported_media_type", "storage_full", "outcome_unknown"] as const)
      : []),
    ...(takesKey(operation) ? (["bad_idempotency_key", "idempotency_mismatch", "idempotency_in_progress"] as const) : []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => refusals[code].status);
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.needs !== null && { "x-permission": operation.needs }),
    ...(operation.door === "anyone" && { security: [] }),
    parameters: [
      ...fields(operation.params).map(([name, schema]) => ({ name, in: "path", required: true, schema })),
      ...fields(operation.query).map(([name, schema, required]) => ({ name, in: "query", required, schema })),
      ...(operation.versioned
        ? [
            {
              name: "If-Match",
              in: "header",
              required: true,
              schema: { type: "string" },
              description: "The version that the change was decided on",
            },
          ]
        : []),
      ...(takesKey(operation)
        ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 255 } }]
        : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: !operation.body.safeParse({}).success,
        content: { "application/json": { schema: shared.of(operation.body, "input") } },
      },
    }),
    ...(operation.upload && {
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: { type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] },
          },
          "application/octet-stream": { schema: { type: "string", format: "binary" } },
        },
      },
    }),
    responses: {
      [operation.status]: {
        description: operation.summary,
        ...(hasVersion(operation.answer) && {
          headers: { ETag: { description: "The version, for If-Match", schema: { type: "string" } } },
        }),
        ...(operation.answer && { content: { "application/json": { schema: shared.of(operation.answer, "output") } } }),
        ...(operation.media && { content: { [operation.media]: { schema: { type: "string" } } } }),
      },
      ...Object.fromEntries(
        [...byStatus].map(([status, list]) => [
          status,
          {
            description: list.map((code) => `\`${code}\`: ${refusals[code].title}`).join("\n"),
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
    },
  };
}

function hasVersion(answer: z.ZodType | undefined): boolean {
  return answer instanceof z.ZodObject && "version" in answer.shape;
}

/** What a schema names inside itself (steps hold steps) becomes a component, because a reference is read from the document's root. */
class SharedSchemas {
  readonly schemas: Record<string, unknown> = {};

  of(schema: z.ZodType, io: "input" | "output"): unknown {
    const {
      $schema: _,
      $defs: named = {},
      ...json
    } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<string, unknown> & { $defs?: Record<string, unknown> };
    const names = new Map(Object.entries(named).map(([name, body]) => [name, this.#name(JSON.stringify(body))]));
    const moved = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (_match, name: string) => `"#/components/schemas/${names.get(name)}"`),
      );
    for (const [name, body] of Object.entries(named)) this.schemas[names.get(name) as string] = moved(body);
    return moved(json);
  }

  /** The same body has the same name, whichever operation it stands in. */
  #name(body: string): string {
    const known = this.#bodies.indexOf(body);
    return known >= 0 ? `Shared${known + 1}` : `Shared${this.#bodies.push(body)}`;
  }
  readonly #bodies: string[] = [];
}

function fields(schema: z.ZodType | undefined): [string, unknown, boolean][] {
  if (schema === undefined) return [];
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(json.properties ?? {}).map(([name, value]) => [name, value, json.required?.includes(name) ?? false]);
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { enum: [...Object.keys(refusals), "internal"] },
    detail: { type: "string", description: "What to do next" },
    instance: { type: "string" },
    requestId: { type: "string" },
    params: { type: "object" },
  },
};
