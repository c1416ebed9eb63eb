import { z } from "zod";
import { operation } from "./operation.ts";
import { email, id, instant, name, slug, zone } from "./primitives.ts";

const password = z.string().min(8).max(256);

export const Installation = z.object({
  state: z.enum(["new", "ready"]),
  version: z.string(),
  demo: z.boolean(),
  signIn: z.object({
    passkeys: z.boolean(),
    why: z.string().nullable().describe("Why passkeys can't be used here, if they can't"),
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
    mail: z.boolean(),
  }),
});

export const Me = z.object({
  person: z.object({ id, name: z.string(), email: z.string(), twoFactor: z.boolean(), locale: z.string().nullable() }),
  workspaces: z.array(
    z.object({
      id,
      name: z.string(),
      slug: z.string(),
      role: z.enum(["owner", "admin", "member", "guest"]),
      zone: z.string(),
      sample: z.boolean(),
    }),
  ),
});

export const Session = z.object({
  id,
  startedAt: instant,
  lastSeenAt: instant,
  agent: z.string().nullable(),
  address: z.string().nullable(),
  current: z.boolean(),
});

export const SignInProvider = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  createPeople: z.boolean(),
});

const newProvider = z.strictObject({
  id: slug,
  name,
  issuer: z.url().max(500),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(2_000),
  createPeople: z
    .boolean()
    .default(false)
    .describe("Make an account for somebody who signs in for the first time; they still need an invitation to see a workspace"),
});

export const installationOperations = {
  getInstallation: operation({
    id: "getInstallation",
    method: "GET",
    path: "/api/installation",
    summary: "What this server is and how one signs in",
    door: "anyone",
    needs: null,
    answer: Installation,
    status: 200,
    refusals: [],
  }),
  setUp: operation({
    id: "setUp",
    method: "POST",
    path: "/api/installation/setup",
    summary: "First-run set-up: the first workspace and its owner, signed in",
    door: "anyone",
    needs: null,
    body: z.strictObject({
      token: z.string().min(1).max(200),
      workspace: z.strictObject({ name, zone }),
      person: z.strictObject({ name, email, password }),
    }),
    answer: Me,
    status: 201,
    refusals: ["setup_token_wrong", "already_set_up", "password_weak"],
  }),
  openDemo: operation({
    id: "openDemo",
    method: "POST",
    path: "/api/installation/demo",
    summary: "Sign in as the owner of the sample world (loopback only, token from the printed URL)",
    door: "anyone",
    needs: null,
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    answer: Me,
    status: 201,
    refusals: ["setup_token_wrong"],
  }),
  getMe: operation({
    id: "getMe",
    method: "GET",
    path: "/api/me",
    summary: "Who is signed in, and their workspaces",
    door: "person",
    needs: null,
    answer: Me.extend({ news: z.string().describe("Where an event stream begins that misses nothing of what is read from now on") }),
    status: 200,
    refusals: [],
  }),
  changeMe: operation({
    id: "changeMe",
    method: "PATCH",
    path: "/api/me",
    summary: "Change one's own name or language",
    door: "person",
    needs: null,
    body: z.strictObject({
      name: name.optional(),
      locale: z
        .string()
        .regex(/^[a-z]{2}(-[A-Z]{2})?$/)
        .nullable()
        .optional(),
    }),
    answer: Me,
    status: 200,
    refusals: [],
  }),
  listSessions: operation({
    id: "listSessions",
    method: "GET",
    path: "/api/me/sessions",
    summary: "One's own sessions",
    door: "person",
    needs: null,
    answer: z.object({ items: z.array(Session) }),
    status: 200,
    refusals: [],
  }),
  endSession: operation({
    id: "endSession",
    method: "DELETE",
    path: "/api/me/sessions/:s",
    summary: "End one of one's own sessions",
    door: "person",
    needs: null,
    params: z.object({ s: id }),
    status: 204,
    refusals: ["session_not_found"],
  }),
  listSignInProviders: operation({
    id: "listSignInProviders",
    method: "GET",
    path: "/api/workspaces/:w/sign-in-providers",
    summary: "OIDC sign-in providers of this installation",
    door: "workspace",
    needs: "installation.change",
    params: z.object({ w: id }),
    answer: z.object({ items: z.array(SignInProvider), redirectUrl: z.string() }),
    status: 200,
    refusals: [],
  }),
  addSignInProvider: operation({
    id: "addSignInProvider",
    method: "POST",
    path: "/api/workspaces/:w/sign-in-providers",
    summary: "Add an OIDC provider",
    door: "workspace",
    needs: "installation.change",
    params: z.object({ w: id }),
    body: newProvider,
    answer: SignInProvider,
    status: 201,
    refusals: ["slug_taken", "address_refused", "provider_unreachable"],
  }),
  testSignInProvider: operation({
    id: "testSignInProvider",
    method: "POST",
    path: "/api/workspaces/:w/sign-in-providers/test",
    summary: "Ask a provider's discovery document and say what is wrong",
    door: "workspace",
    needs: "installation.change",
    params: z.object({ w: id }),
    body: z.strictObject({ issuer: z.url().max(500) }),
    answer: z.object({ authorization: z.string(), token: z.string() }),
    status: 200,
    refusals: ["address_refused", "provider_unreachable"],
  }),
  removeSignInProvider: operation({
    id: "removeSignInProvider",
    method: "DELETE",
    path: "/api/workspaces/:w/sign-in-providers/:provider",
    summary: "Remove an OIDC provider",
    door: "workspace",
    needs: "installation.change",
    params: z.object({ w: id, provider: z.string().max(60) }),
    status: 204,
    refusals: ["provider_not_found"],
  }),
};
