import { getRouteApi } from "@tanstack/react-router";
import { Frame } from "./frame.tsx";

const route = getRouteApi("/w/$slug");

export function WorkspaceScreen() {
  const { workspace } = route.useRouteContext();
  return <Frame workspace={workspace} />;
}
