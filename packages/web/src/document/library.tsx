import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { Button, PageHeader } from "../ui/index.ts";
import { spaceAtLeast, type SpaceRole } from "@rondo/core/access";
import { documentTexts } from "./en.ts";
import { DocumentList } from "./list.tsx";

const library = getRouteApi("/w/$slug/documents");
const ofProject = getRouteApi("/w/$slug/projects/$id/documents");
const ofProcess = getRouteApi("/w/$slug/processes/$id/documents");

/** Everything written down in the workspace. */
export function Library() {
  const t = useText(documentTexts);
  const { slug, role } = useWorkspace();
  const navigate = useNavigate();
  const shown = library.useSearch();
  const why = role === "guest" ? t("guestsDont") : null;
  const show = (search: typeof shown) => void navigate({ to: "/w/$slug/documents", params: { slug }, search });
  return (
    <>
      <PageHeader
        title={t("documents")}
        actions={
          <Button kind="primary" icon={<Plus size={16} />} why={why} onClick={() => show({ ...shown, new: true })}>
            {t("newDocument")}
          </Button>
        }
      />
      <DocumentList place={{ kind: "workspace" }} mayMake={why} shown={shown} onShown={show} />
    </>
  );
}

/** The tab of a project. */
export function ProjectDocuments() {
  const { slug } = useWorkspace();
  const { id } = ofProject.useParams();
  const navigate = useNavigate();
  const project = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`] });
  const why = useWhy(project.data?.mine);
  return (
    <DocumentList
      place={{ kind: "project", id }}
      mayMake={why}
      shown={ofProject.useSearch()}
      onShown={(search) => void navigate({ to: "/w/$slug/projects/$id/documents", params: { slug, id }, search })}
    />
  );
}

/** The tab of a process. */
export function ProcessDocuments() {
  const { slug } = useWorkspace();
  const { id } = ofProcess.useParams();
  const navigate = useNavigate();
  const process = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`] });
  const why = useWhy(process.data?.mine);
  return (
    <DocumentList
      place={{ kind: "process", id }}
      mayMake={why}
      shown={ofProcess.useSearch()}
      onShown={(search) => void navigate({ to: "/w/$slug/processes/$id/documents", params: { slug, id }, search })}
    />
  );
}

function useWhy(mine: SpaceRole | null | undefined): string | null {
  const t = useText(documentTexts);
  const { role } = useWorkspace();
  if (role === "guest") return t("guestsDont");
  return mine !== undefined && !spaceAtLeast(mine, "contributor") ? t("readersOnly") : null;
}
