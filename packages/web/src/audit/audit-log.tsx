import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink, useGo } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, PageBody, PageHeader, Skeleton } from "../ui/index.ts";
import { LogView, logTexts, queryOf } from "../log/index.ts";

const route = getRouteApi("/w/$slug/audit/$id/log/$n");

/** An event log of an audit: looked into, filtered, and adopted as the process that is mined of it. */
export function AuditLog() {
  const t = useText(logTexts);
  const { id: w, slug } = useWorkspace();
  const { id, n } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = useGo();
  const query = queryOf(search);
  const audit = useRead("GET /audits/:a", { params: { a: id } }, { watch: [`audit:${id}`] });
  const read = useRead("GET /audits/:a/files/:n/log", { params: { a: id, n }, query }, { watch: [] });
  const adopt = useChange({
    call: () => requestIn(w, "POST /audits/:a/files/:n/process", { params: { a: id, n }, body: query }),
    touches: ["process"],
    said: (_, made) => t("adopted", { name: made.name }),
  });
  const file = audit.data?.fileList.find(({ number }) => String(number) === n);
  return (
    <>
      <PageHeader
        title={file?.fileName ?? t("whatHappened")}
        trail={
          <ScreenLink to="/audit/$id" params={{ id }} className="hover:text-ink">
            {audit.data?.name ?? ""}
          </ScreenLink>
        }
        actions={
          read.data?.model ? (
            <Button
              kind="primary"
              busy={adopt.isPending}
              onClick={() => adopt.mutate(undefined, { onSuccess: (made) => go({ to: "/processes/$id", params: { id: made.id } }) })}
            >
              {t("adopt")}
            </Button>
          ) : undefined
        }
      />
      <PageBody>
        {read.error && !read.data ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : read.data ? (
          <LogView
            mined={read.data}
            search={search}
            onSearch={(next) =>
              void navigate({ to: "/w/$slug/audit/$id/log/$n", params: { slug, id, n }, search: next, replace: true, resetScroll: false })
            }
          />
        ) : (
          <Skeleton rows={8} />
        )}
      </PageBody>
    </>
  );
}
