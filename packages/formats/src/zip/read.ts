import { tooLarge, unreadable } from "../draft/refuse.ts";
import { inflate } from "./inflate.ts";

const limits = { entries: 10_000, unpacked: 512 * 1024 * 1024, ratio: 100, small: 1024 * 1024 };

type Entry = { readonly method: number; readonly packed: number; readonly at: number };

/**
 * Parts of a zip file by name, unpacked only when asked for. Its directory is read and nothing is written anywhere; what
 * would lead elsewhere if it were (a path out of the file, a link), parts that lie over each other, and what unpacks to very
 * much or to a hundred times its size are refused.
 */
export function readZip(bytes: Uint8Array): { readonly names: readonly string[]; part(name: string): Uint8Array | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(bytes, view);
  // What a directory says of sizes may be untrue, and one part may be asked for often: what really comes out is counted.
  let left = limits.unpacked;
  const unpack = (packed: Uint8Array, method: number, name: string): Uint8Array => {
    if (method === 0) return packed;
    if (method !== 8) throw unreadable(`“${short(name)}” is packed in a way that Rondo does not know`);
    return inflate(packed, Math.min(left, Math.max(limits.small, packed.length * limits.ratio)));
  };
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const part = unpack(packedOf(bytes, view, entry, name), entry.method, name);
      left -= part.length;
      if (left < 0) throw tooLarge(unpackedLimit);
      return part;
    },
  };
}

/** Names of the parts; none where it is no whole zip file, or a hostile one. */
export function partNames(bytes: Uint8Array): readonly string[] {
  try {
    return readZip(bytes).names;
  } catch {
    return [];
  }
}

const unpackedLimit = `${limits.unpacked / 1_048_576} MiB unpacked`;

function directoryOf(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endOf(view);
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  if (count > limits.entries) throw tooLarge(`${limits.entries} parts in one packed file`);
  const entries = new Map<string, Entry>();
  const spellings = new Set<string>();
  let at = start;
  let all = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw unreadable("The directory of the packed file is damaged");
    const [packed, unpacked, named, extra, comment] = [
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + named));
    all += unpacked;
    if (all > limits.unpacked) throw tooLarge(unpackedLimit);
    if (leadsOut(name)) throw unreadable(`The packed file holds “${short(name)}”, a name that leads out of it`);
    if (view.getUint32(at + 38, true) >>> 28 === linkKind) throw unreadable(`The packed file holds “${short(name)}”, a link to elsewhere`);
    const spelling = name.normalize("NFC").toLowerCase();
    if (spellings.has(spelling)) throw unreadable(`The packed file holds “${short(name)}” twice`);
    spellings.add(spelling);
    entries.set(name, { method: view.getUint16(at + 10, true), packed, at: view.getUint32(at + 42, true) });
    at += 46 + named + extra + comment;
  }
  mustLieApart(entries, start);
  return entries;
}

/** The upper four bits of a Unix mode, where a packer under Unix keeps it. */
const linkKind = 0xa;

function leadsOut(name: string): boolean {
  return /^[\\/]|^[A-Za-z]:|\0/.test(name) || name.split(/[\\/]/).includes("..");
}

/** Each part in bytes of its own: a few bytes read as a thousand parts are how a small file becomes a huge one. */
function mustLieApart(entries: ReadonlyMap<string, Entry>, directory: number): void {
  const parts = [...entries].sort(([, a], [, b]) => a.at - b.at);
  parts.forEach(([name, { at, packed }], index) => {
    if (at + 30 + packed > (parts[index + 1]?.[1].at ?? directory)) throw unreadable(`“${short(name)}” is not where the packed file says`);
  });
}

function packedOf(bytes: Uint8Array, view: DataView, entry: Entry, name: string): Uint8Array {
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50)
    throw unreadable(`“${short(name)}” is not where the packed file says`);
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length < entry.packed) throw unreadable("The packed file ends too early");
  return packed;
}

function short(name: string): string {
  return name.slice(0, 80);
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw unreadable("This is no whole zip file: its directory is missing");
}
