import type { Answer } from "../../api/index.ts";

export type NoticeSettings = Answer<"GET /notice-settings">;
