/** A file before it is written, or as it was given. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}
