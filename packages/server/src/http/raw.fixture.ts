import { connect } from "node:net";

export type RawAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Sends these very bytes and reads what comes until the connection closes: for what no client of ours would send. */
export function sendRaw(url: string, text: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => void socket.write(text));
    socket.setTimeout(10_000, () => socket.destroy(new Error("no answer in 10 s")));
    socket.on("data", (part) => void parts.push(part));
    socket.on("error", (error: NodeJS.ErrnoException) => (parts.length > 0 || error.code === "ECONNRESET" ? undefined : reject(error)));
    socket.on("close", () => resolve(read(Buffer.concat(parts).toString())));
  });
}

function read(text: string): RawAnswer {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => line.split(/: ?(.*)/s)).map(([name, value]) => [(name as string).toLowerCase(), value as string]),
  );
  return { status: Number(first.split(" ")[1] ?? 0), headers, body: body.join("\r\n\r\n") };
}
