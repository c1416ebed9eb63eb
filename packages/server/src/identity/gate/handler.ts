import { Refusal } from "@rondo/core/kernel";
import { z } from "zod";
import type { Flow } from "../oidc/flow.ts";
import { readBody } from "./body.ts";
import { type Caller, type GateInput, pass } from "./gate.ts";
import { mount } from "./mount.ts";
import { assertOwnOrigin } from "./origin.ts";
import { problem } from "./problem.ts";

export type Handler = (request: Request, caller: Caller) => Promise<Response>;

const startBody = z.strictObject({
  provider: z.string().min(1).max(60),
  returnTo: z.string().max(2_000).optional(),
  link: z.boolean().optional(),
});

/** Everything under /api/auth. Refusals become problem+json; what is a mistake of ours is thrown on to the server. */
export function handlerOf(input: GateInput, flow: Flow, origins: readonly string[]): Handler {
  return async (request, caller) => {
    try {
      const url = new URL(request.url);
      const route = `${request.method} ${url.pathname.slice(mount.length)}`;
      // The provider's page sends the browser here, so this one request does come from another site; state and cookie vouch for it.
      if (route === "GET /oidc/callback") return await finished(flow, url, request, caller);
      assertOwnOrigin(request, origins);
      if (route === "POST /oidc/start") return await started(input, flow, request);
      return await pass(input, request, caller);
    } catch (error) {
      if (error instanceof Refusal) return problem(error);
      throw error;
    }
  };
}

async function started(input: GateInput, flow: Flow, request: Request): Promise<Response> {
  const body = startBody.parse(await readBody(request, startBody));
  const linking = body.link === true ? ((await input.sessions.lookupSession(request.headers.get("cookie")))?.personId ?? null) : null;
  if (body.link === true && linking === null) throw new Refusal("sign_in_required");
  const { url, cookies } = await flow.start(body.provider, body.returnTo ?? null, linking);
  return Response.json({ url }, { headers: withCookies(cookies) });
}

async function finished(flow: Flow, url: URL, request: Request, caller: Caller): Promise<Response> {
  const { location, cookies } = await flow.finish(url, request.headers.get("cookie"), {
    address: caller.address,
    agent: request.headers.get("user-agent"),
  });
  const headers = withCookies(cookies);
  headers.set("location", location);
  return new Response(null, { status: 303, headers });
}

function withCookies(cookies: readonly string[]): Headers {
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return headers;
}
