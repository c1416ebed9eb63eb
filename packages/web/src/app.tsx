import { CSPProvider } from "@base-ui/react/csp-provider";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { makeClient } from "./client.ts";
import { useLanguage } from "./messages/index.ts";
import { makeRouter } from "./router.tsx";
import { TooltipProvider } from "./ui/index.ts";

// Nothing is said before something was done.
const Toaster = lazy(() => import("./ui/toast.tsx").then((module) => ({ default: module.Toaster })));

const client = makeClient(() => void signInAgain());
const router = makeRouter(client);

/** Our Content-Security-Policy allows no `<style>` elements; what Base UI would put there is in app.css. */
export function App() {
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={useLanguage().direction}>
        <QueryClientProvider client={client}>
          <TooltipProvider delay={500}>
            <RouterProvider router={router} />
            <Suspense>
              <Toaster />
            </Suspense>
          </TooltipProvider>
        </QueryClientProvider>
      </DirectionProvider>
    </CSPProvider>
  );
}

/** The session ended while a screen was open: sign in, then come back here. */
async function signInAgain(): Promise<void> {
  const { pathname, href } = router.latestLocation;
  if (!pathname.startsWith("/w/")) return;
  client.clear();
  await router.navigate({ to: "/sign-in", search: { return: href } });
}
