/** A mistake of ours, not of the person: the request dies, the process lives, and it is reported. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** Asserts what must be true if the code is right. Never use it on people's data: that is a finding or a refusal. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
