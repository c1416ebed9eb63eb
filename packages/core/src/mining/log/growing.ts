/** Typed arrays that double: a million events without a million objects. */
export class GrowingInts {
  #data = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length] = value;
    this.length += 1;
  }

  /** Makes it as long as `length`, the new places holding `filler`. */
  fillTo(length: number, filler: number): void {
    while (this.length < length) this.push(filler);
  }

  set(at: number, value: number): void {
    this.#data[at] = value;
  }

  done(): Int32Array {
    return this.#data.slice(0, this.length);
  }
}

export class GrowingFloats {
  #data = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length] = value;
    this.length += 1;
  }

  done(): Float64Array {
    return this.#data.slice(0, this.length);
  }
}
