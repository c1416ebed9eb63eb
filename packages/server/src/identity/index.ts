export { type Identity, type Message, createIdentity } from "./identity.ts";
export { newId } from "./id.ts";
export { seal, unseal } from "./oidc/seal.ts";
export { canonicalEmail } from "./person/email.ts";
export type { Key } from "./key/keys.ts";
export type { Provider } from "./oidc/providers.ts";
export type { Person } from "./person/people.ts";
export type { SessionListed } from "./session/sessions.ts";
