/** Sends once more, later each time, while the refusal is one that is `worth` it: seven seconds, then it is the caller's. */
export async function again<T>(send: () => Promise<T>, worth: (error: unknown) => boolean): Promise<T> {
  for (const pause of [1_000, 2_000, 4_000]) {
    try {
      return await send();
    } catch (error) {
      if (!worth(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return send();
}
