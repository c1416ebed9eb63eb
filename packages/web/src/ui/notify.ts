type Notice = {
  /** What happened, to which thing: "“Scan the volume” is finished". */
  title: string;
  /** What to do next, when something did not work. */
  about?: string;
  /** `problem` stays until it is closed and is read out at once. */
  tone?: "done" | "problem";
  undo?: () => void;
  /** Something else that one can do about it now. */
  act?: { readonly label: string; readonly run: () => void };
};

const waiting: Notice[] = [];
let say: ((notice: Notice) => void) | null = null;
let onFirst: (() => void) | null = null;

/** Says at the edge of the screen what has just happened, with Undo where there is one. Callable from anywhere. */
export function notify(notice: Notice): void {
  if (say) return say(notice);
  waiting.push(notice);
  onFirst?.();
}

/** The place where notices are shown is there: what was said before comes first. */
export function showNotices(show: (notice: Notice) => void): () => void {
  say = show;
  waiting.splice(0).forEach(show);
  return () => {
    say = null;
  };
}

/** Calls back when something is to be said and nobody shows it yet. */
export function onFirstNotice(call: () => void): () => void {
  onFirst = call;
  if (waiting.length > 0) call();
  return () => {
    onFirst = null;
  };
}
