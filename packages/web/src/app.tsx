import { CSPProvider } from "@base-ui/react/csp-provider";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { makeClient } from "./client.ts";
import { useLanguage } from "./messages/index.ts";
import { makeRouter } from "./router.tsx";
import { onFirstNotice } from "./ui/index.ts";

const Above = lazy(() => import("./ui/above.tsx").then((module) => ({ default: module.Above })));

const client = makeClient(() => void signInAgain());
const router = makeRouter(client);
fetchScreen();

/** Our Content-Security-Policy allows no `<style>` elements; what Base UI would put there is in app.css. */
export function App() {
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={useLanguage().direction}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <Suspense>{useSettled() ? <Above /> : null}</Suspense>
        </QueryClientProvider>
      </DirectionProvider>
    </CSPProvider>
  );
}

/** The code of the screen that the address names is on its way while the server is asked who is here. */
function fetchScreen(): void {
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const { options } of routes)
    void (options.component as { preload?: () => Promise<unknown> } | undefined)?.preload?.().catch(() => undefined);
}

/** The first screen had its second, or there is something to say before. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const settle = () => setSettled(true);
    const timer = setTimeout(settle, 1_000);
    const stop = onFirstNotice(settle);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return settled;
}

/** The session ended while a screen was open: sign in, then come back here. */
async function signInAgain(): Promise<void> {
  const { pathname, href } = router.latestLocation;
  if (!pathname.startsWith("/w/")) return;
  client.clear();
  await router.navigate({ to: "/sign-in", search: { return: href } });
}
