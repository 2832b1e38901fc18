/** A signature that is not built as XML Signature or XAdES demand; becomes a FORMAT_FAILURE. */
export class FormatFault extends Error {
  override readonly name = 'FormatFault';
}
