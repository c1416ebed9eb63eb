export type XmlLimits = {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributesPerElement: number;
  readonly attributeLength: number;
  readonly textLength: number;
};

/** A plan of a million tasks has some twenty million elements; real files nest ten deep and rarely use attributes. */
export const defaultXmlLimits: XmlLimits = {
  bytes: 512 * 1024 * 1024,
  depth: 200,
  elements: 40_000_000,
  attributesPerElement: 500,
  attributeLength: 1_000_000,
  textLength: 64 * 1024 * 1024,
};
