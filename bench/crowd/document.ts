import { type Agent, get, request } from "node:http";
import * as Y from "yjs";

type Crowd = {
  readonly api: string;
  readonly by: (person: number) => Record<string, string>;
  readonly people: number;
  readonly agent: Agent;
  readonly seconds: number;
  readonly cpu: () => { node: number; postgres: number };
};

const writers = 5;

/**
 * So many people with one document open, five of whom write a word each half second, as the web app does it: what was
 * written is pushed; who hears of it and has not got it with the news pulls it. Measured from the push to another's having it.
 */
export async function documentCrowd({
  api,
  by,
  people,
  agent,
  seconds,
  cpu,
}: Crowd): Promise<{ delays: number[]; errors: number; cpu: number }> {
  const document = ((await call(agent, by(0), "POST", `${api}/documents`, { title: "Minutes", everyone: "editor" })) as { id: string }).id;
  const at = `${api}/documents/${document}/updates`;
  const delays: number[] = [];
  const written = new Map<number, number>();
  let errors = 0;
  const failed = (): void => void (errors += 1);
  const readers = await Promise.all(Array.from({ length: people }, (_, person) => reader(person)));
  const began = performance.now();
  const before = cpu();
  await Promise.all(Array.from({ length: writers }, (_, person) => write(person)));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const after = cpu();
  for (const one of readers) one.destroy();
  return { delays, errors, cpu: ((after.node - before.node + after.postgres - before.postgres) / (performance.now() - began) / 2) * 100 };

  async function write(person: number): Promise<void> {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const paragraph = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    doc.transact(() => {
      doc.getXmlFragment("content").insert(0, [paragraph]);
      paragraph.insert(0, [text]);
    });
    for (let n = 0; performance.now() - began < seconds * 1_000; n += 1) {
      text.insert(text.length, ` word${n}`);
      const update = Buffer.from(Y.mergeUpdates(updates.splice(0))).toString("base64");
      const from = performance.now();
      await call(agent, by(person), "POST", at, { update }).then(
        (answer) => void written.set((answer as { seq: number }).seq, from),
        failed,
      );
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 500 - (performance.now() - from))));
    }
  }

  function reader(person: number): Promise<ReturnType<typeof get>> {
    const place = { seq: 0, news: 0, busy: false };
    const pull = async (): Promise<void> => {
      if (place.busy) return;
      place.busy = true;
      while (place.news > place.seq)
        await call(agent, by(person), "GET", `${at}?after=${place.seq}`).then(
          (answer) => has((answer as { seq: number }).seq),
          () => {
            failed();
            place.news = place.seq;
          },
        );
      place.busy = false;
    };
    const has = (seq: number): void => {
      for (let one = place.seq + 1; one <= seq; one += 1) {
        const from = written.get(one);
        if (from !== undefined) delays.push(performance.now() - from);
      }
      place.seq = Math.max(place.seq, seq);
    };
    return new Promise((resolve, reject) => {
      const out = get(`${api}/events`, { headers: by(person), agent: false }, (answer) => {
        let rest = "";
        answer.on("error", () => undefined);
        answer.on("data", (part: Buffer) => {
          const frames = (rest + part.toString()).split("\n\n");
          rest = frames.pop() ?? "";
          for (const frame of frames) {
            if (frame.includes("event: ready")) resolve(out);
            if (!frame.includes('"written"')) continue;
            const told = JSON.parse(frame.slice(frame.indexOf("data: ") + 6)) as { seq: number; updates?: string[] };
            place.news = Math.max(place.news, told.seq);
            if (told.seq - (told.updates?.length ?? 0) <= place.seq) has(told.seq);
            else void pull();
          }
        });
      });
      out.on("error", reject);
    });
  }
}

function call(agent: Agent, headers: Record<string, string>, method: string, url: string, body?: object): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const out = request(url, {
      method,
      agent,
      headers: { ...headers, ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }) },
    });
    out.on("error", reject);
    out.on("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const said = Buffer.concat(parts).toString();
        if (answer.statusCode! < 300) resolve(said === "" ? undefined : JSON.parse(said));
        else reject(new Error(`${method} ${url} answered ${answer.statusCode}: ${said}`));
      });
    });
    out.end(text);
  });
}
