import { operations } from "@rondo/contract";
import { type Route, asStream, inWorkspace } from "../http/index.ts";
import { mustLookAfterInstallation } from "../workspaces/index.ts";
import { listBackups } from "./backups.ts";
import { addProvider, makeBackup, removeProvider, testMail } from "./commands.ts";

/** What belongs to the installation, seen to in the workspace that was set up first. */
export const settingsRoutes: Route[] = [
  inWorkspace(operations.testMail, testMail),
  inWorkspace(operations.listBackups, async (call) => {
    await mustLookAfterInstallation(call);
    const directory = call.system.config.backupDirectory;
    return { directory, items: await listBackups(directory) };
  }),
  asStream(operations.makeBackup, async (call) => call.reply.code(201).send(await makeBackup(call))),
  inWorkspace(operations.listSignInProviders, async (call) => {
    await mustLookAfterInstallation(call);
    const { identity } = call.system;
    const items = (await identity.listProviders()).map(({ id, name, issuer, clientId, createPeople }) => ({
      id,
      name,
      issuer,
      clientId,
      createPeople,
    }));
    return { items, redirectUrl: identity.redirectUrl };
  }),
  inWorkspace(operations.addSignInProvider, addProvider),
  inWorkspace(operations.testSignInProvider, async (call) => {
    await mustLookAfterInstallation(call);
    return call.system.identity.testProvider(call.body.issuer);
  }),
  inWorkspace(operations.removeSignInProvider, removeProvider),
];
