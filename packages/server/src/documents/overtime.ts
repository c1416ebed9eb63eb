import type { Worker } from "node:worker_threads";

/**
 * Calls `over` once a thread has worked on something for longer than it may. What counts is its own time, and not that
 * in which a busy machine let it wait; one that says nothing at all of its time is over after a multiple of it.
 */
export function watchTime(thread: Pick<Worker, "cpuUsage">, milliseconds: number, over: () => void): () => void {
  let watching = true;
  const worked = async (): Promise<number> => {
    const { user, system } = await thread.cpuUsage();
    return (user + system) / 1_000;
  };
  const begun = worked().catch(() => 0); // it is only just coming up
  const look = async (): Promise<void> => {
    const before = await begun;
    const left = milliseconds - ((await worked()) - before);
    if (!watching) return;
    if (left <= 0) over();
    else timer = setTimeout(lookAgain, Math.max(left, milliseconds / 20)).unref();
  };
  const lookAgain = (): void => void look().catch(() => undefined); // a thread that has ended says so itself
  let timer = setTimeout(lookAgain, milliseconds).unref();
  const last = setTimeout(over, milliseconds * patience).unref();
  return () => {
    watching = false;
    clearTimeout(timer);
    clearTimeout(last);
  };
}

const patience = 6;
