import type { Answer } from "../api/index.ts";
import { useFinding, useText } from "../messages/index.ts";
import { outlookTexts } from "./en.ts";

type Found = Answer<"GET /projects/:p/levellings/:l">["findings"];

/** More places that nobody can take than these are told role by role: a plan that was just imported has one on every task. */
const few = 3;

export function Findings({ findings }: { findings: Found }) {
  const say = useFinding();
  const t = useText(outlookTexts);
  const places = findings.filter(({ code }) => code === "level.role_short");
  const apart = places.length > few ? findings.filter((finding) => !places.includes(finding)) : findings;
  const roles = Map.groupBy(places, ({ params }) => String(params?.["role"]));
  return (
    <>
      {apart.map((finding, index) => (
        <p key={index} className="text-sm text-muted">
          {say(finding)}
        </p>
      ))}
      {places.length > few ? (
        <details className="max-w-3xl text-sm text-muted">
          <summary className="cursor-pointer">
            {t("placesOpen", {
              count: places.length,
              roles: [...roles].map(([role, tasks]) => t("placesOf", { role, count: tasks.length })).join(", "),
            })}
          </summary>
          <ul className="mt-2 flex flex-col gap-1 ps-4">
            {places.map((finding, index) => (
              <li key={index}>{say(finding)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
