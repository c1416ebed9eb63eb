import { expect, test } from "vitest";
import { chatBody } from "./call.ts";

test.each(["slack", "teams", "mattermost", "matrix"] as const)("titles are text and nothing else to %s", (format) => {
  const body = JSON.stringify(
    chatBody(format, {
      title: "<script>@all</script>",
      text: "**bold** [x](http://evil.example) @channel",
      url: "https://rondo.example/w/a/inbox",
    }),
  );
  expect(body).toContain("https://rondo.example/w/a/inbox");
  if (format === "matrix") expect((JSON.parse(body) as { html: string }).html).not.toContain("<script>");
  if (format === "slack") expect((JSON.parse(body) as { text: string }).text).not.toContain("<script>");
  if (format === "mattermost") expect((JSON.parse(body) as { text: string }).text).not.toMatch(/@channel|\[x\]\(/);
});
