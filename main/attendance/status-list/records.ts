import { RECORD_LENGTH, STATUSES, type ListedStatus, TOKEN_LENGTH } from './format.ts';

/** Sorted records of fixed width, looked up where they lie. */
export class StatusRecords {
  readonly #records: Buffer;

  /** @throws RangeError when the bytes are not whole records in rising order, each once, each with a known status */
  constructor(body: Uint8Array) {
    this.#records = Buffer.from(body.buffer, body.byteOffset, body.length);
    if (body.length % RECORD_LENGTH !== 0) throw new RangeError('the last record is not whole');
    for (let start = 0; start < body.length; start += RECORD_LENGTH) {
      if (body[start + TOKEN_LENGTH]! >= STATUSES.length) throw new RangeError(`the status of record ${start / RECORD_LENGTH} is not known`);
      if (start > 0 && this.#compare(this.#records.subarray(start - RECORD_LENGTH, start - 1), start) >= 0) {
        throw new RangeError(`record ${start / RECORD_LENGTH} is out of order`);
      }
    }
  }

  get count(): number {
    return this.#records.length / RECORD_LENGTH;
  }

  /** Status of the record with this token, `null` when there is none. */
  find(token: Uint8Array): ListedStatus | null {
    for (let low = 0, high = this.count - 1; low <= high; ) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(token, middle * RECORD_LENGTH);
      if (order === 0) return STATUSES[this.#records[middle * RECORD_LENGTH + TOKEN_LENGTH]!]!;
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return null;
  }

  /** Below zero when the token comes before that of the record which begins there. */
  #compare(token: Uint8Array, start: number): number {
    return -this.#records.compare(token, 0, TOKEN_LENGTH, start, start + TOKEN_LENGTH);
  }
}
