import { type AddressInfo, type Socket, createServer } from "node:net";

/** A mail server that keeps what it is sent. `answer` decides on each recipient: "250 ok", or a refusal such as "550 no". */
export async function openSmtp(answer: (recipient: string) => string = () => "250 ok") {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    let buffer = "";
    let data: string | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 test");
    socket.on("data", (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const end = buffer.indexOf("\r\n");
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (data !== null) {
          if (line === ".") {
            messages.push(data);
            data = null;
            say("250 kept");
          } else data += `${line}\n`;
        } else if (/^EHLO|^HELO/i.test(line)) say("250 test");
        else if (/^RCPT TO:/i.test(line)) say(answer(/<(.*)>/.exec(line)?.[1] ?? ""));
        else if (/^DATA/i.test(line)) {
          data = "";
          say("354 go on");
        } else if (/^QUIT/i.test(line)) {
          say("221 bye");
          socket.end();
        } else say("250 ok");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
