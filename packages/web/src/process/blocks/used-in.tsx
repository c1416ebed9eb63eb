import { getRouteApi, Link } from "@tanstack/react-router";
import { Blocks } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Button, EmptyState, notify, PageBody, Skeleton, Table, Toolbar, useFormat } from "../../ui/index.ts";
import { blockTexts } from "./en.ts";

const route = getRouteApi("/w/$slug/processes/$id");
type Placement = Answer<"GET /processes/:p/placements">["items"][number];

/** Where a block stands and with which revision; the drafts that are chosen get the newest. */
export function UsedIn() {
  const t = useText(blockTexts);
  const format = useFormat();
  const { id } = route.useParams();
  const { id: w, slug } = useWorkspace();
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const block = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`, "run"] }).data;
  const read = useRead("GET /processes/:p/placements", { params: { p: id } }, { watch: ["process"] });
  const newest = block?.published?.number ?? 0;
  const isOlder = ({ places }: Placement) => places.some(({ revision }) => revision < newest);
  const open = (read.data?.items ?? []).filter((item) => item.mayChange && isOlder(item)).map(({ process }) => process.id);
  const chosen = open.filter((one) => !off.has(one));
  const update = useChange({
    call: () => requestIn(w, "PUT /processes/:p/placements", { params: { p: id }, body: { processes: chosen } }),
    touches: ["process"],
    said: (_, { stayed }) => t("updated", { count: chosen.length - stayed.length, number: newest }),
  });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton />;
  if (read.data.items.length === 0) return <EmptyState picture={<Blocks size={22} />} title={t("notUsed")} about={t("notUsedAbout")} />;
  return (
    <>
      <Toolbar
        label={t("usedIn")}
        end={
          <Button
            kind="primary"
            why={chosen.length === 0 ? (open.length === 0 ? t("isNewest") : t("chooseOne")) : null}
            busy={update.isPending}
            onClick={() =>
              update.mutate(undefined, {
                onSuccess: ({ stayed }) =>
                  stayed.forEach((one) =>
                    notify({
                      tone: "problem",
                      title:
                        one.why === "fields"
                          ? t("stayedFields", { name: one.name, fields: format.list(one.fields) })
                          : t("stayedRefused", { name: one.name }),
                    }),
                  ),
              })
            }
          >
            {t("updateChosen", { count: chosen.length })}
          </Button>
        }
      />
      <PageBody>
        <Table
          fills
          label={t("usedIn")}
          rows={read.data.items}
          idOf={({ process }) => process.id}
          chosen={new Set(chosen)}
          onChoose={(one, on) => setOff((before) => new Set(on ? [...before].filter((other) => other !== one) : [...before, one]))}
          chooseLabel={({ process }) => t("choosePlace", { process: process.name })}
          columns={[
            {
              key: "name",
              title: t("process"),
              names: true,
              cell: ({ process, places }) => (
                <Link
                  to="/w/$slug/processes/$id"
                  params={{ slug, id: process.id }}
                  search={{ step: places[0]?.stepId }}
                  data-row-open
                  className="[overflow-wrap:anywhere] hover:underline"
                >
                  {process.name}
                </Link>
              ),
            },
            {
              key: "where",
              title: t("places"),
              wideOnly: true,
              cell: ({ places }) => <span className="text-muted">{format.list(places.map(({ title }) => title))}</span>,
            },
            {
              key: "has",
              title: t("has"),
              width: "14rem",
              cell: (item) => {
                const number = Math.min(...item.places.map(({ revision }) => revision));
                return (
                  <span className={isOlder(item) ? "font-medium" : "text-faint"}>
                    {t(isOlder(item) ? "hasOlder" : "hasNewest", { number })}
                    {isOlder(item) && !item.mayChange ? <span className="font-normal text-faint"> · {t("mayNot")}</span> : null}
                  </span>
                );
              },
            },
          ]}
        />
      </PageBody>
    </>
  );
}
