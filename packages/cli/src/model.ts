import { readFile, stat } from "node:fs/promises";
import { type Finding, Refusal } from "@rondo/core/kernel";
import { activitiesOf, type Aligner, alignerOf, type Net, netAligner, netOfDefinition, netOfFlow, type Tree } from "@rondo/core/mining";
import { readAny } from "@rondo/formats/any";
import { looksLikeDfg, readDfg } from "@rondo/formats/dfg";
import type { Reading } from "@rondo/formats/draft";
import { readPnml } from "@rondo/formats/pnml";
import { readPtml } from "@rondo/formats/ptml";
import { readBpmnFlow } from "@rondo/formats/bpmn";
import { readTreeJson } from "@rondo/formats/treejson";

type Named = {
  readonly aligner: Aligner;
  /** What its steps are called. */
  readonly steps: readonly string[];
  /** Whether events of this name are found for a step. */
  knows(activity: string): boolean;
};
export type Model = Named & { readonly findings: readonly Finding[] };

const largest = 64 * 1024 * 1024;

/** Reads a process to compare runs with; which format it is shows in its first words. */
export async function readModel(path: string): Promise<Model> {
  const bytes = await whole(path);
  const head = bytes.subarray(0, 4096).toString("latin1").replaceAll("\0", "");
  if (/<(?:\w+:)?pnml[\s>]/.test(head)) {
    const { net, findings } = readPnml(bytes);
    return { ...ofNet(net), findings };
  }
  if (/<ptml[\s>]/.test(head)) return ofTree(readPtml(bytes));
  if (/<(?:\w+:)?definitions[\s>]/.test(head)) {
    const { flow, findings } = readBpmnFlow(bytes);
    return { ...ofNet(netOfFlow(flow)), findings };
  }
  if (/\.dfg$/i.test(path) || looksLikeDfg(head)) return { ...ofNet(readDfg(bytes)), findings: [] };
  const tree = readTreeJson(bytes);
  if (tree !== null) return ofTree(tree);
  const { drafts, findings } = readProcess(bytes, path);
  const [process, ...more] = drafts.filter((draft) => draft.kind === "process");
  if (process === undefined || more.length > 0)
    throw new Refusal("unreadable", {
      reason: `${path} holds ${more.length === 0 ? "no process" : `${more.length + 1} processes`} where one is needed`,
    });
  return {
    ...ofNet(netOfDefinition(process.definition)),
    findings: findings.filter(({ code }) => code !== "read"),
  };
}

const modelFormats =
  "Petri nets (PNML), process trees (PTML, or JSON of “rondo mine”), what follows what (.dfg), BPMN 2.0, Rondo's own JSON, and procedures in Markdown or plain text";

function readProcess(bytes: Uint8Array, path: string): Reading {
  try {
    return readAny(bytes, path);
  } catch (error) {
    if (error instanceof Refusal && error.code === "format_unknown") throw new Refusal("format_unknown", { formats: modelFormats });
    throw error;
  }
}

function ofTree(tree: Tree): Model {
  return { ...byName(alignerOf(tree), activitiesOf(tree)), findings: [] };
}

function ofNet(net: Net): Named {
  return byName(
    netAligner(net),
    net.transitions.flatMap(({ label }) => label ?? []),
  );
}

/** Events find the step of their name, or else the one that differs from it by blanks and line breaks alone: diagrams break their labels. */
function byName(aligner: Aligner, labels: readonly string[]): Named {
  const exact = new Set(labels);
  const bare = new Map(labels.map((label) => [unbroken(label), label]));
  const stepOf = (activity: string): string | undefined => (exact.has(activity) ? activity : bare.get(unbroken(activity)));
  return {
    aligner: {
      get shortest() {
        return aligner.shortest;
      },
      align: (trace) => aligner.align(trace.map((activity) => stepOf(activity) ?? activity)),
    },
    steps: [...exact],
    knows: (activity) => stepOf(activity) !== undefined,
  };
}

function unbroken(label: string): string {
  return label.normalize("NFC").replace(/\s+/g, " ").trim();
}

async function whole(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > largest) throw new Refusal("too_large", { limit: `${largest / 1048576} MiB for a process` });
    return await readFile(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal("unreadable", {
      reason: code === "ENOENT" ? `There is no file ${path}` : `${path} can't be opened (${code ?? "unknown reason"})`,
    });
  }
}
