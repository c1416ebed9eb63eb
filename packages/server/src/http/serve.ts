import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Operation } from "@rondo/contract";
import { may, policy } from "@rondo/core/access";
import { Refusal, invariant } from "@rondo/core/kernel";
import { OutcomeUnknown, isAway, isDuplicate } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { newId } from "../identity/index.ts";
import { type NewEvent, appendEvents } from "../journal/index.ts";
import type { System } from "../system.ts";
import { admit, keepAnswer } from "./admit.ts";
import { type Caller, authenticate, mustBeOwnOrigin, mustHaveScope } from "./authenticate.ts";
import type { Actor, Call, Route } from "./call.ts";
import { idempotencyOf, keeping } from "./idempotency.ts";
import { refuse } from "./problem.ts";
import { type MayShow, asGuest, guestId, seenBy } from "./seen.ts";
import { servedBy } from "./through.ts";
import { expectedVersion } from "./version.ts";
import { Written } from "./written.ts";

/** Puts a route of a slice on the air. */
export function serve(app: FastifyInstance, own: System, route: Route, mayShow: MayShow): void {
  const { operation } = route;
  app.route({
    method: operation.method,
    url: operation.path,
    ...(operation.upload && { bodyLimit: 64 * 1_048_576 }),
    handler: async (request, reply) => {
      const system = servedBy(own);
      void reply.header("cache-control", "no-store");
      const caller = operation.door === "anyone" && route.kind === "anyone" ? null : await authenticate(system, request);
      if (route.kind !== "anyone") {
        if (caller === null) refuse("sign_in_required");
        mustHaveScope(caller, operation);
        if (caller.via === "session" && request.method !== "GET") mustBeOwnOrigin(system, request);
      } else if (request.method !== "GET" && request.headers.origin !== undefined) mustBeOwnOrigin(system, request);
      const call = read(system, operation, request, reply);
      if (route.kind === "anyone") {
        const answer = await route.handle(call);
        if (reply.sent) return reply; // a stream, that writes itself
        return operation.media === undefined ? send(reply, operation, answer) : reply.code(operation.status).send(answer);
      }
      const known = caller as Caller;
      if (route.kind === "person") {
        if (known.via === "key") refuse("scope_missing", { scope: "a session" });
        return send(reply, operation, await route.handle({ ...call, personId: known.personId, sessionId: known.sessionId }));
      }
      const workspaceId = (call.params as unknown as { w: string }).w;
      if (known.via === "key" && known.workspaceId !== workspaceId) refuse("workspace_not_found");
      const seen = seenBy(request);
      const seeing = seen === null ? system : asGuest(system, known.personId, known.via, seen, mayShow);
      const reader: Caller = seen === null ? known : { ...known, personId: guestId };
      if (route.kind === "stream")
        return route.handle({
          ...call,
          system: seeing,
          actor: await admitOnly(seeing, workspaceId, reader, operation),
          sessionHash: known.via === "session" ? known.sessionHash : null,
          keyId: known.via === "key" ? known.keyId : null,
        });
      return change(seeing, route, { ...call, system: seeing }, workspaceId, reader);
    },
  });
}

/** One transaction: who may, what was answered before, the work, its events, the answer kept. */
async function change(
  system: System,
  route: Extract<Route, { kind: "workspace" }>,
  call: Call<Operation>,
  workspaceId: string,
  caller: Caller,
): Promise<FastifyReply> {
  const { operation } = route;
  const repeat = idempotencyOf(call.request);
  const expected = expectedVersion(call.request, operation.versioned === true);
  const kept = keeping(operation, system.config.secret, [workspaceId, caller.personId, repeat?.key ?? ""]);
  if (operation.method !== "GET") atSeam("request.read");
  const unit = () =>
    system.database.inWorkspace(
      workspaceId,
      async (tx) => {
        const entering = admit(tx, caller.personId, repeat?.key ?? null);
        const ahead = route.ahead?.(tx, caller.personId, call.params as Record<string, string>);
        if (ahead !== undefined) await tx.behind(ahead); // whoever is refused waits for it too: nothing of it is on its way when the transaction ends
        const admission = await entering;
        if (admission === null) refuse("workspace_not_found");
        if (admission.kept !== null && repeat !== null) {
          if (!admission.kept.fingerprint.equals(repeat.fingerprint)) refuse("idempotency_mismatch");
          const body = kept.open(admission.kept.body);
          await ahead;
          return {
            status: admission.kept.status,
            body,
            version: body === "" ? undefined : versionOf(JSON.parse(body)),
            after: [],
            wrote: false,
          };
        }
        mustMayEnter(operation, admission.role);
        const actor: Actor = { personId: caller.personId, workspaceId, role: admission.role, via: caller.via };
        const after: (() => void)[] = [];
        let wrote = false;
        const answer = await route.handle({
          ...call,
          tx,
          actor,
          expected,
          ahead,
          append: async (...events: Omit<NewEvent, "actorId">[]) => {
            wrote = true;
            await tx.behind(
              appendEvents(
                tx,
                system.database.epoch,
                events.map((event) => ({ ...event, actorId: actor.personId })),
              ),
            );
          },
          afterCommit: (work: () => void) => void after.push(work),
        });
        const body = bodyOf(system, operation, answer);
        if (repeat !== null)
          await tx.behind(
            keepAnswer(tx, caller.personId, repeat.key, {
              fingerprint: repeat.fingerprint,
              status: operation.status,
              body: kept.close(body),
            }),
          );
        return { status: operation.status, body, version: versionOf(answer), after, wrote };
      },
      operation.method === "GET" ? "read" : "write",
    );
  const done = await unit().catch((error: unknown) => {
    // Of two requests with one key at once, the second to write its record loses: its change is undone, and it answers what the first did.
    if (repeat !== null && isDuplicate(error, "idempotency_pkey")) return unit();
    if (repeat !== null && error instanceof OutcomeUnknown) return readBack(unit, error);
    // Both values: what is there now, and what was to be written over it.
    if (error instanceof Refusal && error.code === "version_stale") refuse("version_stale", { ...error.params, expected, sent: call.body });
    throw error;
  });
  if (done.wrote) system.live.wake(workspaceId);
  for (const work of done.after) work();
  if (done.version !== undefined) void call.reply.header("etag", `"${done.version}"`);
  if (done.wrote) atSeam("request.answered");
  return write(call.reply, done.status, done.body);
}

