import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { may } from "@rondo/core/access";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { addressOf, type AnswerOf, type Everything, type Problem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { meQuery, useChange, useWorkspace, useWorkspaceRecord } from "../session/index.ts";
import { Button, buttonClass, Combobox, Field, Section, Skeleton, TextInput } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";
import { Sample } from "./sample.tsx";
import { SettingsPage } from "./settings-page.tsx";

type Workspace = AnswerOf<Everything["GET /api/workspaces/:w"]>;

export function WorkspaceSettings() {
  const t = useText(settingsTexts);
  const { id: w, role } = useWorkspace();
  const { data, error, refetch } = useWorkspaceRecord();
  return (
    <SettingsPage about={t("workspaceAbout")}>
      {error && !data ? (
        <ReadError error={error} onRetry={refetch} />
      ) : data ? (
        <Form key={data.version} workspace={data} />
      ) : (
        <Skeleton rows={3} />
      )}
      <Section title={t("exportTitle")} about={t("exportAbout")}>
        <div>
          {may("workspace.export", { workspace: role }) ? (
            <a href={addressOf("/api/workspaces/:w/export", { w })} download className={buttonClass()}>
              <Download size={14} aria-hidden="true" />
              {t("export")}
            </a>
          ) : (
            <Button icon={<Download size={14} />} why={t("exportWhy")}>
              {t("export")}
            </Button>
          )}
        </div>
      </Section>
      <Section title={t("logTitle")} about={t("logAbout")}>
        <div className="flex flex-wrap gap-2">
          {(["xes", "ocel"] as const).map((format) => (
            <a key={format} href={`${addressOf("/api/workspaces/:w/log", { w })}?format=${format}`} download className={buttonClass()}>
              <Download size={14} aria-hidden="true" />
              {t(format === "xes" ? "logXes" : "logOcel")}
            </a>
          ))}
        </div>
      </Section>
      <Sample />
    </SettingsPage>
  );
}

function Form({ workspace }: { workspace: Workspace }) {
  const t = useText(settingsTexts);
  const { role, slug: shown } = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(workspace.name);
  const [zone, setZone] = useState(workspace.zone);
  const [slug, setSlug] = useState(workspace.slug);
  const [wrongSlug, setWrongSlug] = useState<Problem | null>(null);
  const zones = useMemo(
    () =>
      [...new Set([workspace.zone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value.replaceAll("_", " ") })),
    [workspace.zone],
  );
  const mayChange = may("workspace.change", { workspace: role });
  const changed = {
    ...(name.trim() !== workspace.name && { name: name.trim() }),
    ...(zone !== workspace.zone && { zone }),
    ...(slug !== workspace.slug && { slug }),
  };
  const save = useChange({
    call: () => request("PATCH /api/workspaces/:w", { params: { w: workspace.id }, version: workspace.version, body: changed }),
    touches: ["workspace"],
    said: () => (slug === workspace.slug ? t("saved") : t("addressChanged")),
    refused: (problem) => {
      if (problem.code !== "slug_taken" && problem.code !== "invalid_request") return false;
      setWrongSlug(problem);
      return true;
    },
  });
  const why = !mayChange
    ? t("notYoursTitle", { who: "admin" })
    : name.trim() === ""
      ? t("missingName")
      : Object.keys(changed).length === 0
        ? t("nothingChanged")
        : null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setWrongSlug(null);
        if (why === null)
          save.mutate(undefined, {
            onSuccess: async (now) => {
              await client.invalidateQueries({ queryKey: meQuery.queryKey });
              if (now.slug !== shown)
                void navigate({ to: "/w/$slug/settings/workspace" as "/", params: { slug: now.slug } as never, replace: true });
            },
          });
      }}
    >
      <Field label={t("workspaceName")}>
        <TextInput value={name} onValue={setName} maxLength={120} readOnly={!mayChange} />
      </Field>
      <Field label={t("zone")} help={t("zoneHelp")}>
        <Combobox choices={zones} value={zone} onValue={(value) => value && setZone(value)} required disabled={!mayChange} />
      </Field>
      <Field
        label={t("address")}
        help={t("addressHelp", { origin: location.origin, slug })}
        error={wrongSlug ? `${wrongSlug.title}. ${wrongSlug.next}` : null}
      >
        <TextInput
          value={slug}
          onValue={(value) => setSlug(value.toLowerCase().replace(/[^a-z0-9-]/g, "-"))}
          maxLength={40}
          readOnly={!mayChange}
        />
      </Field>
      <div>
        <Button type="submit" kind="primary" why={why} busy={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
