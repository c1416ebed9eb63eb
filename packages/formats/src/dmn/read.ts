import type { DecisionModel, DecisionNode, ItemType } from "@rondo/core/decision";
import { unreadable } from "../draft/refuse.ts";
import { child, childrenOf, defaultXmlLimits, readXml, type XmlElement } from "../xml/index.ts";
import { readLogic } from "./logic.ts";
import { own, type Types } from "./types.ts";

/** Fetches a model that another one imports; null where there is none. */
export type LoadImport = (namespace: string, location: string | null) => Uint8Array | null;

export function looksLikeDmn(head: string): boolean {
  return /<(?:\w+:)?definitions[\s>]/u.test(head) && /omg\.org\/spec\/DMN\//u.test(head);
}

/** A DMN model, of any version from 1.1 to 1.5: what it decides, without its pictures. Throws one Refusal. */
export function readDmn(bytes: Uint8Array, load: LoadImport = () => null): DecisionModel {
  return readModel(bytes, load, "", []);
}

const limits = { ...defaultXmlLimits, bytes: 32 * 1024 * 1024, elements: 1_000_000, depth: 100, textLength: 1_000_000 };
const importDepth = 8;

function readModel(bytes: Uint8Array, load: LoadImport, from: string, above: readonly string[]): DecisionModel {
  const root = rootOf(bytes);
  const imported = childrenOf(root, "import").flatMap((one) => {
    const name = one.attributes["name"] ?? "";
    const namespace = one.attributes["namespace"] ?? "";
    const found = above.includes(namespace) || above.length >= importDepth ? null : load(namespace, one.attributes["locationURI"] ?? null);
    return found === null ? [] : [{ namespace, model: readModel(found, load, joined(from, name), [...above, namespace]) }];
  });
  const types = own(childrenOf(root, "itemDefinition"), from);
  const places = new Map(imported.map(({ namespace, model }) => [namespace, model]));
  const href = (element: XmlElement): string => {
    const [namespace = "", id = ""] = (element.attributes["href"] ?? "").split("#");
    const other = namespace === "" ? undefined : places.get(namespace);
    const prefix = other?.nodes.find((node) => node.id.endsWith(`#${id}`))?.from ?? from;
    return idIn(prefix, id);
  };
  const all = new Map<string, ItemType>([...types.defined, ...imported.flatMap(({ model }) => [...model.types])]);
  return {
    name: root.attributes["name"] ?? "",
    types: all,
    nodes: [...nodesOf(root, from, types, href), ...imported.flatMap(({ model }) => model.nodes)],
  };
}

function rootOf(bytes: Uint8Array): XmlElement {
  let root: XmlElement | null = null;
  readXml(
    bytes,
    {
      root: (name) => {
        if (name !== "definitions") throw unreadable("This is no DMN model: its root is not “definitions”");
      },
      collect: () => true,
      element: (element) => {
        root = element;
      },
    },
    limits,
  );
  if (root === null) throw unreadable("The file has no element");
  return root;
}

function nodesOf(root: XmlElement, from: string, types: Types, href: (element: XmlElement) => string): DecisionNode[] {
  return root.children.flatMap((element): DecisionNode[] => {
    const name = normal(child(element, "variable")?.attributes["name"] ?? element.attributes["name"] ?? "");
    const base = { id: idIn(from, element.attributes["id"] ?? name), name, type: types.ref(child(element, "variable")), from };
    const links = (parent: string, kinds: readonly string[]): string[] =>
      childrenOf(element, parent).flatMap((one) => kinds.flatMap((kind) => childrenOf(one, kind).map(href)));
    const requires = (): string[] => [
      ...links("informationRequirement", ["requiredInput", "requiredDecision"]),
      ...links("knowledgeRequirement", ["requiredKnowledge"]),
    ];
    switch (element.name) {
      case "inputData":
        return [{ ...base, kind: "input" }];
      case "decision":
        return [{ ...base, kind: "decision", requires: requires(), logic: readLogic(element, types) }];
      case "businessKnowledgeModel": {
        const body = child(element, "encapsulatedLogic");
        const logic = body === undefined ? null : readLogic({ ...element, children: [{ ...body, name: "functionDefinition" }] }, types);
        return [{ ...base, kind: "function", requires: requires(), logic }];
      }
      case "decisionService": {
        const hrefs = (kind: string): string[] => childrenOf(element, kind).map(href);
        return [{ ...base, kind: "service", inputs: [...hrefs("inputData"), ...hrefs("inputDecision")], outputs: hrefs("outputDecision") }];
      }
      default:
        return [];
    }
  });
}

function normal(name: string): string {
  return name.trim().replaceAll(/\s+/gu, " ");
}

function idIn(from: string, id: string): string {
  return from === "" ? id : `${from}#${id}`;
}

function joined(from: string, name: string): string {
  return from === "" ? name : `${from}.${name}`;
}
