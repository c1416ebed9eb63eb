import { AsyncLocalStorage } from "node:async_hooks";
import type { System } from "../system.ts";

const given = new AsyncLocalStorage<System>();

/** Requests that are injected within `work` are served by this system instead of the app's own. No request from outside is. */
export function through<T>(system: System, work: () => Promise<T>): Promise<T> {
  return given.run(system, work);
}

export const servedBy = (own: System): System => given.getStore() ?? own;
