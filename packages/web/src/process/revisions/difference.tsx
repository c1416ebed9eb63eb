import { type Definition, diffDefinitions, diffFlows } from "@rondo/core/process";
import { lazy, Suspense, useMemo } from "react";
import { PictureOrTable, Skeleton } from "../../ui/index.ts";
import { DiffList } from "./diff-list.tsx";

const FlowPicture = lazy(() => import("../flow/flow-picture.tsx").then((module) => ({ default: module.FlowPicture })));

/** What differs between two definitions: a line each, or both flows as one picture. */
export function Difference({
  before,
  after,
  view,
  onView,
}: {
  before: Definition;
  after: Definition;
  view: "picture" | "table";
  onView: (view: "picture" | "table") => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <div>
        <PictureOrTable value={view} onValue={onView} />
      </div>
      {view === "picture" ? <FlowDifference before={before} after={after} /> : <DiffList diff={diffDefinitions(before, after)} />}
    </div>
  );
}

/** Both flows in one picture: what is gone is still there, crossed out. */
function FlowDifference({ before, after }: { before: Definition; after: Definition }) {
  const diff = useMemo(() => diffFlows(before, after), [before, after]);
  return (
    <Suspense fallback={<Skeleton />}>
      <FlowPicture short flow={diff} marks={diff.marks} roles={nobody} counts={none} selected={null} onStep={() => undefined} />
    </Suspense>
  );
}

const nobody: ReadonlyMap<string, string> = new Map();
const none: ReadonlyMap<string, number> = new Map();
