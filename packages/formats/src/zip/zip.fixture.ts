import { deflateRawSync } from "node:zlib";

type Part = {
  readonly name: string;
  readonly text: string | Uint8Array;
  /** What the directory says of it, where that is not what is so. */
  readonly says?: { readonly unpacked?: number; readonly at?: number; readonly packed?: number; readonly mode?: number };
};

/** A zip of these parts, packed when `pack`. */
export function zipOf(parts: Readonly<Record<string, string>>, pack = true): Uint8Array {
  return zipOfParts(
    Object.entries(parts).map(([name, text]) => ({ name, text })),
    pack,
  );
}

export function zipOfParts(parts: readonly Part[], pack = true): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, says = {} } of parts) {
    const plain = Buffer.from(text);
    const data = pack ? deflateRawSync(plain) : plain;
    const named = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(pack ? 8 : 0, 8);
    local.writeUInt16LE(named.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(pack ? 8 : 0, 10);
    entry.writeUInt32LE(says.packed ?? data.length, 20);
    entry.writeUInt32LE(says.unpacked ?? plain.length, 24);
    entry.writeUInt16LE(named.length, 28);
    entry.writeUInt32LE(((says.mode ?? 0) << 16) >>> 0, 38);
    entry.writeUInt32LE(says.at ?? at, 42);
    chunks.push(local, named, data);
    directory.push(entry, named);
    at += local.length + named.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...chunks, ...directory, end]));
}

/** A workbook of one sheet with these rows. */
export const workbook = (sheet: string): Record<string, string> => ({
  "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Moves" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/sharedStrings.xml": "<sst><si><t>Task</t></si><si><t>Due date</t></si><si><r><t>Pack </t></r><r><t>boxes</t></r></si></sst>",
  "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
});
