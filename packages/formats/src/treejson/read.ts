import { block, leaf, silent, type Tree } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { isObject, type JsonValue, readJson } from "../json/index.ts";

const operators = ["sequence", "choice", "parallel", "loop"] as const;

/** The model in the output of `rondo mine --json`, or its `structure` alone; null for other files. */
export function readTreeJson(bytes: Uint8Array): Tree | null {
  const head = new Uint8Array(bytes.subarray(0, 64));
  if (
    !String.fromCharCode(...head)
      .replaceAll("\0", "")
      .replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, "")
      .trimStart()
      .startsWith("{")
  )
    return null;
  const { value } = readJson(bytes);
  const model = isObject(value) && isObject(value["model"]) ? value["model"] : value;
  const structure = isObject(model) && model["structure"] !== undefined ? model["structure"] : model;
  return isObject(structure) && typeof structure["kind"] === "string" && ["activity", "silent", ...operators].includes(structure["kind"])
    ? treeOfJson(structure, "model")
    : null;
}

/** A tree as `rondo mine --json` writes it. */
export function treeOfJson(value: JsonValue | undefined, path: string): Tree {
  if (!isObject(value)) throw unreadable("A part of the model is no object", { path });
  const { kind, activity, children } = value;
  if (kind === "silent") return silent;
  if (kind === "activity") {
    if (typeof activity !== "string") throw unreadable("An activity of the model has no name", { path });
    return leaf(activity);
  }
  const operator = operators.find((known) => known === kind);
  if (operator === undefined || !Array.isArray(children) || children.length < (operator === "loop" ? 2 : 1))
    throw unreadable("A part of the model is broken", { path });
  return block(
    operator,
    children.map((child: JsonValue, at: number) => treeOfJson(child, `${path}.children[${at}]`)),
  );
}
