import { again } from "./again.ts";
import { dropEarly, takeEarly } from "./early-answers.ts";
import { v7 } from "./id.ts";
import type { Answer, AnswerOf, CallArguments, CallOf, Everything, InWorkspace } from "./operations.ts";
import { openFileStore } from "./file-store.ts";
import { openOutbox, outboxName } from "./outbox.ts";
import { isProblem, ownProblem, passes, problemOf } from "./problem.ts";
import { heldBack, refusedRows } from "./held-back.ts";
import { mustBeOneself, seeingAs } from "./seen.ts";
import { presentVersion } from "./stale.ts";

/** How a call looks once its types are proved: the same for every operation. */
type LooseCall = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly version?: number;
  /** What was seen of the thing: a version that moved on by something else is no obstacle. */
  readonly base?: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Not to be kept for when there is no connection. */
  readonly unkept?: boolean;
  /** Waits for the connection, though others of its kind don't. */
  readonly waits?: boolean;
};

/**
 * Calls one operation of the API: `request("GET /api/me")`. Throws `Problem` for every refusal and when the server
 * can't be reached. A POST carries an Idempotency-Key, so that repeating it after a lost answer is safe.
 */
export async function request<Key extends keyof Everything>(
  key: Key,
  ...[call]: CallArguments<CallOf<Everything[Key]>>
): Promise<AnswerOf<Everything[Key]>> {
  return (await send(key, (call ?? {}) as LooseCall)) as AnswerOf<Everything[Key]>;
}

/** The same inside one workspace: `requestIn(workspaceId, "GET /tasks/:t", { params: { t } })`. */
export async function requestIn<Key extends keyof InWorkspace>(
  workspaceId: string,
  key: Key,
  ...[call]: CallArguments<CallOf<InWorkspace[Key], "w">>
): Promise<Answer<Key>> {
  const { params, ...rest } = (call ?? {}) as LooseCall;
  return (await send(key.replace(" /", " /api/workspaces/:w/"), { ...rest, params: { ...params, w: workspaceId } })) as Answer<Key>;
}

/** The address of an operation, for links to files (`<a href>`) and the event stream. */
export function addressOf(
  path: string,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/**
 * Changes in a workspace that can't reach the server wait here, and are sent when they can. What others wait for at once
 * (a check, a preview, an import) does not.
 */
export const outbox = openOutbox({
  storage: { getItem: (name) => kept()?.getItem(name) ?? null, setItem: (name, value) => kept()?.setItem(name, value) },
  files: openFileStore("rondo-outbox"),
  send: async (key, call, file) => {
    const answer = await transmitNow(key, file ? { ...call, body: formOf(file) } : (call as LooseCall));
    for (const { body, problem } of refusedRows(key, call, answer)) outbox.keepRefused(key, { ...call, body }, problem);
    return answer;
  },
  newId: v7,
  now: Date.now,
  later: (again) => void setTimeout(again, 3_000),
  alone: async (work) => (typeof navigator !== "undefined" && navigator.locks ? navigator.locks.request(outboxName, work) : work()),
});
if (typeof addEventListener === "function") {
  addEventListener("online", () => void outbox.flush());
  addEventListener("storage", ({ key }: StorageEvent) => key === outboxName && outbox.reread());
}

function kept(): Storage | undefined {
  return typeof localStorage === "undefined" ? undefined : localStorage;
}

async function send(key: string, call: LooseCall): Promise<unknown> {
  if (!changesWorkspace.test(key)) return transmit(key, call);
  mustBeOneself(call.params?.["w"]);
  // One key for every time that it is sent: what was done and whose answer was lost is not done twice.
  const keyed: LooseCall = key.startsWith("POST") ? { ...call, idempotencyKey: call.idempotencyKey ?? v7() } : call;
  const file = fileIn(key, keyed);
  if (!(call.waits || waits.test(key)) || (file === null && isRaw(call.body))) return again(() => transmitNow(key, keyed), passes);
  const { signal: _signal, waits: _waits, body, ...rest } = keyed;
  const sent = file === null ? { ...rest, ...(body !== undefined && { body }) } : rest;
  const wait = () => outbox.put(key, sent, file ?? undefined);
  // What was done first is sent first.
  if (outbox.holds()) return wait();
  try {
    const answer = await again(
      () => transmitNow(key, keyed),
      (error) => passes(error) && !isProblem(error, "unreachable"),
    );
    outbox.overtake(key, sent);
    for (const one of refusedRows(key, sent, answer))
      if (heldBack(one.problem, key, sent)) outbox.keepRefused(key, { ...sent, body: one.body }, one.problem);
    return answer;
  } catch (error) {
    if (isProblem(error, "unreachable")) return wait();
    if (file === null && heldBack(error, key, sent)) outbox.keepRefused(key, sent, error);
    throw error;
  }
}

/** Resolves once a change is done, refused, or waits for the connection: what follows it need not wait longer. */
export function doneOrWaiting(change: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const look = () => outbox.holds() && end();
    const leave = outbox.subscribe(look);
    const end = () => (leave(), resolve());
    change.then(end, end);
    look();
  });
}

