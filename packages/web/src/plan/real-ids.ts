/** What the server called the tasks that were added here. */
const names = new Map<string, string>();

export function rememberId(added: string, real: string): void {
  names.set(added, real);
}

/** Whether a row is the one that was meant: who stands on a task, or writes in it, stays there when the server names it. */
export function isSameTask(id: string, meant: string): boolean {
  return id === meant || names.get(meant) === id;
}
