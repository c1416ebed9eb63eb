import { isIP } from "node:net";

/**
 * The part of an address that one attacker can't change at will: an IPv4 address whole, of IPv6 the first 64 bits,
 * which is what a single line is given. An IPv4 address written as IPv6 is the IPv4 address.
 */
export function addressPrefix(address: string): string {
  const bare = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined && isIP(mapped) === 4) return mapped;
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return "unknown";
  const groups = expanded(bare);
  return groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff"
    ? `${ipv4(groups[6]!)}.${ipv4(groups[7]!)}`
    : `${groups.slice(0, 4).join(":")}::/64`;
}

function expanded(address: string): string[] {
  // Through URL, which writes every spelling of an IPv6 address the same way (RFC 5952).
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  return tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
}

function ipv4(group: string): string {
  const bits = Number.parseInt(group, 16);
  return `${bits >> 8}.${bits & 255}`;
}
