import { LogBuilder } from "@rondo/core/mining";
import { expect, test } from "vitest";
import { readTree, tags, type XmlTag } from "../xml/index.ts";
import { readXes, writeXes } from "./index.ts";

const values: Readonly<Record<string, RegExp>> = {
  string: /^[^]*$/,
  id: /^[^]*$/,
  date: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  int: /^[+-]?\d{1,19}$/,
  float: /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/,
  boolean: /^(?:true|false|1|0)$/,
};
const ncName = /^[\p{L}_][\p{L}\p{M}\p{Nd}_.-]*$/u;
const xmlName = /^[\p{L}_:][\p{L}\p{M}\p{Nd}_:.·-]*$/u;

/** What a validator with the schema of IEEE 1849 would say of a log: order, what is required, types, and that keys stand once. */
function faults(text: string): string[] {
  const { root } = readTree(new TextEncoder().encode(text));
  const found: string[] = [];
  const say = (right: boolean, fault: string): void => void (right || found.push(fault));
  const given = (tag: XmlTag, name: string): string => tag.attributes.get(name) ?? "(none)";
  const attributed = (tag: XmlTag, ...others: readonly string[]): void => {
    const inside = tags(tag);
    const attributes = inside.filter(({ local }) => !others.includes(local));
    for (const each of attributes) {
      const key = given(each, "key");
      say(values[each.local]?.test(given(each, "value")) === true, `${each.local} ${key} is “${given(each, "value")}”`);
      say(xmlName.test(key), `key “${key}”`);
    }
    const keys = attributes.map((each) => given(each, "key"));
    say(new Set(keys).size === keys.length, `keys stand twice: ${keys.join(", ")}`);
  };
  say(root.local === "log" && root.space === "http://www.xes-standard.org/", "the root is no log");
  say(/^[+-]?\d+(?:\.\d+)?$/.test(given(root, "xes.version")), `xes.version is ${given(root, "xes.version")}, no decimal`);
  const order = tags(root).map(({ local }) => ["extension", "global", "classifier"].indexOf(local));
  const ranks = order.map((rank, at) => (rank >= 0 ? rank : tags(root)[at]!.local === "trace" ? 4 : 3));
  say(
    ranks.every((rank, at) => at === 0 || rank >= ranks[at - 1]!),
    "elements out of order",
  );
  attributed(root, "extension", "global", "classifier", "trace", "event");
  const prefixes = tags(root, "extension").map((each) => given(each, "prefix"));
  for (const each of tags(root, "extension")) say(ncName.test(given(each, "name")) && ncName.test(given(each, "prefix")), "an extension");
  const globals = Object.fromEntries(
    tags(root, "global").map((each) => [given(each, "scope"), tags(each).map((own) => given(own, "key"))] as const),
  );
  for (const each of tags(root, "global")) attributed(each);
  for (const each of tags(root, "classifier")) {
    say(ncName.test(given(each, "name")), `classifier ${given(each, "name")}`);
    for (const key of given(each, "keys").split(" ")) say(globals[given(each, "scope")]?.includes(key) === true, `${key} is no global`);
  }
  for (const trace of tags(root, "trace")) {
    const kinds = tags(trace).map(({ local }) => local === "event");
    say(!kinds.some((event, at) => !event && kinds[at - 1] === true), "an attribute behind an event");
    attributed(trace, "event");
    for (const [scope, element] of [["trace", trace] as const, ...tags(trace, "event").map((event) => ["event", event] as const)]) {
      if (scope === "event") attributed(element);
      const keys = tags(element).map((own) => own.attributes.get("key") ?? "");
      for (const key of globals[scope] ?? []) say(keys.includes(key), `a ${scope} lacks ${key}`);
      for (const key of keys.filter((own) => /^(?:concept|time|lifecycle|org):/.test(own)))
        say(prefixes.includes(key.split(":")[0]!), `no extension for ${key}`);
    }
  }
  return found;
}

function written(log: Parameters<typeof writeXes>[0]): string {
  let text = "";
  writeXes(log, (piece) => void (text += piece));
  return text;
}

test("what is written keeps to the standard's schema, whatever the columns are called and hold", () => {
  const builder = new LogBuilder();
  const at = builder.caseOf("A & “B”");
  builder.addEvent(at, { activity: "scan <page>", time: Date.UTC(2026, 2, 2), start: Number.NaN, resource: "Mei", transition: "complete" });
  for (const [name, type, value] of [
    ["Variant index", "int", "7"],
    ["Variant_index", "int", "seven"],
    ["2nd", "float", "1,5"],
    ["share", "float", "1.5e3"],
    ["done?", "boolean", "True"],
    ["checked", "date", "2026-03-02 10:00"],
    ["seen", "date", "last week"],
    ["Größe", "string", "a\u0000\nb"],
    ["org:resource", "string", "who it was before"],
  ] as const)
    builder.keep("event", 0, name, type, value);
  builder.keep("case", at, "concept:name", "string", "another name");
  const text = written(builder.done());
  expect(faults(text)).toEqual([]);
  expect(text).toContain('<int key="Variant_index" value="7"/>');
  expect(text).toContain('<string key="Variant_index_2" value="seven"/>');
  expect(text).toContain('<date key="checked" value="2026-03-02T10:00:00.000Z"/>');
  expect(text).toContain('<string key="seen" value="last week"/>');
});

test("a log that was read and is written again keeps to it too, though the file it came from did not", () => {
  const reader = readXes({ keepAll: true, activity: "org:group" });
  reader.write(
    new TextEncoder().encode(
      '<log><trace><int key="Number of steps" value="many"/><event><string key="org:group" value="scan"/><string key="concept:name" value="x"/><list key="l"><values><string key="a" value="b"/></values></list><boolean key="ok" value="yes"><string key="why" value="nested"/></boolean></event></trace></log>',
    ),
  );
  expect(faults(written(reader.end().log))).toEqual([]);
});

test("the check finds what is wrong", () => {
  const head = '<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">';
  expect(
    faults(
      `${head}<classifier name="By name" scope="event" keys="concept:name"/><trace><event><int key="a b" value="x"/></event><string key="concept:name" value="1"/></trace></log>`,
    ),
  ).toHaveLength(7);
});
