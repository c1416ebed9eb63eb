import { createECDH, hkdfSync } from "node:crypto";
import webPush from "web-push";
import { Refusal } from "@rondo/core/kernel";
import { type JobKind, Superseded } from "../../jobs/index.ts";
import type { System } from "../../system.ts";
import { type CallMessage, type CallRow, type ChatFormat, claimCall, forgetBrowser, markCallFailed, markCalled } from "./store.ts";

/** What each chat takes at its incoming webhook: Slack and Mattermost `text`, Teams a card, Matrix (hookshot) text and HTML. */
export function chatBody(format: ChatFormat, { title, text, url }: CallMessage): unknown {
  switch (format) {
    case "slack":
      return { text: `*${mrkdwn(title)}*\n${mrkdwn(text)}\n<${url}>` };
    case "mattermost":
      return { username: "Rondo", text: `**${markdown(title)}**\n${markdown(text)}\n${url}` };
    case "matrix":
      return {
        username: "Rondo",
        text: `${title}\n${text}\n${url}`,
        html: `<strong>${html(title)}</strong><br>${html(text).replaceAll("\n", "<br>")}<br><a href="${html(url)}">${html(url)}</a>`,
      };
    case "teams":
      return {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                { type: "TextBlock", text: markdown(title), weight: "Bolder", wrap: true },
                { type: "TextBlock", text: markdown(text), wrap: true },
              ],
              actions: [{ type: "Action.OpenUrl", title: "Rondo", url }],
            },
          },
        ],
      };
  }
}

/** Other people's titles stay text: no mention of a channel, no link, no markup. */
function mrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function markdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~]/g, String.raw`\$&`).replaceAll("@", "@\u200b");
}

function html(text: string): string {
  return mrkdwn(text).replaceAll('"', "&quot;");
}

/**
 * The key pair by which push services know this installation (VAPID, RFC 8292), made from its secret, so that every node
 * and every restart has the same. Base64url: the uncompressed public point, and the private scalar.
 */
export function pushKeys(secret: string): { publicKey: string; privateKey: string } {
  const key = createECDH("prime256v1");
  for (let round = 0; ; round += 1) {
    const scalar = Buffer.from(hkdfSync("sha256", secret, "rondo", `web push ${round}`, 32));
    try {
      key.setPrivateKey(scalar);
      return { publicKey: key.getPublicKey("base64url"), privateKey: scalar.toString("base64url") };
    } catch {
      // Not a scalar of the curve: one in 2^32.
    }
  }
}

/** Sends one message now. Answers false when a browser's push service says that it is gone for good. Throws `CallRefused` or `OutboundFailure`. */
export async function sendCall(
  system: Pick<System, "outbound" | "config" | "publicUrl">,
  row: Pick<CallRow, "chat_format" | "chat_url" | "endpoint" | "p256dh" | "auth">,
  message: CallMessage,
  signal?: AbortSignal,
): Promise<boolean> {
  if (row.endpoint !== null && row.p256dh !== null && row.auth !== null) {
    const subject = system.publicUrl.startsWith("https:") ? system.publicUrl : "mailto:rondo@rondo.invalid";
    const { method, headers, body } = webPush.generateRequestDetails(
      { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } },
      JSON.stringify(message),
      { TTL: 86_400, vapidDetails: { subject, ...pushKeys(system.config.secret) } },
    );
    const answer = await system.outbound(row.endpoint, {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(body as Buffer),
      ...(signal && { signal }),
    });
    if (answer.status === 404 || answer.status === 410) return false;
    return must(answer);
  }
  if (row.chat_url !== null && row.chat_format !== null) {
    return must(
      await system.outbound(row.chat_url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(chatBody(row.chat_format, message)),
        ...(signal && { signal }),
      }),
    );
  }
  return true;
}

async function must(answer: Response): Promise<true> {
  if (answer.status < 200 || answer.status >= 300) throw new CallRefused(answer.status, (await answer.text()).trim().slice(0, 200));
  return true;
}

/** The other side answered that it did not take it. */
class CallRefused extends Error {
  override readonly name = "CallRefused";
  readonly status: number;

  constructor(status: number, text: string) {
    super(`it answered ${status}${text === "" ? "" : `: ${text}`}`);
    this.status = status;
  }
}

/** Messages to chats and browsers, after the commit that decided them, with retries. */
export function callJob(system: System): JobKind {
  const { database } = system;
  return {
    name: "call",
    async run({ workspaceId, subjectId, attempt, signal }) {
      const row = await database.inWorkspace(workspaceId, (tx) => claimCall(tx, subjectId, attempt));
      if (row === undefined) return;
      const there = await sendCall(system, row, row.message, signal);
      const done = await database.inWorkspace(workspaceId, async (tx) => {
        const marked = await markCalled(tx, subjectId, attempt);
        if (marked && !there && row.browser_id !== null) await forgetBrowser(tx, row.browser_id);
        return marked;
      });
      if (!done) throw new Superseded("a later attempt has this message");
    },
    isFinal: (error) =>
      error instanceof Refusal || (error instanceof CallRefused && error.status < 500 && error.status !== 429 && error.status !== 408),
    giveUp: ({ workspaceId, subjectId }, failure) => database.inWorkspace(workspaceId, (tx) => markCallFailed(tx, subjectId, failure)),
  };
}