/** What `If-Match` asks for; answers carry it as `ETag` too. */
function versionOf(answer: unknown): unknown {
  return (answer as { version?: number } | null | undefined)?.version;
}

/** Asks what became of a commit: done again under its key, the unit answers what it did, or does what it did not. */
async function readBack<T>(unit: () => Promise<T>, unknown: OutcomeUnknown): Promise<T> {
  for (let wait = 100; wait <= 3_200; wait *= 2) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      return await unit();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
  throw unknown;
}

async function admitOnly(system: System, workspaceId: string, caller: Caller, operation: Operation): Promise<Actor> {
  const admission = await system.database.inWorkspace(workspaceId, (tx) => admit(tx, caller.personId, null), "read");
  if (admission === null) refuse("workspace_not_found");
  mustMayEnter(operation, admission.role);
  return { personId: caller.personId, workspaceId, role: admission.role, via: caller.via };
}

/** What the role in the workspace decides is decided here, for every route; what a process or project decides, by the slice. */
function mustMayEnter(operation: Operation, role: Actor["role"]): void {
  if (operation.needs === null) return;
  const rule = policy[operation.needs];
  if (rule.kind === "workspace" && !may(operation.needs, { workspace: role })) refuse("forbidden", { who: "an admin", role: rule.role });
}

function read(system: System, operation: Operation, request: FastifyRequest, reply: FastifyReply): Call<Operation> {
  const params = (operation.params?.parse(request.params) ?? {}) as Call<Operation>["params"];
  const query = (operation.query?.parse(request.query) ?? mustBeEmpty(request.query)) as Call<Operation>["query"];
  const type = request.headers["content-type"];
  if (type !== undefined && request.method !== "GET" && operation.upload !== true && !/^application\/json\s*(?:;|$)/i.test(type))
    refuse("unsupported_media_type", { expected: "application/json" });
  if (request.url.includes("%00")) refuse("invalid_request", { problems: "no text has the character NUL" });
  // No body is an empty one: what an operation can do without, nobody has to write braces for.
  const body = (
    operation.body === undefined ? undefined : operation.body.parse(request.body === undefined ? {} : request.body)
  ) as Call<Operation>["body"];
  return { system, operation, params, query, body, now: system.now(), request, reply, newId };
}

function mustBeEmpty(query: unknown): Record<string, never> {
  if (Object.keys(query as object).length > 0) refuse("invalid_request", { problems: "this address takes no query" });
  return {};
}

function send(reply: FastifyReply, operation: Operation, answer: unknown): FastifyReply {
  return write(reply, operation.status, operation.answer === undefined ? "" : JSON.stringify(answer));
}

/** Answers are made field by field in `present`; with `checkAnswers` (every test) each is also held against the contract, unknown fields included. */
function bodyOf(system: System, operation: Operation, said: unknown): string {
  if (operation.answer === undefined) return "";
  if (system.checkAnswers) {
    const answer = said instanceof Written ? (JSON.parse(said.json) as unknown) : said;
    const checked = operation.answer.safeParse(answer);
    invariant(checked.success, `${operation.id} answered what its contract does not say: ${checked.error?.message}`);
    invariant(
      JSON.stringify(sorted(checked.data)) === JSON.stringify(sorted(answer)),
      `${operation.id} answered more than its contract says`,
    );
  }
  return said instanceof Written ? said.json : JSON.stringify(said);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function write(reply: FastifyReply, status: number, body: string): FastifyReply {
  if (body === "") return reply.code(204).send();
  // Once into bytes: as text its length is counted first, and then it is copied once more.
  return reply.code(status).header("content-type", "application/json; charset=utf-8").send(Buffer.from(body));
}
