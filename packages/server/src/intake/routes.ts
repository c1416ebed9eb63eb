import { operations } from "@rondo/contract";
import { type Route, forAnyone, inWorkspace } from "../http/index.ts";
import { closeIntake, getForm, openIntake, sendForm } from "./commands.ts";

export const intakeRoutes: Route[] = [
  inWorkspace(operations.openIntake, openIntake),
  inWorkspace(operations.closeIntake, closeIntake),
  forAnyone(operations.getForm, getForm),
  forAnyone(operations.sendForm, sendForm),
];
