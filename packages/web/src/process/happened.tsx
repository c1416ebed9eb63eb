import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ReadError } from "../shell/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { PageBody, Skeleton } from "../ui/index.ts";
import { LogView, queryOf } from "../log/index.ts";

const route = getRouteApi("/w/$slug/processes/$id/happened");

/** What really happened in a process's own runs, whatever is written down. */
export function ProcessLog() {
  const { slug } = useWorkspace();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const read = useRead("GET /processes/:p/mined", { params: { p: id }, query: queryOf(search) }, { watch: [`process:${id}`] });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton rows={8} />;
  return (
    <PageBody>
      <LogView
        mined={read.data}
        search={search}
        onSearch={(next) =>
          void navigate({ to: "/w/$slug/processes/$id/happened", params: { slug, id }, search: next, replace: true, resetScroll: false })
        }
      />
    </PageBody>
  );
}
