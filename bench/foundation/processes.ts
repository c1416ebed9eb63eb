import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Rondo's processes: Node with its children, and Postgres's postmaster with its own. Linux alone tells what they use. */
export type Processes = { cpu(): { node: number; postgres: number }; memory(): { node: number; postgres: number; processes: number } };

export function processesOf(node: number, ...dataDirectories: readonly string[]): Processes {
  const postmasters = dataDirectories.map((directory) =>
    Number(readFileSync(join(directory, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]),
  );
  const ofPostgres = (): number[] => postmasters.flatMap((postmaster) => treeOf(postmaster));
  return {
    /** Milliseconds of user and system time so far, of children that have ended too. */
    cpu: () => ({
      node: sum(treeOf(node, postmasters), (pid) => cpuOf(pid, pid === node)),
      postgres: sum(ofPostgres(), (pid) => cpuOf(pid, postmasters.includes(pid))),
    }),
    /** PSS in MiB: what is shared is counted once, in parts. */
    memory: () => {
      const [ours, theirs] = [treeOf(node, postmasters), ofPostgres()];
      return { node: sum(ours, pssOf), postgres: sum(theirs, pssOf), processes: ours.length + theirs.length };
    },
  };
}

/** A tick of the kernel's accounting is 10 ms on every Linux that is built as distributions build it. */
const tick = 10;

/** Milliseconds of user and system time of one process so far. */
export function cpuOf(pid: number, withEnded: boolean): number {
  const fields = statOf(pid);
  if (fields === null) return 0;
  const used = Number(fields[11]) + Number(fields[12]);
  const ended = withEnded ? Number(fields[13]) + Number(fields[14]) : 0;
  return (used + ended) * tick;
}

/** A process and all below it, without the branches that begin at `except`: Postgres is a child of the Node that started it. */
function treeOf(root: number, except: readonly number[] = []): number[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statOf(Number(name))?.[1] ?? 0)]),
  );
  const tree = [root];
  for (const parent of tree) for (const [pid, of] of parents) if (of === parent && !except.includes(pid)) tree.push(pid);
  return tree;
}

/** The fields of proc_pid_stat(5) from the third on (state, parent, …). */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0);
}
