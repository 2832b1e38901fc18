import { verifyCades } from '../../pki/cades/verify.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { verifyPades } from '../../pki/pades/verify.ts';
import type { VerificationReport } from '../../pki/report.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { verifyXades } from '../../pki/xades/verify.ts';
import { type DocumentKind, kindOf } from '../documents/kind.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';

type Verify = (file: NamedBytes & { readonly content?: Uint8Array }, options: VerificationOptions) => Promise<VerificationReport>;

/** Who verifies what; what is of no known kind may still be a signature in base64. */
const VERIFY: Readonly<Record<DocumentKind, Verify | null>> = {
  pdf: verifyPades,
  'prescription-xml': verifyEps,
  'dispensing-xml': verifyEps,
  xml: verifyXades,
  cms: verifyCades,
  other: verifyCades,
  'prescription-csv': null,
};

/**
 * Verifies a signed file of any kind. Of a detached signature and its content either may be given first.
 * @throws AppError DOCUMENT_TYPE_UNKNOWN, PkiError DOCUMENT_UNREADABLE and what the format's verifier throws
 */
export async function verify(file: NamedBytes, content: NamedBytes | null, options: VerificationOptions): Promise<VerificationReport> {
  const swapped = content !== null && kindOf(file.bytes) !== 'cms' && kindOf(content.bytes) === 'cms';
  const [signature, signed] = swapped ? [content, file] : [file, content];
  const verifyKind = VERIFY[kindOf(signature.bytes)];
  if (!verifyKind) throw new AppError('DOCUMENT_TYPE_UNKNOWN', { name: file.name });
  const report = await verifyKind({ ...signature, ...(signed && { content: signed.bytes }) }, options);
  return { ...report, file: file.name };
}
