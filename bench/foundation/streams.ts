import { get } from "node:http";

/** A browser's event stream that only notes when it heard of which subject. */
export type Ear = { heardAt(subjectId: string): Promise<number>; close(): void };

export function openEar(url: string, cookie: string): Promise<Ear> {
  return new Promise((resolve, reject) => {
    const times = new Map<string, number>();
    const waiting = new Map<string, (at: number) => void>();
    const out = get(url, { headers: { cookie }, agent: false }, (answer) => {
      let rest = "";
      answer.on("error", () => undefined);
      answer.on("data", (part: Buffer) => {
        const at = performance.now();
        const frames = (rest + part.toString()).split("\n\n");
        rest = frames.pop() ?? "";
        for (const frame of frames) {
          const subject = /"subjectId":"([^"]+)"/.exec(frame)?.[1];
          if (frame.includes("event: ready")) resolve(ear);
          if (subject === undefined || times.has(subject)) continue;
          times.set(subject, at);
          waiting.get(subject)?.(at);
        }
      });
    });
    out.on("error", reject);
    const ear: Ear = {
      heardAt: (subjectId) => {
        const at = times.get(subjectId);
        return at === undefined ? new Promise((tell) => void waiting.set(subjectId, tell)) : Promise.resolve(at);
      },
      close: () =>
        void out
          .off("error", reject)
          .on("error", () => undefined)
          .destroy(),
    };
  });
}
