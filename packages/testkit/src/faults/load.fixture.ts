import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OperationId } from "@rondo/contract";
import { type Graph, compile } from "@rondo/core/process";
import { type RecordedEvent, type RunState, eventOf, evolve, newRun } from "@rondo/core/run";
import pg from "pg";
import { openSmtp } from "../../../server/src/mail/smtp.fixture.ts";
import { type Answer, callOperation } from "../client.ts";
import type { Owner } from "../rondo.ts";
import { binding, digitising } from "./procedure.fixture.ts";

/** The world outside: what it was asked, by key, and the mails it got, by id. Every seventh call is refused the first time. */
export type Outside = Awaited<ReturnType<typeof openOutside>>;
export async function openOutside() {
  const calls = new Map<string, number>();
  const smtp = await openSmtp();
  const server = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"]);
    const before = calls.get(key) ?? 0;
    calls.set(key, before + 1);
    request
      .resume()
      .on("end", () =>
        response.writeHead(before === 0 && calls.size % 7 === 0 ? 503 : 200, { "content-type": "application/json" }).end("{}"),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: { RONDO_OUTBOUND_ALLOW: "127.0.0.1", RONDO_SMTP_URL: smtp.url, RONDO_SMTP_FROM: "rondo@lindgren.example" },
    calls,
    mails: () =>
      Map.groupBy(
        smtp.messages.flatMap((message) => /^Message-ID: <(.+)@/im.exec(message)?.[1] ?? []),
        (id) => id,
      ),
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), smtp.close()]);
    },
  };
}

/** One thing asked of Rondo, again under its key until it is answered, and what the answer was. */
type Asked = { readonly id: OperationId; readonly sent: Parameters<typeof callOperation>[2]; readonly key: string; answer: Answer };
type Place = { stepId: string; taskId: string | null };

/** People at work, whatever becomes of the server: they start runs and do what these ask, and keep what they were answered. */
export class Load {
  readonly asked: Asked[] = [];
  readonly runs: { id: string; pages: number; lines: number }[] = [];
  server: { url: string };
  #starting = true;
  #people: Promise<void>[] = [];
  #process = "";
  readonly #owner: Owner;
  readonly #graphs: Graph[] = [];
  readonly #outside: Outside;

  constructor(server: { url: string }, owner: Owner, outside: Outside) {
    this.server = server;
    this.#owner = owner;
    this.#outside = outside;
  }

