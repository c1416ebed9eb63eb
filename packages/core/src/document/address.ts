/** The address if it may be followed (web, mail, a place of ours), without what hides in it; else null. */
export function safeAddress(url: string): string | null {
  const clean = Array.from(url.trim(), (char) => (char.charCodeAt(0) <= 32 ? "" : char)).join("");
  if (/^(https?:\/\/|mailto:)/i.test(clean)) return clean;
  return /^(\/(?![/\\])|#)/.test(clean) ? clean : null;
}
