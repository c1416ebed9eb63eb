/** What a letter to one of our addresses does. */
export type Purpose = "start" | "reply";

const digits = "0123456789abcdefghijklmnopqrstuv";

/**
 * An address that only who was told it knows: the workspace and a random id (see `linkToken`), in digits that survive
 * being put in lower case on the way (base32hex, RFC 4648): 58 of the 64 characters that a mailbox may have.
 */
export function mailAddress(purpose: Purpose, workspaceId: string, secretId: string, domain: string): string {
  const bits = [...Buffer.from((workspaceId + secretId).replaceAll("-", ""), "hex")]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  const text = (bits.match(/.{1,5}/g) ?? []).map((five) => digits[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
  return `${purpose}-${text}@${domain}`;
}

/** Null for an address that is none of ours. */
export function readMailAddress(address: string, domain: string): { purpose: Purpose; workspaceId: string; secretId: string } | null {
  const match = /^(start|reply)-([0-9a-v]{52})@(.+)$/.exec(address.trim().toLowerCase());
  if (match === null || match[3] !== domain.toLowerCase()) return null;
  const bits = [...(match[2] as string)].map((digit) => digits.indexOf(digit).toString(2).padStart(5, "0")).join("");
  if (/1/.test(bits.slice(256))) return null;
  const hex = (bits.slice(0, 256).match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join("");
  const [workspaceId, secretId] = [hex.slice(0, 32), hex.slice(32)].map((part) =>
    part.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  );
  return { purpose: match[1] as Purpose, workspaceId: workspaceId as string, secretId: secretId as string };
}
