import { type ParsedMail, simpleParser } from "mailparser";

/** A letter that came in, as far as anything of it is used. Text alone: of HTML only what it says. */
export type Letter = {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** Written by a machine (RFC 3834): an absence note, a bounce, a list. Answering it would be a loop. */
  readonly automatic: boolean;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
};

const longest = 20_000;
const mostFiles = 20;

/** Reads a message (RFC 5322). Null where nobody is named as its sender. */
export async function readLetter(message: Buffer): Promise<Letter | null> {
  const mail = await simpleParser(message, {
    skipImageLinks: true,
    skipTextLinks: true,
    skipTextToHtml: true,
    maxHtmlLengthToParse: 2_000_000,
  });
  const from = mail.from?.value[0];
  if (from?.address === undefined || from.address === "") return null;
  return {
    from: { name: oneLine(from.name || from.address).slice(0, 120), address: from.address.toLowerCase() },
    subject: oneLine(mail.subject ?? "").slice(0, 200),
    text: (mail.text ?? "").replaceAll("\r\n", "\n").replaceAll("\0", "").trim().slice(0, longest),
    messageId: mail.messageId ?? "",
    automatic: isAutomatic(mail),
    files: mail.attachments
      .filter((file) => !file.related && file.content.length > 0)
      .slice(0, mostFiles)
      .map((file, index) => ({ name: oneLine(file.filename ?? "").slice(0, 200) || `file-${index + 1}`, bytes: file.content })),
  };
}

function isAutomatic(mail: ParsedMail): boolean {
  const said = (name: string) => String(mail.headers.get(name) ?? "").toLowerCase();
  return (
    (said("auto-submitted") !== "" && said("auto-submitted") !== "no") ||
    /^(bulk|junk|list|auto_reply)$/.test(said("precedence")) ||
    mail.headers.has("list") ||
    mail.headers.has("x-autoreply") ||
    mail.headers.has("x-auto-response-suppress") ||
    said("return-path") === "<>"
  );
}

function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What somebody wrote above what they answered. Cut off: the quoted lines at the end with the line that introduces them,
 * what mail programs put between, and our own mail's foot.
 */
export function answerOf(text: string): string {
  const lines = text.split("\n");
  const from = lines.findIndex(
    (line, index) =>
      /^-{2,}\s*(original message|ursprüngliche nachricht|weitergeleitete nachricht|forwarded message)/i.test(line) ||
      /^_{10,}$/.test(line.trim()) ||
      /^-- ?$/.test(line) ||
      /^(on|am|le|el|il|op)\b.{5,200}(wrote|schrieb.*|a écrit|escribió|ha scritto|schreef.*)\s*:\s*$/i.test(line) ||
      (/^(on|am) .{5,200}$/i.test(line) && /(wrote|schrieb.*):\s*$/i.test(lines[index + 1] ?? "")) ||
      (/^(from|von):\s.+@/i.test(line) && /^(sent|gesendet|date|datum|to|an):\s/i.test(lines[index + 1] ?? "")),
  );
  const own = from < 0 ? lines : lines.slice(0, from);
  while (own.length > 0 && /^\s*(>.*)?$/.test(own.at(-1) as string)) own.pop();
  return own.join("\n").trim();
}
