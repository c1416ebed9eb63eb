/** One message of an event stream (HTML Living Standard, 9.2.6). */
export type Message = { readonly event: string; readonly data: string; readonly id: string | null };

/**
 * Reads server-sent events from text that arrives in pieces. Our own rather than `EventSource`, which hides the HTTP
 * status (a lost right would be retried for ever) and can't name the last event it saw when it is made anew.
 */
export function messageReader(onMessage: (message: Message) => void): (piece: string) => void {
  let rest = "";
  let event = "message";
  let id: string | null = null;
  let data: string[] = [];
  return (piece) => {
    rest += piece;
    // A CR at the very end may be half of a CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) onMessage({ event, data: data.join("\n"), id });
        event = "message";
        data = [];
        id = null;
        continue;
      }
      if (line.startsWith(":")) continue;
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") data.push(value);
      else if (field === "event") event = value;
      else if (field === "id" && !value.includes("\0")) id = value;
    }
  };
}
