import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";
import { type Answers, type Kind, questions } from "@rondo/core/advice";

const kinds: readonly Kind[] = ["process", "project", "task", "repeating"];

/** The answers are in the address, so that a verdict can be sent to a colleague. `of`, `as`: what exists already, and is advised again. */
export const newRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "new",
    validateSearch: (
      search: Record<string, unknown>,
    ): Answers & { make?: Kind; about?: string; of?: string; as?: "process" | "project" } => {
      const answers = Object.fromEntries(
        questions.flatMap((question) => (search[question] === "yes" || search[question] === "no" ? [[question, search[question]]] : [])),
      );
      const make = kinds.find((kind) => kind === search["make"]);
      const about = typeof search["about"] === "string" && search["about"] !== "" ? search["about"].slice(0, 300) : undefined;
      const given =
        typeof search["of"] === "string" && (search["as"] === "process" || search["as"] === "project")
          ? { of: search["of"], as: search["as"] as "process" | "project" }
          : {};
      return { ...answers, ...(make ? { make } : {}), ...(about ? { about } : {}), ...given };
    },
    component: lazyRouteComponent(() => import("./new-screen.tsx"), "NewScreen"),
  }),
] as const;
