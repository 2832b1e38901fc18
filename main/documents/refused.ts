import type { Failure } from '../api/schema/common.ts';

/** A document that was found unfit when it was taken in. */
export class RefusedDocument extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
