import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";
import { type Answers, type Kind, questions } from "@rondo/core/advice";

const kinds: readonly Kind[] = ["process", "project", "task", "repeating"];

/** The answers are in the address, so that a verdict can be sent to a colleague. */
export const newRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "new",
    validateSearch: (search: Record<string, unknown>): Answers & { make?: Kind; about?: string } => {
      const answers = Object.fromEntries(questions.flatMap((question) => (search[question] === "yes" || search[question] === "no" ? [[question, search[question]]] : [])));
      const make = kinds.find((kind) => kind === search["make"]);
      const about = typeof search["about"] === "string" && search["about"] !== "" ? search["about"].slice(0, 300) : undefined;
      return { ...answers, ...(make ? { make } : {}), ...(about ? { about } : {}) };
    },
    component: lazyRouteComponent(() => import("./new-screen.tsx"), "NewScreen"),
  }),
] as const;
