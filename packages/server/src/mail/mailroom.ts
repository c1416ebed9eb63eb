import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { Log } from "../jobs/index.ts";
import { readMailAddress } from "./address.ts";
import { type Letter, readLetter } from "./letter.ts";

export type MailIn = { readonly host: string; readonly port: number; readonly domain: string };
export type Addressed = NonNullable<ReturnType<typeof readMailAddress>>;

export type Mailroom = {
  /** Resolves with the port that it listens on. */
  open(): Promise<number>;
  close(): Promise<void>;
};

export type MailroomInput = {
  readonly mailIn: MailIn;
  readonly log: Log;
  /** Whether such an address leads anywhere now: asked before the letter itself is taken. */
  isKnown(to: Addressed): Promise<boolean>;
  /** Does what the letter asks. Throwing means "again later": the sender's server keeps it and tries anew. */
  take(letter: Letter, to: Addressed): Promise<void>;
};

const largest = 26_214_400;
const mostRecipients = 10;

/**
 * Takes mail in by SMTP (RFC 5321) for our own addresses and no others: it passes nothing on. A letter is acknowledged
 * when what it does is committed. Meant to stand behind the organisation's mail server, which has the spam filter.
 */
export function createMailroom({ mailIn, log, isKnown, take }: MailroomInput): Mailroom {
  const server = new SMTPServer({
    banner: "Rondo",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: largest,
    maxClients: 50,
    socketTimeout: 60_000,
    logger: false,
    disableReverseLookup: true,
    onRcptTo(address, session, callback) {
      void answer(callback, log, async () => {
        const to = readMailAddress(address.address, mailIn.domain);
        if (to === null) throw refused(550, "5.1.1 No such address here");
        if (session.envelope.rcptTo.length >= mostRecipients) throw refused(452, "4.5.3 Too many recipients");
        if (!(await isKnown(to))) throw refused(550, "5.1.1 No such address here");
      });
    },
    onData(stream, session, callback) {
      void answer(callback, log, async () => {
        const message = await whole(stream);
        if (stream.sizeExceeded) throw refused(552, "5.3.4 The message is larger than 25 MB");
        const letter = await readLetter(message).catch(() => null);
        if (letter === null) throw refused(554, "5.6.0 The message can't be read");
        for (const { address } of session.envelope.rcptTo) {
          const to = readMailAddress(address, mailIn.domain);
          if (to !== null) await take(letter, to);
        }
      });
    },
  });
  server.on("error", (error) => log.debug({ err: error }, "mail in: a connection ended badly"));
  return {
    open: () =>
      new Promise((resolve, reject) => {
        server.server.once("error", reject);
        server.listen(mailIn.port, mailIn.host, () => {
          server.server.off("error", reject);
          const address = server.server.address();
          resolve(typeof address === "object" && address !== null ? address.port : mailIn.port);
        });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refused(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Ends a command of the protocol: with yes, with the refusal that was thrown, or with "again later". */
async function answer(callback: (error?: Error | null) => void, log: Log, work: () => Promise<void>): Promise<void> {
  let failure: Error | null = null;
  try {
    await work();
  } catch (error) {
    const isRefusal = typeof (error as { responseCode?: unknown }).responseCode === "number";
    if (!isRefusal) log.warn({ err: error }, "a letter was not taken; its sender tries again");
    failure = isRefusal ? (error as Error) : refused(451, "4.3.0 Not now: try again later");
  }
  callback(failure);
}

/** Beyond the limit nothing is kept, but read to the end, so that the answer can be given. */
async function whole(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size <= largest) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