  async prepare(): Promise<void> {
    const publish = async (name: string, definition: ReturnType<typeof binding>): Promise<string> => {
      const { id } = (await this.ask("createProcess", { params: { w: this.#owner.w }, body: { name, definition } })) as { id: string };
      await this.ask("publish", { params: { w: this.#owner.w, p: id }, body: {} });
      return id;
    };
    const one = binding(this.#outside.url);
    const other = digitising(this.#outside.url, await publish("Bind a volume", one));
    this.#process = await publish("Digitise a volume", other);
    this.#graphs.push(compile(other), compile(one));
  }

  begin(people: number): void {
    this.#people = Array.from({ length: people }, () => this.#person());
    for (const person of this.#people) person.catch(() => undefined); // told by whoever waits for them
  }

  /** When no more runs are started, and those that were have ended. */
  async finished(): Promise<void> {
    this.#starting = false;
    await Promise.all(this.#people);
  }

  /** When so many more answers have come. */
  async answered(more: number): Promise<void> {
    const until = this.asked.length + more;
    while (this.asked.length < until) await Promise.race([new Promise((resolve) => setTimeout(resolve, 10)), ...this.#people]);
  }

  /** One person: three runs at a time, from start to end, until no more are to be started and these have ended. */
  async #person(): Promise<void> {
    let open: string[] = [];
    while (this.#starting || open.length > 0) {
      while (this.#starting && open.length < 3) open.push(await this.#start());
      for (const r of open) {
        const run = await this.#look(r);
        for (const { stepId, taskId } of run.at.filter((place) => place.taskId !== null)) await this.#work(r, stepId, taskId as string);
        if (run.state !== "running") open = open.filter((one) => one !== r);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #start(): Promise<string> {
    const n = this.runs.length + 1;
    const run = { id: "", pages: n, lines: n * 1_000 };
    this.runs.push(run);
    run.id = (
      (await this.ask("startRun", { params: { w: this.#owner.w, p: this.#process }, body: { answers: { volume: `V${n}` } } })) as {
        id: string;
      }
    ).id;
    return run.id;
  }

  async #work(r: string, stepId: string, t: string): Promise<void> {
    const run = this.runs.find(({ id }) => id === r)!;
    const params = { w: this.#owner.w, t };
    if (stepId === "check") await this.ask("decide", { params, body: { verdict: "approve" } });
    else if (stepId === "fetch") await this.ask("completeTask", { params, body: { answers: { pages: run.pages } } });
    else if (stepId === "describe") await this.ask("completeTask", { params, body: { answers: { lines: run.lines } } });
  }

  async #look(r: string): Promise<{ state: string; at: Place[] }> {
    return (await this.#until("getRun", { params: { w: this.#owner.w, r } }, {})).body as { state: string; at: Place[] };
  }

  async ask(id: OperationId, sent: Asked["sent"]): Promise<unknown> {
    const key = randomUUID();
    const answer = await this.#until(id, sent, { "idempotency-key": key });
    this.asked.push({ id, sent, key, answer });
    if (answer.status >= 300) throw new Error(`${id} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Again until somebody answers who knows. */
  async #until(id: OperationId, sent: Asked["sent"], headers: Record<string, string>): Promise<Answer> {
    for (;;) {
      const answer = await callOperation(this.server, id, sent, { ...this.#owner.at(this.server), ...headers }).catch(() => null);
      if (answer !== null && answer.status !== 503) return answer;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** What is not as it was promised, in words; empty when all is. */
  async faults(url: string): Promise<string[]> {
    const faults: string[] = [];
    for (const { id, sent, key, answer } of this.asked.slice(-20)) {
      const again = await this.#until(id, sent, { "idempotency-key": key });
      if (again.status !== answer.status || JSON.stringify(again.body) !== JSON.stringify(answer.body))
        faults.push(`${id} answers ${again.status} now and answered ${answer.status} before`);
    }
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const rows = async <Row>(query: string): Promise<Row[]> => (await client.query(query)).rows as Row[];
    try {
      const runs = await rows<{ id: string; process: boolean; state: RunState }>(
        `select r.run_id as id, r.process_id = '${this.#process}' as process, r.state from run r`,
      );
      const events = Map.groupBy(
        await rows<RecordedEvent & { id: string; version: number }>(
          "select subject_id as id, version, name, actor_id as actor, data from event where subject_kind = 'run' order by version",
        ),
        ({ id }) => id,
      );
      const known = new Map(runs.map((run) => [run.id, run]));
      for (const { id, pages, lines } of this.runs) {
        const state = known.get(id)?.state;
        const [status, data] = [state?.status ?? "lost", state?.data ?? ({} as RunState["data"])];
        if (status !== "completed") faults.push(`run ${id} is ${status}`);
        if (data["pages"] !== pages || data["lines"] !== lines || data["sum"] !== pages + lines + 400)
          faults.push(`run ${id} holds ${JSON.stringify(data)} for ${pages} pages and ${lines} lines`);
      }
      for (const { id, process, state } of runs) {
        const own = events.get(id) ?? [];
        if (own.some(({ version }, index) => version !== index + 1))
          faults.push(`run ${id} has the versions ${own.map(({ version }) => version).join()}`);
        const folded = own.reduce((before, row) => evolve(this.#graphs[process ? 0 : 1]!, before, eventOf(row)), newRun());
        if (JSON.stringify(sorted(folded)) !== JSON.stringify(sorted(state)))
          faults.push(`the history of run ${id} makes another state than is stored`);
        for (const type of ["action.done", "step.completed", "approval.approved", "wait.ended"]) {
          const tasks = own.flatMap(({ name, data }) => (name === type && "task" in data ? [data["task"]] : []));
          if (new Set(tasks).size !== tasks.length) faults.push(`run ${id} tells of ${type} twice`);
        }
      }
      if (runs.filter(({ process }) => process).length !== this.runs.length || runs.length !== 2 * this.runs.length)
        faults.push(`${this.runs.length} runs were started, ${runs.length} are there`);
      const actions = await rows<{ id: string; kind: string; attempts: number; closed_as: string | null }>(
        "select action_id as id, act->>'do' as kind, attempts, closed_as from action",
      );
      const ordered = new Set(actions.map(({ id }) => id));
      const mails = this.#outside.mails();
      for (const { id, kind, attempts, closed_as: closed } of actions) {
        if (closed !== "done") faults.push(`${kind} ${id} is ${closed}`);
        if (kind !== "http" && kind !== "mail") continue;
        const made = (kind === "http" ? this.#outside.calls.get(id) : mails.get(id)?.length) ?? 0;
        if (made < 1 || made > attempts) faults.push(`${kind} ${id} was made ${made} times in ${attempts} attempts`);
      }
      for (const key of this.#outside.calls.keys()) if (!ordered.has(key)) faults.push(`call ${key} was made and nobody ordered it`);
      const ours = actions.filter(({ kind }) => kind === "mail").length;
      if (ours !== this.runs.length) faults.push(`${ours} mails were ordered by ${this.runs.length} runs`);
      const given = await rows<{ id: string; version: number; names: string }>(`
        select t.task_id as id, t.version, string_agg(e.name, ',' order by e.version) as names
        from task t left join event e on e.workspace_id = t.workspace_id and e.subject_id = t.task_id where t.run_id is null group by t.task_id, t.version`);
      if (given.length !== this.runs.length) faults.push(`${given.length} tasks were given by ${this.runs.length} runs`);
      for (const { id, version, names } of given)
        if (version !== 2 || names !== "task.created,task.completed")
          faults.push(`task ${id} is at version ${version} and has the events ${names}`);
      const left = await rows<{ kind: string; n: number }>(
        "select kind, count(*)::int as n from due_moment where kind in ('run', 'action') group by 1",
      );
      faults.push(...left.map(({ kind, n }) => `${n} moments of ${kind} are left`));
      return faults;
    } finally {
      await client.end();
    }
  }

  /** How often the outside was asked more than once for one thing. */
  repeats(): { calls: number; mails: number } {
    const over = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count - 1, 0);
    return { calls: over(this.#outside.calls.values()), mails: over([...this.#outside.mails().values()].map((list) => list.length)) };
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
