/** A browser and a system by the words that people know, from a User-Agent; null for what says nothing. */
export function deviceOf(agent: string | null): { readonly browser: string; readonly system: string } | null {
  if (agent === null) return null;
  const browser = first(agent, [
    [/\bEdg\//, "Edge"],
    [/\bOPR\//, "Opera"],
    [/\bFirefox\//, "Firefox"],
    [/\bCriOS\/|\bChrome\//, "Chrome"],
    [/\bSafari\//, "Safari"],
    [/^curl\//, "curl"],
  ]);
  const system = first(agent, [
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/CrOS/, "ChromeOS"],
    [/Linux|X11/, "Linux"],
  ]);
  return browser === null && system === null ? null : { browser: browser ?? "?", system: system ?? "?" };
}

function first(text: string, among: readonly (readonly [RegExp, string])[]): string | null {
  return among.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
