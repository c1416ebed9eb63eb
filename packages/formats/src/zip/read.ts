import { tooLarge, unreadable } from "../draft/refuse.ts";
import { inflate } from "./inflate.ts";

const limits = { entries: 10_000, unpacked: 512 * 1024 * 1024, ratio: 100, small: 1024 * 1024 };

/**
 * Parts of a zip file by name, unpacked only when asked for. Its directory is read and nothing is written anywhere, so no
 * name can lead out of it; what says that it unpacks to very much, or to a hundred times its size, is refused before.
 */
export function readZip(bytes: Uint8Array): { readonly names: readonly string[]; part(name: string): Uint8Array | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  if (count > limits.entries) throw tooLarge(`${limits.entries} parts in one packed file`);
  const entries = new Map<string, { method: number; packed: number; unpacked: number; at: number }>();
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
    if (all > limits.unpacked) throw tooLarge(`${limits.unpacked / 1048576} MiB unpacked`);
    if (entries.has(name)) throw unreadable(`The packed file holds “${name.slice(0, 80)}” twice`);
    entries.set(name, { method: view.getUint16(at + 10, true), packed, unpacked, at: view.getUint32(at + 42, true) });
    at += 46 + named + extra + comment;
  }
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50)
        throw unreadable(`“${name.slice(0, 80)}” is not where the packed file says`);
      const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
      const packed = bytes.subarray(from, from + entry.packed);
      if (packed.length < entry.packed) throw unreadable("The packed file ends too early");
      if (entry.method === 0) return packed;
      if (entry.method !== 8) throw unreadable(`“${name.slice(0, 80)}” is packed in a way that Rondo does not know`);
      return inflate(packed, Math.min(limits.unpacked, Math.max(limits.small, entry.packed * limits.ratio)));
    },
  };
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw unreadable("This is no whole zip file: its directory is missing");
}
