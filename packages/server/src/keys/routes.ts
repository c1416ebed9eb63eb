import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { createKey, deleteKey } from "./commands.ts";
import { presentKey } from "./present.ts";

export const keyRoutes: Route[] = [
  inWorkspace(operations.listKeys, async ({ actor, system }) => ({
    items: (await system.identity.listKeys(actor.personId, actor.workspaceId)).map(presentKey),
  })),
  inWorkspace(operations.createKey, createKey),
  inWorkspace(operations.deleteKey, deleteKey),
];
