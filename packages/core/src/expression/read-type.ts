import type { Scanner } from "./scanner.ts";
import type { TypeName } from "./term.ts";

/** `number`, `days and time duration`, `list<string>`, `context<a: number>`, `function<number> -> number`. */
export function readType(scan: Scanner): TypeName {
  return scan.nested(() => {
    for (const name of typeNames) scan.names.add(name);
    let name = scan.name();
    if (name === null) throw scan.unexpected();
    while (scan.sign(".")) name = `${name}.${scan.name() ?? ""}`;
    if ((name === "list" || name === "range") && scan.sign("<")) {
      const of = readType(scan);
      scan.expect(">");
      return { kind: name, of };
    }
    if (name === "context" && scan.sign("<")) return readContext(scan);
    if (name === "function" && scan.sign("<")) return readFunction(scan);
    return { kind: "named", name };
  });
}

const typeNames = ["date and time", "days and time duration", "years and months duration"];

function readContext(scan: Scanner): TypeName {
  const entries: { key: string; type: TypeName }[] = [];
  if (scan.sign(">")) return { kind: "context", entries };
  do {
    const key = scan.newName(/\s*:/u);
    scan.expect(":");
    entries.push({ key, type: readType(scan) });
  } while (scan.sign(","));
  scan.expect(">");
  return { kind: "context", entries };
}

function readFunction(scan: Scanner): TypeName {
  const params: TypeName[] = [];
  if (!scan.sign(">")) {
    do params.push(readType(scan));
    while (scan.sign(","));
    scan.expect(">");
  }
  scan.expect("->");
  return { kind: "function", params, result: readType(scan) };
}
