import { operations } from "@rondo/contract";
import { type Route, forAnyone, inWorkspace } from "../http/index.ts";
import { acceptInvitation, showInvitation } from "./accept.ts";
import { invite, withdrawInvitation } from "./commands.ts";
import { presentInvitation } from "./present.ts";
import { listOpen } from "./store.ts";

export const invitationRoutes: Route[] = [
  inWorkspace(operations.listInvitations, async ({ tx }) => ({ items: (await listOpen(tx)).map(presentInvitation) })),
  inWorkspace(operations.invite, invite),
  inWorkspace(operations.withdrawInvitation, withdrawInvitation),
  forAnyone(operations.getInvitation, showInvitation),
  forAnyone(operations.acceptInvitation, acceptInvitation),
];
