/** What the browser itself has to say where no answer came or none that it can read; translated with the refusals, by the same codes. */
export const ownProblems = {
  unreachable: { title: "Rondo can’t be reached", next: "Check the connection. What you typed is kept." },
  unreadable_answer: {
    title: "The server’s answer can’t be read",
    next: "Load the page again. If it stays, tell whoever runs the server.",
  },
  unexplained: { title: "The server answered {status}", next: "Try again in a moment." },
  file_lost: { title: "The file is no longer on this device", next: "Choose it again." },
} as const satisfies Record<string, { readonly title: string; readonly next: string }>;
