export type TlvFault = 'truncated' | 'indefinite-length' | 'length-too-long' | 'tag-too-long' | 'unexpected';

/** Bytes that are not the BER-TLV object they should be. */
export class TlvError extends Error {
  override readonly name = 'TlvError';
  readonly fault: TlvFault;

  constructor(fault: TlvFault, note = '') {
    super(note ? `${fault}: ${note}` : fault);
    this.fault = fault;
  }
}
