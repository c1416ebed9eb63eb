/** What `early.ts` asked before any of this was here. */
type Page = { rondoAsked?: Map<string, Promise<Response | null>> };

/** Its answer to this address: once, for the first who asks the same. */
export function takeEarly(address: string): Promise<Response | null> | null {
  const { rondoAsked: asked } = globalThis as Page;
  const answer = asked?.get(address) ?? null;
  asked?.delete(address);
  return answer;
}

/** Something has changed since it was asked: who asks from now on wants it as it is now. */
export function dropEarly(): void {
  const { rondoAsked: asked } = globalThis as Page;
  for (const answer of asked?.values() ?? []) void answer.then((response) => response?.body?.cancel()).catch(() => undefined);
  asked?.clear();
}
