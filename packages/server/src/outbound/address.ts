import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * Addresses that are not of the public Internet (RFC 6890 and its registries), and so are our own network, this machine,
 * or a cloud's metadata. 168.63.129.16 is one of those although the range is public.
 */
const closedV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "168.63.129.16/32",
];

/** Of IPv6 only 2000::/3 is handed out, less what is for protocols (Teredo among them), for examples, and 6to4. */
const openV6 = "2000::/3";
const closedV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const closed = listOf([...closedV4, ...closedV6]);
const open = listOf([openV6]);

/** True when the address is one that anybody on the Internet could have. Anything that is no address is not. */
export function isPublic(address: string): boolean {
  const plain = withoutZone(address);
  if (isIPv4(plain)) return !closed.check(plain, "ipv4");
  const bytes = bytesOfV6(plain);
  if (bytes === null) return false;
  const inner = embeddedV4(bytes);
  if (inner !== null) return isPublic(inner);
  return open.check(plain, "ipv6") && !closed.check(plain, "ipv6");
}

/** Addresses and networks, to ask whether one is in it. IPv4 in its IPv6 forms counts as what it stands for. */
export function networks(entries: readonly string[]): (address: string) => boolean {
  const list = listOf(entries);
  return (address) => {
    const plain = withoutZone(address);
    if (isIPv4(plain)) return list.check(plain, "ipv4");
    const bytes = bytesOfV6(plain);
    if (bytes === null) return false;
    const inner = embeddedV4(bytes);
    return list.check(plain, "ipv6") || (inner !== null && list.check(inner, "ipv4"));
  };
}

/** One spelling of an address, for comparing: IPv4 in IPv6 dress as IPv4. */
export function plainAddress(address: string): string {
  const plain = withoutZone(address).toLowerCase();
  const bytes = bytesOfV6(plain);
  return bytes === null ? plain : (mappedV4(bytes) ?? plain);
}

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (isIP(address) !== 0) list.addSubnet(address, prefix === undefined ? (family === "ipv4" ? 32 : 128) : Number(prefix), family);
  }
  return list;
}

function withoutZone(address: string): string {
  return address.split("%")[0] ?? "";
}

/** The IPv4 address that packets would end at: mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96). */
function embeddedV4(bytes: Uint8Array): string | null {
  const isNat64 = startsWith(bytes, [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
  return isNat64 ? bytes.subarray(12).join(".") : mappedV4(bytes);
}

function mappedV4(bytes: Uint8Array): string | null {
  return startsWith(bytes, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) ? bytes.subarray(12).join(".") : null;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** The 16 bytes of an IPv6 address in any of its spellings; null for what is none. */
function bytesOfV6(address: string): Uint8Array | null {
  if (isIP(address) !== 6) return null;
  const hex = address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a: string, b: string, c: string, d: string) => `${((+a << 8) | +b).toString(16)}:${((+c << 8) | +d).toString(16)}`,
  );
  const [head = "", tail] = hex.split("::");
  const groups = (part: string): number[] => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const all = [...front, ...Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
