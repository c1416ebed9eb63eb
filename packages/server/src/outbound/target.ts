import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { Refusal, type Words, words } from "@rondo/core/kernel";
import { isPublic, networks, plainAddress } from "./address.ts";

export type Resolve = (host: string) => Promise<readonly string[]>;

/** Where a call may go: the parsed address, and the IP addresses it was checked for. Nothing else may be connected to. */
export type Target = { readonly url: URL; readonly addresses: readonly string[] };

export type Gate = {
  /** Refuses with `address_refused` what can be told from the text alone; for saving an address, without asking the network. */
  read(address: string): URL;
  /** Resolves once and checks every address. Refuses with `address_refused`. */
  open(address: string): Promise<Target>;
};

/**
 * Decides which addresses may be called: https on the public Internet, and what `allow` names (hosts, host:port, addresses,
 * networks), which may also be private, plain http and on any port.
 */
export function createGate(allow: readonly string[], resolve: Resolve = resolveWithSystem): Gate {
  const allowedHosts = new Set(allow.map((entry) => entry.toLowerCase()));
  const isAllowedNetwork = networks(allow);
  const read = (address: string): URL => {
    const url = parse(address);
    const host = hostOf(url);
    if (isAllowedHost(allowedHosts, host, portOf(url)) || isAllowedNetwork(host)) return url;
    if (isLocalName(host)) refuse(words`this name is of the local network`);
    if (isIP(host) !== 0 && !isPublic(host)) refuse(words`this is no public address`);
    // A name that is not allowed may still resolve into an allowed network, so http and odd ports are looked at in `open`.
    if (isIP(host) !== 0) mustBeOrdinary(url);
    return url;
  };
  return {
    read,
    async open(address) {
      const url = read(address);
      const host = hostOf(url);
      const addresses = isIP(host) === 0 ? await resolve(host).catch(() => [] as readonly string[]) : [host];
      if (addresses.length === 0) refuse(words`the name is not known`);
      const named = isAllowedHost(allowedHosts, host, portOf(url));
      const mine = ownAddresses();
      for (const each of addresses) {
        if (isIP(each.split("%")[0] ?? "") === 0) refuse(words`the name leads to no address`);
        if (isAllowedNetwork(each)) continue;
        if (named && !isMetadata(each)) continue;
        if (!isPublic(each)) refuse(words`the name leads to an address that is not public`);
        if (mine.has(plainAddress(each))) refuse(words`this is the server's own address`);
      }
      if (!named && !addresses.every(isAllowedNetwork)) mustBeOrdinary(url);
      return { url, addresses };
    },
  };
}

export function refuse({ message: reason }: Words): never {
  throw new Refusal("address_refused", { reason });
}

function parse(address: string): URL {
  if (address.length > 2_048 || !URL.canParse(address)) refuse(words`this is no address`);
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse(words`only https is called`);
  if (url.username !== "" || url.password !== "") refuse(words`leave the user name and password out of the address`);
  if (url.hostname === "") refuse(words`this is no address`);
  return url;
}

/** Without brackets and without the dot that ends a full name; `URL` has made 127.1 and 0x7f000001 into what they are. */
function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

function isAllowedHost(hosts: ReadonlySet<string>, host: string, port: number): boolean {
  return hosts.has(host) || hosts.has(`${host}:${port}`);
}

function isLocalName(host: string): boolean {
  return (
    isIP(host) === 0 &&
    (!host.includes(".") || /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa|invalid|test|onion)$/.test(host))
  );
}

/** https, on a port where web servers are found and other services are not. */
function mustBeOrdinary(url: URL): void {
  if (url.protocol !== "https:") refuse(words`only https is called`);
  const port = portOf(url);
  if (port !== 443 && (port < 1_024 || otherServices.has(port))) refuse(words`this port is not called`);
}

/** Databases, caches, brokers and control planes that answer to HTTP or can be confused by it. */
const otherServices = new Set([
  1433, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5433, 5672, 5984, 6000, 6379, 6443, 6667, 8500, 9042, 9092, 9200, 9300,
  10250, 11211, 27017,
]);

/** No name leads there, not even an allowed one: the address itself must be. */
const isMetadata = networks(["169.254.0.0/16", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fe80::/10"]);

function ownAddresses(): Set<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((each) => plainAddress(each.address))));
}

async function resolveWithSystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map((each) => each.address);
}
