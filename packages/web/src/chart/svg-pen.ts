/** What the painter needs of a canvas: the same drawing goes to a screen or into an SVG file. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillRect"
  | "strokeRect"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "arc"
  | "roundRect"
  | "fill"
  | "stroke"
  | "setLineDash"
  | "fillText"
  | "measureText"
> & {
  fillStyle: CanvasRenderingContext2D["fillStyle"];
  strokeStyle: CanvasRenderingContext2D["strokeStyle"];
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textBaseline: CanvasTextBaseline;
};

/** A pen that writes SVG. `measure` is asked for the width of texts. */
export class SvgPen implements Pen {
  fillStyle: CanvasRenderingContext2D["fillStyle"] = "#000";
  strokeStyle: CanvasRenderingContext2D["strokeStyle"] = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "12px sans-serif";
  textBaseline: CanvasTextBaseline = "middle";
  private readonly parts: string[] = [];
  private path = "";
  private dash: readonly number[] = [];
  private origin = { x: 0, y: 0 };
  private readonly measure: (text: string, font: string) => TextMetrics;

  constructor(measure: (text: string, font: string) => TextMetrics) {
    this.measure = measure;
  }

  /** Everything after this is drawn from there. */
  moveOrigin(x: number, y: number): void {
    this.origin = { x, y };
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (width > 0 && height > 0)
      this.parts.push(`<rect ${this.at(x, y)} width="${round(width)}" height="${round(height)}" fill="${this.fillStyle}"${this.faint()}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.parts.push(`<rect ${this.at(x, y)} width="${round(width)}" height="${round(height)}" fill="none" ${this.line()}/>`);
  }

  beginPath(): void {
    this.path = "";
  }

  moveTo(x: number, y: number): void {
    this.path += `M${this.pair(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${this.pair(x, y)}`;
  }

  closePath(): void {
    this.path += "Z";
  }

  /** Whole circles only: the painter draws no others. */
  arc(x: number, y: number, radius: number): void {
    this.path += `M${this.pair(x - radius, y)}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;
  }

  roundRect(x: number, y: number, width: number, height: number, radius?: number | DOMPointInit | Iterable<number | DOMPointInit>): void {
    const r = typeof radius === "number" ? radius : 0;
    this.path += `M${this.pair(x + r, y)}h${round(width - 2 * r)}a${r},${r} 0 0 1 ${r},${r}v${round(height - 2 * r)}a${r},${r} 0 0 1 ${-r},${r}h${round(2 * r - width)}a${r},${r} 0 0 1 ${-r},${-r}v${round(2 * r - height)}a${r},${r} 0 0 1 ${r},${-r}Z`;
  }

  fill(): void {
    if (this.path !== "") this.parts.push(`<path d="${this.path}" fill="${this.fillStyle}"${this.faint()}/>`);
  }

  stroke(): void {
    if (this.path !== "") this.parts.push(`<path d="${this.path}" fill="none" ${this.line()}/>`);
  }

  setLineDash(dash: Iterable<number>): void {
    this.dash = [...dash];
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight, size] = /^(?:(\d{3}) )?([\d.]+px)/.exec(this.font) ?? [];
    this.parts.push(
      `<text ${this.at(x, y)} dominant-baseline="central" font-size="${size ?? "12px"}"${weight ? ` font-weight="${weight}"` : ""} fill="${this.fillStyle}"${this.faint()}>${escape(text)}</text>`,
    );
  }

  measureText(text: string): TextMetrics {
    return this.measure(text, this.font);
  }

  /** A window onto another drawing, as a part of this one: what is outside of it is cut off. */
  place(other: SvgPen, at: { x: number; y: number; width: number; height: number }, from: { x: number; y: number }): void {
    this.parts.push(
      `<svg ${this.at(at.x, at.y)} width="${at.width}" height="${at.height}" viewBox="${from.x} ${from.y} ${at.width} ${at.height}">${other.parts.join("")}</svg>`,
    );
  }

  file(width: number, height: number, font: string, title: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(font)}"><title>${escape(title)}</title>${this.parts.join("")}</svg>\n`;
  }

  private at(x: number, y: number): string {
    return `x="${round(x + this.origin.x)}" y="${round(y + this.origin.y)}"`;
  }

  private pair(x: number, y: number): string {
    return `${round(x + this.origin.x)},${round(y + this.origin.y)}`;
  }

  private line(): string {
    return `stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"${this.dash.length > 0 ? ` stroke-dasharray="${this.dash.join(" ")}"` : ""}${this.faint()}`;
  }

  private faint(): string {
    return this.globalAlpha === 1 ? "" : ` opacity="${this.globalAlpha}"`;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(text: string): string {
  return text
    .replace(/[^\t\n\r -\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
