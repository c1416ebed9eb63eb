import { type Answer, requestIn } from "../api/index.ts";
import { DropZone } from "../import/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink, useGo } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Badge, type Column, PageBody, PageHeader, Section, Skeleton, Table, useFormat } from "../ui/index.ts";
import { useMoments } from "../task/index.ts";
import { auditTexts } from "./en.ts";
import { sendFiles } from "./sending.ts";

type Head = Answer<"GET /audits">["items"][number];

/** Drop everything a team has; the answer is an audit one can come back to. */
export function AuditsScreen() {
  const t = useText(auditTexts);
  const { id: w, role } = useWorkspace();
  const format = useFormat();
  const { today } = useMoments();
  const go = useGo();
  const make = useChange({ call: (name: string) => requestIn(w, "POST /audits", { body: { name } }), touches: ["audit"] });
  const why = role === "guest" ? t("guestsMayNot") : null;
  const begin = (files: readonly File[]) =>
    make.mutate(t("auditOf", { day: format.day(today) }), {
      onSuccess: ({ id }) => {
        void sendFiles(w, id, files);
        go({ to: "/audit/$id", params: { id } });
      },
    });
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody width="text">
        <div className="flex flex-col gap-8">
          <DropZone
            why={why}
            onFiles={(files) => files.length > 0 && begin(files)}
            texts={{ drop: t("drop"), dropNow: t("dropNow"), dropAbout: t("dropAbout"), choose: t("choose") }}
          />
          {why === null ? <Earlier /> : null}
        </div>
      </PageBody>
    </>
  );
}

function Earlier() {
  const t = useText(auditTexts);
  const moments = useMoments();
  const read = useRead("GET /audits", {}, { watch: ["audit"] });
  const columns: readonly Column<Head>[] = [
    {
      key: "name",
      title: t("name"),
      names: true,
      cell: (one) => (
        <ScreenLink
          to="/audit/$id"
          params={{ id: one.id }}
          data-row-open
          className="[overflow-wrap:anywhere] underline-offset-2 hover:underline"
        >
          {one.name}
        </ScreenLink>
      ),
    },
    {
      key: "found",
      title: t("found"),
      cell: (one) => (
        <span className="text-muted">
          {one.unread > 0
            ? t("readingSome", { read: one.files - one.unread, of: one.files })
            : one.comparing
              ? t("comparing")
              : one.comparedAt === null
                ? t("notCompared")
                : t("foundWords", { processes: one.processes, projects: one.projects, unclear: one.unclear })}
        </span>
      ),
    },
    { key: "shared", title: "", width: "5rem", wideOnly: true, cell: (one) => (one.shared ? <Badge>{t("shared")}</Badge> : null) },
    {
      key: "when",
      title: t("when"),
      end: true,
      width: "8rem",
      wideOnly: true,
      cell: (one) => <span className="whitespace-nowrap text-muted">{moments.ago(one.at)}</span>,
    },
  ];
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  return (
    <Section title={t("earlier")}>
      {read.data === undefined ? (
        <Skeleton rows={3} />
      ) : read.data.items.length === 0 ? (
        <p className="text-sm text-muted">{t("earlierNone")}</p>
      ) : (
        <Table label={t("earlier")} columns={columns} rows={read.data.items} idOf={(one) => one.id} />
      )}
    </Section>
  );
}
