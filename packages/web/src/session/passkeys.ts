/** Whether this browser can have a passkey at the address that it is at: they belong to a name, never to numbers. */
export function passkeysHere(): "yes" | "noName" | "unknown" {
  if (typeof PublicKeyCredential !== "function") return "unknown";
  return isName(location.hostname) ? "yes" : "noName";
}

export function isName(host: string): boolean {
  return !/^[\d.]+$/.test(host) && !host.includes(":") && !host.startsWith("[");
}
