/** The parts of the oracle that the tests use; its own types are not exported. */
declare module "bpmn-moddle" {
  type Element = {
    readonly id: string;
    readonly flowElements: Element[];
    readonly plane: { readonly planeElement: { readonly bpmnElement: Element }[] };
  };

  export class BpmnModdle {
    fromXML(
      text: string,
    ): Promise<{ rootElement: { readonly rootElements: Element[]; readonly diagrams: Element[] }; warnings: unknown[] }>;
  }
}
