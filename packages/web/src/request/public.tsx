import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { addressOf, isProblem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { outsideTexts, PublicThing } from "../outside/index.ts";
import { ErrorState, Skeleton } from "../ui/index.ts";
import { PublicPage } from "./page.tsx";

const route = getRouteApi("/public/$token");

/** What a public link shows, read again when it changes, and gone when the link is ended. */
export function PublicLinkPage() {
  const t = useText(outsideTexts);
  const { token } = route.useParams();
  const client = useQueryClient();
  const read = useQuery({
    queryKey: ["public", token],
    queryFn: ({ signal }) => request("GET /api/public/:token", { params: { token }, signal }),
    retry: false,
  });
  const there = read.data !== undefined && !read.error;
  useEffect(() => {
    if (!there) return;
    const stream = new EventSource(addressOf("/api/public/:token/events", { token }));
    const again = () => void client.invalidateQueries({ queryKey: ["public", token] });
    const end = () => {
      stream.close();
      // What was read must not stay on the screen until the next answer.
      void client.resetQueries({ queryKey: ["public", token] });
    };
    stream.addEventListener("change", again);
    stream.addEventListener("end", end);
    return () => stream.close();
  }, [there, token, client]);
  if (read.data && !read.error)
    return (
      <PublicPage organisation={read.data.organisation} wide>
        <PublicThing view={read.data} fileAddress={(a) => addressOf("/api/public/:token/files/:a", { token, a })} />
        <p className="pt-8 text-xs text-faint">{t("readOnly")}</p>
      </PublicPage>
    );
  return (
    <PublicPage organisation="">
      {read.error ? (
        <ErrorState
          whole
          title={isProblem(read.error) ? read.error.title : t("failed")}
          next={isProblem(read.error) ? read.error.next : t("failedNext")}
          {...(isProblem(read.error, "public_link_gone") ? {} : { onRetry: () => void read.refetch() })}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </PublicPage>
  );
}
