import { Refusal } from "@rondo/core/kernel";
import * as oidc from "openid-client";

/** The server's one way out, which refuses addresses inside its own network. */
export type OutboundFetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Reads the provider's discovery document. Refuses with `provider_unreachable` (its words in `reason`); lets a Refusal
 * of the outbound module through. The signature of ID tokens is checked although TLS would vouch for them.
 */
export async function discovered(
  provider: { issuer: string; clientId: string; clientSecret: string },
  outboundFetch: OutboundFetch,
): Promise<oidc.Configuration> {
  const issuer = new URL(provider.issuer);
  const plain = issuer.protocol === "http:" && ["localhost", "127.0.0.1"].includes(issuer.hostname);
  try {
    return await oidc.discovery(issuer, provider.clientId, provider.clientSecret, undefined, {
      [oidc.customFetch]: (url, init) => outboundFetch(url, init as RequestInit),
      execute: [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])],
      timeout: 10,
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

function asRefusal(error: unknown): Refusal {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Refusal) return cause;
  return new Refusal("provider_unreachable", { reason: error instanceof Error ? error.message : "No answer." });
}
