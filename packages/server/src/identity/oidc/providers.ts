import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import { mount } from "../gate/mount.ts";
import { type OutboundFetch, discovered } from "./client.ts";
import { seal } from "./seal.ts";
import { type ProviderRow, deleteProvider, findProvider, insertProvider, listProviders } from "./store.ts";

export type Provider = {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly createPeople: boolean;
};

/** OIDC providers, set up in the browser by who may change the installation. A password always works beside them. */
export type Providers = {
  listProviders(): Promise<Provider[]>;
  /** Asks the provider first. Refuses with `slug_taken`, `provider_unreachable`, or what the outbound module refuses with. */
  addProvider(provider: Provider & { clientSecret: string }): Promise<Provider>;
  /** The two addresses of the discovery document; refuses with `provider_unreachable`. */
  testProvider(issuer: string): Promise<{ authorization: string; token: string }>;
  /** Ends the links to it too; who had no other way in needs a password link. Refuses with `provider_not_found`. */
  removeProvider(id: string): Promise<void>;
  /** What the provider must be told. */
  redirectUrl: string;
};

export function providersOf(pool: pg.Pool, secret: string, publicUrl: string, outboundFetch: OutboundFetch): Providers {
  const testProvider = async (issuer: string, clientId = "test") => {
    const { authorization_endpoint: authorization, token_endpoint: token } = (
      await discovered({ issuer, clientId, clientSecret: "" }, outboundFetch)
    ).serverMetadata();
    if (!authorization || !token)
      throw new Refusal("provider_unreachable", { reason: "Its discovery document names no authorization or token address." });
    return { authorization, token };
  };
  return {
    async listProviders() {
      return (await listProviders(pool)).map(presented);
    },
    async addProvider({ id, name, issuer, clientId, clientSecret, createPeople }) {
      if (await findProvider(pool, id)) throw new Refusal("slug_taken");
      await testProvider(issuer, clientId);
      const row = { id, name, issuer, client_id: clientId, sealed_secret: seal(clientSecret, id, secret), creates_people: createPeople };
      if (!(await insertProvider(pool, row))) throw new Refusal("slug_taken");
      return presented(row);
    },
    testProvider: (issuer) => testProvider(issuer),
    async removeProvider(id) {
      if (!(await deleteProvider(pool, id))) throw new Refusal("provider_not_found");
    },
    redirectUrl: redirectUrlOf(publicUrl),
  };
}

export function redirectUrlOf(publicUrl: string): string {
  return `${new URL(publicUrl).origin}${mount}/oidc/callback`;
}

function presented(row: ProviderRow): Provider {
  return { id: row.id, name: row.name, issuer: row.issuer, clientId: row.client_id, createPeople: row.creates_people };
}
