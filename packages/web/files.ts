import { build, type InlineConfig } from "vite";

type Chunk = {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly code: string;
  readonly moduleIds: readonly string[];
  readonly facadeModuleId: string | null;
};

/**
 * Shared by a smaller part of all screens than this, a part stays a file of its own: who needs it fetches no more than it.
 * (The language of conditions, Markdown and time zones are shared by a fifth: a plan, which needs none of them, would read
 * twice as much.) Small ones, by their letters and shared by a few, cost less than another file does.
 */
const [many, few, small] = [0.3, 3, 10_000];

/**
 * Which file of the build a module goes into. Left to itself a build makes a file of each set of modules that some screens
 * share: a hundred and twenty of a few hundred bytes for one screen, which cost its start more than all that is in them. So
 * it is built twice: the first time shows what each screen really needs, and from that come three files in place of the
 * hundred: what the frame around every screen needs, what the first of them needs beside it, and what several share.
 */
export async function filesOf(
  config: InlineConfig,
  wanted: { readonly frame: readonly string[]; readonly first: readonly string[] },
): Promise<(id: string) => string | null> {
  const built = await build({
    ...config,
    configFile: false,
    logLevel: "silent",
    build: { ...config.build, write: false, minify: false, manifest: false },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  const chunks = new Map(outputs.flatMap((one) => (one.type === "chunk" ? [[one.fileName, one as Chunk] as const] : [])));
  const screens = [...chunks.values()].filter((chunk) => chunk.facadeModuleId !== null);
  const needed = new Map(screens.map((screen) => [screen.facadeModuleId as string, closure(chunks, screen)]));
  const neededBy = (ends: readonly string[]) =>
    ends.flatMap((end) => {
      const [found] = [...needed].filter(([id]) => id.endsWith(end));
      if (found === undefined) throw new Error(`${end} is not in the build`);
      return [...found[1]];
    });
  const sharers = new Map<Chunk, number>();
  for (const chunk of [...needed.values()].flatMap((all) => [...all])) sharers.set(chunk, (sharers.get(chunk) ?? 0) + 1);
  const files = new Map<string, string>();
  const put = (file: string, wish: Iterable<Chunk>) => {
    const all = new Set([...wish].filter((chunk) => chunk.facadeModuleId === null && !chunk.moduleIds.some((id) => files.has(id))));
    // What needs a file of its own stays out: whoever needs the rest would have to fetch that too.
    const placed = (name: string) => {
      const chunk = chunks.get(name);
      return chunk !== undefined && (all.has(chunk) || chunk.moduleIds.some((id) => files.has(id)));
    };
    for (let left = -1; left !== all.size;) {
      left = all.size;
      for (const chunk of all) if (!chunk.imports.every(placed)) all.delete(chunk);
    }
    for (const { moduleIds } of all) for (const id of moduleIds) files.set(id, file);
  };
  put("frame", neededBy(wanted.frame));
  put("first", neededBy(wanted.first));
  put(
    "controls",
    [...sharers].flatMap(([chunk, count]) => (count >= many * screens.length ? [chunk] : [])),
  );
  put(
    "parts",
    [...sharers].flatMap(([chunk, count]) => (count >= few && chunk.code.length < small ? [chunk] : [])),
  );
  return (id) => files.get(id) ?? null;
}

function closure(chunks: ReadonlyMap<string, Chunk>, from: Chunk): ReadonlySet<Chunk> {
  const seen = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports) visit(chunks.get(name));
  };
  visit(from);
  return seen;
}
