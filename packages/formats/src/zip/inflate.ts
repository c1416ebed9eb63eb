import { unreadable } from "../draft/refuse.ts";

/** Raw DEFLATE (RFC 1951), whole, into at most `most` bytes. Written out because a format reader has no platform to ask. */
export function inflate(bytes: Uint8Array, most: number): Uint8Array {
  let out = new Uint8Array(Math.min(most, Math.max(1024, bytes.length * 4)));
  let [size, at, held, count] = [0, 0, 0, 0];
  const broken = (): never => {
    throw unreadable("A packed part of the file is damaged");
  };
  const bits = (need: number): number => {
    while (count < need) {
      if (at >= bytes.length) broken();
      held |= (bytes[at] ?? 0) << count;
      at += 1;
      count += 8;
    }
    const value = held & ((1 << need) - 1);
    held >>>= need;
    count -= need;
    return value;
  };
  const room = (need: number): void => {
    if (size + need > most) throw unreadable(`A packed part of the file unpacks to more than ${most} bytes`);
    if (size + need <= out.length) return;
    const larger = new Uint8Array(Math.min(most, Math.max(out.length * 2, size + need)));
    larger.set(out);
    out = larger;
  };
  const symbol = ({ counts, symbols }: Code): number => {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= 15; length += 1) {
      code |= bits(1);
      const here = counts[length] ?? 0;
      if (code - here < first) return symbols[index + (code - first)] ?? broken();
      index += here;
      first = (first + here) << 1;
      code <<= 1;
    }
    return broken();
  };
  let last = 0;
  while (last === 0) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      [held, count] = [0, 0];
      const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      at += 4;
      if (at + length > bytes.length) broken();
      room(length);
      out.set(bytes.subarray(at, at + length), size);
      at += length;
      size += length;
      continue;
    }
    if (kind === 3) broken();
    const [lengths, distances] = kind === 1 ? fixed : dynamic(bits, symbol, broken);
    for (;;) {
      const own = symbol(lengths);
      if (own === 256) break;
      if (own < 256) {
        room(1);
        out[size] = own;
        size += 1;
        continue;
      }
      const length = (lengthBase[own - 257] ?? broken()) + bits(lengthExtra[own - 257] ?? 0);
      const step = symbol(distances);
      const distance = (distanceBase[step] ?? broken()) + bits(distanceExtra[step] ?? 0);
      if (distance > size) broken();
      room(length);
      const until = size + length;
      for (; size < until; size += 1) out[size] = out[size - distance] ?? 0;
    }
  }
  return out.subarray(0, size);
}

type Code = { readonly counts: readonly number[]; readonly symbols: readonly number[] };

function codeOf(lengths: readonly number[]): Code {
  const counts = Array.from({ length: 16 }, () => 0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const symbols = lengths
    .flatMap((length, symbol) => (length === 0 ? [] : [{ length, symbol }]))
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

function dynamic(bits: (need: number) => number, symbol: (code: Code) => number, broken: () => never): [Code, Code] {
  const [literals, steps, own] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
  const short = Array.from({ length: 19 }, () => 0);
  for (const place of order.slice(0, own)) short[place] = bits(3);
  const code = codeOf(short);
  const lengths: number[] = [];
  while (lengths.length < literals + steps) {
    const next = symbol(code);
    if (next < 16) lengths.push(next);
    else {
      const before = next === 16 ? (lengths.at(-1) ?? broken()) : 0;
      const times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
      for (let time = 0; time < times; time += 1) lengths.push(before);
    }
  }
  if (lengths.length > literals + steps) broken();
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
}

const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
  24577,
];
const distanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const fixed: [Code, Code] = [
  codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
  codeOf(Array.from({ length: 30 }, () => 5)),
];
