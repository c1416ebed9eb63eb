import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { RatingForm, type Said, ratingTexts } from "../rating/index.ts";
import { ErrorNote } from "../ui/index.ts";

/** Asked once, after the end: how satisfied the requester is. */
export function RequestRating({ token, first }: { token: string; first: number | null }) {
  const t = useText(ratingTexts);
  const client = useQueryClient();
  const key = ["request", token, "rating"];
  const { data: rating } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request("GET /api/requests/:token/rating", { params: { token }, signal }),
    retry: false,
  });
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const say = async (said: Said) => {
    setBusy(true);
    try {
      client.setQueryData(key, await request("PUT /api/requests/:token/rating", { params: { token }, body: said }));
      setDone(true);
    } catch (error) {
      if (!isProblem(error)) throw error;
      setWrong({ title: error.title, next: error.next });
    } finally {
      setBusy(false);
    }
  };
  if (wrong) return <ErrorNote {...wrong} />;
  if (done)
    return (
      <p role="status" className="rounded-lg bg-accent-soft/60 p-5 text-sm font-medium">
        {t("thanks")}
      </p>
    );
  return rating?.asked ? <RatingForm first={first} busy={busy} onSay={(said) => void say(said)} /> : null;
}
