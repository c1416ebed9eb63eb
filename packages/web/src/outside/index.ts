import { lazy } from "react";

export { outsideTexts } from "./en.ts";
export { Stages } from "./stages.tsx";
export { PublicThing } from "./public-thing.tsx";
/** Asked for when it is opened. */
export const ShowOutside = lazy(() => import("./show-outside.tsx").then((module) => ({ default: module.ShowOutside })));
