import { withoutArmor } from '../cades/armor.ts';
import { embeddedData } from '../cades/embedded-data.ts';
import { cadesTimeStamps } from '../cades/time-stamps.ts';
import { verifySignedData } from '../cms/verify.ts';
import { type SignatureFamily, signatureFamily } from '../document-kind.ts';
import { PkiError } from '../errors.ts';
import { documentEvidence } from '../pades/read/document-evidence.ts';
import { timeStampEvidence } from '../pades/read/document-time-stamps.ts';
import { hasRevocationData } from '../pades/read/security-store.ts';
import { isSound, readSignatures } from '../pades/read/signatures.ts';
import { MemorySource } from '../pdf/bytes/source.ts';
import { openPdf } from '../pdf/document.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence } from '../validation/evidence.ts';
import { openAllExtensible } from '../xades/extensible.ts';
import { type Renewal, renewalOf } from './renewal.ts';

/** Time stamps of one signature, oldest first, and certificates that travel with it. */
interface Stamped {
  readonly timeStamps: readonly Pick<TimeStampEvidence, 'kind' | 'token'>[];
  readonly beside: readonly Uint8Array[];
}

type Read = (bytes: Uint8Array) => Promise<readonly Stamped[]>;

const pades: Read = async (bytes) => {
  const document = openPdf(new MemorySource(bytes));
  const { timeStamps, stores } = await documentEvidence(document, readSignatures(document).filter(isSound));
  const archives = timeStamps.filter(({ sound, store }) => sound && hasRevocationData(store));
  return [{ timeStamps: archives.map((timeStamp) => timeStampEvidence(timeStamp, NO_VALIDATION_DATA)), beside: stores.certificates }];
};

const xades: Read = async (bytes) => openAllExtensible(bytes).map(({ timeStamps, embedded }) => ({ timeStamps, beside: embedded.certificates }));

const cades: Read = async (bytes) => {
  const der = withoutArmor(bytes);
  if (!der) throw new PkiError('DOCUMENT_UNREADABLE', { note: 'no CMS signature' });
  const { signedData, signers } = await verifySignedData({ der, contentDigest: null });
  return signers.map((signer) => ({
    timeStamps: cadesTimeStamps({ signer, signedData }).timeStamps,
    beside: embeddedData(signer, signedData).certificates,
  }));
};

const READ: Readonly<Record<SignatureFamily, Read>> = { pades, xades, cades };

/**
 * When the archive time stamps of a file must be renewed: the earliest of its signatures.
 * @returns `null` where a signature has no archive time stamp, so that there is nothing to renew
 * @throws PkiError of the format
 */
export async function fileRenewal(bytes: Uint8Array): Promise<Renewal | null> {
  const family = signatureFamily(bytes);
  const signatures = family ? await READ[family](bytes) : [];
  const renewals = await Promise.all(signatures.map(({ timeStamps, beside }) => renewalOf(timeStamps, beside)));
  return renewals.includes(null) ? null : (renewals.toSorted((a, b) => a!.due.getTime() - b!.due.getTime())[0] ?? null);
}
