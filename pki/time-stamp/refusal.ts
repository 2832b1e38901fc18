import { bitString, integer, sequence, utf8String } from '../asn1/encode.ts';
import { FAILURE_BITS, type Failure } from './failure-info.ts';

const REJECTION = 2;

/** A request that is not granted; travels to the requester as a response without a token. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: Failure;

  constructor(failure: Failure, reason: string) {
    super(reason);
    this.failure = failure;
  }

  /** TimeStampResp, DER. */
  response(): Uint8Array {
    return sequence(sequence(integer(REJECTION), sequence(utf8String(this.message)), failureInfo(FAILURE_BITS[this.failure])));
  }
}

/** A named bit list without trailing zero bits (X.690 section 11.2.2). */
function failureInfo(bit: number): Uint8Array {
  const octets = new Uint8Array((bit >> 3) + 1);
  octets[bit >> 3] = 0x80 >> (bit & 7);
  return bitString(octets, 7 - (bit & 7));
}
