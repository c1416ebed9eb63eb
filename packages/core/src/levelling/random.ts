/** A seeded generator of 32 bits (xorshift; Marsaglia 2003): the same seed gives the same search on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ (seed >>> 13)) | 0 || 0x2545f491;
    for (let warm = 0; warm < 8; warm++) this.next();
  }

  /** 32 bits, signed. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x;
  }

  /** From 0 to below 1. */
  unit(): number {
    return (this.next() >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(((this.next() >>> 0) / 4_294_967_296) * count);
  }
}
