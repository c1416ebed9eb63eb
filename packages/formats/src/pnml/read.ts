import { type Finding, words } from "@rondo/core/kernel";
import type { Net, Transition } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { child, childrenOf, readXml, textOf, type XmlElement } from "../xml/index.ts";

/** Reads a Petri net (PNML, ISO 15909-2): places, labelled and silent transitions, arcs with weights, initial and final markings. */
export function readPnml(bytes: Uint8Array): { net: Net; findings: Finding[] } {
  const nets: XmlElement[] = [];
  readXml(bytes, {
    collect: (path) => path === "pnml/net",
    element: (element) => void nets.push(element),
    root: (name) => {
      if (name.slice(name.indexOf(":") + 1) !== "pnml") throw unreadable(`This is no Petri net: it begins with <${name}>, not <pnml>`);
    },
  });
  const [whole] = nets;
  if (whole === undefined) throw unreadable("The file has no <net>");
  const parts = pagesOf(whole);
  const findings: Finding[] = [];
  const places = new Map<string, number>();
  const initial: number[] = [];
  for (const place of parts.flatMap((part) => childrenOf(part, "place"))) {
    const at = places.size;
    places.set(place.attributes["id"] ?? "", at);
    for (let token = 0; token < tokensOf(child(place, "initialMarking")); token += 1) initial.push(at);
  }
  const steps = new Map<string, { label: string | null; inputs: number[]; outputs: number[] }>();
  for (const transition of parts.flatMap((part) => childrenOf(part, "transition")))
    steps.set(transition.attributes["id"] ?? "", { label: labelOf(transition), inputs: [], outputs: [] });
  for (const arc of parts.flatMap((part) => childrenOf(part, "arc"))) {
    const [source, target] = [arc.attributes["source"] ?? "", arc.attributes["target"] ?? ""];
    const weight = Math.min(255, Math.max(1, tokensOf(child(arc, "inscription")) || 1));
    const input = places.get(source);
    const output = places.get(target);
    const step = steps.get(input === undefined ? source : target);
    if (step === undefined || (input === undefined) === (output === undefined)) {
      findings.push({
        code: "net.arc",
        severity: "warning",
        ...words`The arc from "${source}" to "${target}" joins no place with a transition and is left out.`,
        at: arc.at,
      });
      continue;
    }
    for (let token = 0; token < weight; token += 1) (input === undefined ? step.outputs : step.inputs).push((input ?? output)!);
  }
  const transitions: Transition[] = [...steps.values()];
  if (initial.length === 0) {
    const sources = [...places.values()].filter((place) => !transitions.some(({ outputs }) => outputs.includes(place)));
    if (sources.length !== 1) throw unreadable("The net has no initial marking, and not one place to begin at");
    initial.push(sources[0]!);
  }
  return { net: { places: places.size, transitions, initial, final: finalOf(whole, places, transitions) }, findings };
}

function pagesOf(element: XmlElement): XmlElement[] {
  return [element, ...childrenOf(element, "page").flatMap(pagesOf)];
}

function tokensOf(element: XmlElement | undefined): number {
  const tokens = element === undefined ? 0 : Number(textOf(element, "text").replace(/^.*,/, "") || element.text);
  return Number.isInteger(tokens) && tokens > 0 ? Math.min(tokens, 255) : 0;
}

function labelOf(transition: XmlElement): string | null {
  const silent =
    transition.attributes["invisible"] === "true" ||
    childrenOf(transition, "toolspecific").some(({ attributes }) => attributes["activity"] === "$invisible$");
  const name = child(transition, "name");
  const label = name === undefined ? "" : textOf(name, "text") || textOf(name, "value");
  return silent || label === "" || /^(?:tau|τ)$/i.test(label) ? null : label;
}

/** As the file says; else one token in one of the places that nothing leaves. */
function finalOf(net: XmlElement, places: ReadonlyMap<string, number>, transitions: readonly Transition[]): number[][] {
  const markings = childrenOf(net, "finalmarkings").flatMap((all) => childrenOf(all, "marking"));
  const told = markings
    .map((marking) =>
      childrenOf(marking, "place").flatMap((place) => {
        const at = places.get(place.attributes["idref"] ?? "");
        return at === undefined ? [] : Array.from({ length: tokensOf(place) }, () => at);
      }),
    )
    .filter((marking) => marking.length > 0);
  if (told.length > 0) return told;
  return [...places.values()].filter((place) => !transitions.some(({ inputs }) => inputs.includes(place))).map((place) => [place]);
}
