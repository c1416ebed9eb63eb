import { lazy } from "react";

const fetch = () => import("./waiting-dialog.tsx");

/** For the router's context: the list of everything that waits to be sent, over any screen. */
export const Waiting = { Dialog: lazy(() => fetch().then((module) => ({ default: module.WaitingDialog }))), fetch };
