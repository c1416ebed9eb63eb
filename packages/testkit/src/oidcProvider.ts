import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";

/** An OpenID provider in this process: its `fetch` answers discovery, keys and tokens; `signIn` is the person at its page. */
export type OidcProvider = {
  readonly issuer: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** What the provider's page sends the browser back to, for the address that Rondo sent it to. */
  signIn(authorization: string, person: Claims, twist?: Twist): URL;
};

export type Claims = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** A lie the provider tells, for the tests of what is refused. */
export type Twist = { iss?: string; aud?: string; nonce?: string; alg?: "none"; forged?: boolean; expired?: boolean };

export function oidcProvider(issuer = "https://login.lindgren.example"): OidcProvider {
  const [own, foreign] = [generateKeyPairSync("rsa", { modulusLength: 2048 }), generateKeyPairSync("rsa", { modulusLength: 2048 })];
  const codes = new Map<string, { claims: Claims; twist: Twist; query: URLSearchParams }>();
  const idToken = ({ claims, twist, query }: { claims: Claims; twist: Twist; query: URLSearchParams }) => {
    const now = Math.floor(Date.now() / 1_000) - (twist.expired ? 7_200 : 0);
    const head = part({ alg: twist.alg ?? "RS256", kid: "k1", typ: "JWT" });
    const body = part({
      iss: twist.iss ?? issuer,
      aud: twist.aud ?? query.get("client_id"),
      nonce: twist.nonce ?? query.get("nonce"),
      iat: now,
      exp: now + 600,
      ...claims,
    });
    if (twist.alg === "none") return `${head}.${body}.`;
    return `${head}.${body}.${createSign("RSA-SHA256")
      .update(`${head}.${body}`)
      .sign((twist.forged ? foreign : own).privateKey)
      .toString("base64url")}`;
  };
  const token = (form: URLSearchParams): Response => {
    const given = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!given || verifier !== given.query.get("code_challenge")) return Response.json({ error: "invalid_grant" }, { status: 400 });
    return Response.json({ access_token: "not kept", token_type: "bearer", id_token: idToken(given) });
  };
  return {
    issuer,
    async fetch(url, init) {
      const path = url.slice(issuer.length);
      if (url.startsWith(issuer) && path === "/.well-known/openid-configuration") {
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      }
      if (path === "/keys")
        return Response.json({ keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }] });
      if (path === "/token") return token(new URLSearchParams(String(init.body)));
      throw new Error(`nothing answers at ${url}`);
    },
    signIn(authorization, claims, twist = {}) {
      const query = new URL(authorization).searchParams;
      const code = randomUUID();
      codes.set(code, { claims, twist, query });
      const back = new URL(query.get("redirect_uri")!);
      back.search = new URLSearchParams({ code, state: query.get("state")! }).toString();
      return back;
    },
  };
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
