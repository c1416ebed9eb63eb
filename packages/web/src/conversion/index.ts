export { Became, MadeOf } from "./became.tsx";
export { ChangeKind } from "./change-kind.tsx";
export { MakeProjectOf } from "./make-project-of.tsx";
