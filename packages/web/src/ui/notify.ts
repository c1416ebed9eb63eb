import { Toast } from "@base-ui/react/toast";

type Notice = {
  /** What happened, to which thing: "“Scan the volume” is finished". */
  title: string;
  /** What to do next, when something did not work. */
  about?: string;
  /** `problem` stays until it is closed and is read out at once. */
  tone?: "done" | "problem";
  undo?: () => void;
};

export const toasts = Toast.createToastManager<{ undo: (() => void) | undefined }>();

/** Says at the edge of the screen what has just happened, with Undo where there is one. Callable from anywhere. */
export function notify({ title, about, tone = "done", undo }: Notice): void {
  toasts.add({ title, description: about, type: tone, timeout: tone === "problem" ? 0 : undo ? 10_000 : 5_000, priority: tone === "problem" ? "high" : "low", data: { undo } });
}
