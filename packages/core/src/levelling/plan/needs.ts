/** Of one task: whom it takes and how much of each, in thousandths; `room` is how much of them may be taken by others meanwhile. */
export type Need = { readonly person: number; readonly units: number; readonly room: number };

/** A place that one of several people may take. */
export type Opening = { readonly role: string; readonly among: readonly Need[] };
