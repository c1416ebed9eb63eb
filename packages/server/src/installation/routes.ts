import { operations } from "@rondo/contract";
import { type Route, forAnyone, forPerson } from "../http/index.ts";
import { headOf, showCursor } from "../journal/index.ts";
import { anyWorkspace } from "../workspaces/index.ts";
import { meOf, openDemo, setUp } from "./commands.ts";
import { presentSession } from "./present.ts";
import { version } from "./version.ts";

export const installationRoutes: Route[] = [
  forAnyone(operations.getInstallation, async ({ system }) => {
    const passkeys = system.identity.passkeysAvailable();
    const providers = await system.identity.listProviders();
    return {
      state: (await anyWorkspace(system.database.directory)) ? ("ready" as const) : ("new" as const),
      version,
      demo: system.config.demo,
      signIn: {
        passkeys: passkeys.available,
        why: passkeys.why,
        providers: providers.map(({ id, name }) => ({ id, name })),
        mail: system.mail.configured,
      },
    };
  }),
  forAnyone(operations.setUp, setUp),
  forAnyone(operations.openDemo, openDemo),
  forPerson(operations.getMe, async ({ system, personId }) => {
    const news = await headOf(system.database.directory, system.database.epoch);
    return { ...(await meOf(system, personId)), news: showCursor(news) };
  }),
  forPerson(operations.changeMe, async ({ system, personId, body }) => {
    await system.identity.changePerson(personId, body);
    return meOf(system, personId);
  }),
  forPerson(operations.listSessions, async ({ system, personId, sessionId }) => ({
    items: (await system.identity.listSessions(personId)).map((session) => presentSession(session, sessionId)),
  })),
  forPerson(operations.endSession, async ({ system, personId, params }) => {
    await system.identity.endSession(personId, params.s);
    return undefined;
  }),
];
