import { expect, test } from "vitest";
import { SvgPen } from "./svg-pen.ts";

test("what is drawn stands in the file where the origin was, and no text becomes markup", () => {
  const pen = new SvgPen((text) => ({ width: text.length * 6 }) as TextMetrics);
  pen.moveOrigin(300, 48);
  pen.fillStyle = "rgb(1, 2, 3)";
  pen.fillRect(0, 10, 20, 5);
  pen.beginPath();
  pen.moveTo(1, 2);
  pen.lineTo(3.14159, 4);
  pen.closePath();
  pen.globalAlpha = 0.5;
  pen.stroke();
  pen.fillText('<b>&"', 5, 6);
  const file = pen.file(400, 100, "Inter, sans-serif", "Move & <open>");
  expect(file).toContain('<rect x="300" y="58" width="20" height="5" fill="rgb(1, 2, 3)"/>');
  expect(file).toContain('d="M301,50L303.14,52Z"');
  expect(file).toContain("&lt;b&gt;&amp;&quot;</text>");
  expect(file).toContain("<title>Move &amp; &lt;open&gt;</title>");
});
