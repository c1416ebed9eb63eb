import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { may } from "@rondo/core/access";
import { Download } from "lucide-react";
import { useState } from "react";
import { addressOf, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { meQuery, useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, buttonClass, Combobox, Field, notify, Section, Skeleton, TextInput } from "../ui/index.ts";
import type { Answer } from "../api/index.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

export function WorkspaceSettings() {
  const t = useText(settingsTexts);
  const { id: w, role } = useWorkspace();
  const read = useRead("GET ", {}, { watch: ["workspace"] });
  return (
    <SettingsPage about={t("workspaceAbout")} needs="workspace.read">
      {read.error ? <ReadError error={read.error} onRetry={read.refetch} /> : read.data ? <Form key={read.data.version} workspace={read.data} /> : <Skeleton rows={3} />}
      <Section title={t("exportTitle")} about={t("exportAbout")}>
        <div>
          {may("workspace.export", { workspace: role }) ? (
            <a href={addressOf("/api/workspaces/:w/export", { w })} download className={buttonClass()}>
              <Download size={14} />
              {t("export")}
            </a>
          ) : (
            <Button icon={<Download size={14} />} why={t("exportWhy")}>
              {t("export")}
            </Button>
          )}
        </div>
      </Section>
    </SettingsPage>
  );
}