function isRaw(body: unknown): body is Blob | FormData {
  return body instanceof Blob || body instanceof FormData;
}

/** The file that is put on a task. Other uploads are read at once, by somebody who waits for what is in them. */
function fileIn(key: string, { body }: LooseCall): File | null {
  if (!key.endsWith("/tasks/:t/attachments") || !(body instanceof FormData)) return null;
  const file = body.get("file");
  return file instanceof File ? file : null;
}

/** Its type is not said: a browser only guesses it from the name. */
export function formOf(file: File): FormData {
  const form = new FormData();
  form.append("file", new File([file], file.name, { type: "application/octet-stream" }));
  return form;
}

/** On the version that its author saw; if that moved on by something else, on the one that stands. */
async function transmitNow(key: string, call: LooseCall): Promise<unknown> {
  try {
    return await transmit(key, call);
  } catch (error) {
    const version = presentVersion(error, call);
    if (version === null) throw error;
    return transmit(key, { ...call, version });
  }
}

/** Signing in and what strangers send is theirs to repeat: they are told at once. */
const changesWorkspace = /^(?:POST|PUT|PATCH|DELETE) \/api\/workspaces\/:w\//;

/** Daily work on tasks: what a person does on the way, and would hate to do twice. */
const waits = /^(?:POST|PUT|PATCH|DELETE) \/api\/workspaces\/:w\/(?:tasks|inbox|rows\/changes|runs\/:r\/questions)\b/;

let kepts = false;

/** Whether an answer was one that the service worker had kept, since this was last asked. */
export function keptShown(): boolean {
  const shown = kepts;
  kepts = false;
  return shown;
}

async function transmit(key: string, call: LooseCall): Promise<unknown> {
  const [method = "GET", path = "/"] = key.split(" ");
  const headers = new Headers({ accept: "application/json" });
  const raw = isRaw(call.body);
  if (call.body !== undefined && !raw) headers.set("content-type", "application/json");
  if (method === "POST") headers.set("idempotency-key", call.idempotencyKey ?? v7());
  if (call.version !== undefined) headers.set("if-match", `"${call.version}"`);

  const seen = method === "GET" && call.params?.["w"] !== undefined ? seeingAs() : null;
  if (seen?.w === call.params?.["w"] && seen) headers.set("rondo-see-as", seen.as);

  const address = addressOf(path, call.params, call.query);
  const early = method === "GET" && !headers.has("rondo-see-as") && !call.unkept ? await takeEarly(address) : null;
  const response =
    early ??
    (await fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      ...(call.unkept && { cache: "no-store" }),
      ...(call.body === undefined ? {} : { body: isRaw(call.body) ? call.body : JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    }).catch((error: unknown) => {
      if (call.signal?.aborted) throw error;
      throw ownProblem("unreachable");
    }));
  if (response.headers.has("rondo-kept")) kepts = true;
  if (changesWorkspace.test(key)) dropEarly();
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204 || response.headers.get("content-length") === "0") return undefined;
  return response.json().catch(() => {
    throw ownProblem("unreadable_answer", response.status);
  });
}
