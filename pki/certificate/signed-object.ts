import { readSignatureAlgorithm, algorithmName, type SignatureAlgorithm } from '../algorithms/signature-algorithms.ts';
import { loadPublicKey, signatureFits } from '../algorithms/signature-value.ts';
import { DerError, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid, readSignatureBits, sameBytes, toHex } from '../asn1/values.ts';
import { BoundedCache } from '../bounded-cache.ts';

/** Bytes signed by an authority: a certificate, a revocation list or an OCSP response. */
export interface SignedObject {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: {
    /** By which reports and the allow-list know it; of an unknown one, its object identifier. */
    readonly name: string;
    /** `null` when it is none that we know, or its parameters make no sense. */
    readonly known: SignatureAlgorithm | null;
  };
  readonly signature: Uint8Array;
}

export interface SignedParts {
  readonly tbs: DerNode;
  readonly algorithm: DerNode;
  readonly signed: SignedObject;
}

/** Takes the three parts of a signed object apart (RFC 5280 sections 4.1.1 and 5.1.1). */
export function readSignedObject(der: Uint8Array): SignedParts {
  const members = new Fields(parseDer(der, TAG.SEQUENCE));
  const parts = takeSignedParts(members);
  members.end();
  return parts;
}

/** The same three parts where more may follow, as in an OCSP response (RFC 6960 section 4.2.1). */
export function takeSignedParts(members: Fields): SignedParts {
  const tbs = members.take(TAG.SEQUENCE);
  const algorithm = members.take(TAG.SEQUENCE);
  const signature = readSignatureBits(members.takeAny());
  return { tbs, algorithm, signed: { tbs: tbs.bytes, signatureAlgorithm: readAlgorithm(algorithm), signature } };
}

/** The algorithm stands inside what is signed too; there it must be the same. */
export function expectSameAlgorithm(inner: DerNode, outer: DerNode): void {
  if (!sameBytes(inner.bytes, outer.bytes)) throw new DerError('the two signature algorithms differ');
}

function readAlgorithm(node: DerNode): SignedObject['signatureAlgorithm'] {
  const oid = readOid(new Fields(node).takeAny());
  const known = withoutFault(() => readSignatureAlgorithm(node.bytes));
  return { name: known ? algorithmName(known) : oid, known };
}

/** An object of which only the signature makes no sense can still be shown. */
function withoutFault<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** Answers about one object by the content of the key asked for; they go with the object. */
const verified = new WeakMap<SignedObject, BoundedCache<string, boolean>>();
/** Keys whose answers are kept for one object, in digits of their DER: its issuer's, and some of impostors. */
const KEPT_DIGITS = 16_384;

/** Whether `spki` (DER) made the signature. An unknown algorithm, or a key that cannot be read, is no. Asked again, it is not computed again. */
export function verifySignedObject(object: SignedObject, spki: Uint8Array): boolean {
  const answers = verified.get(object) ?? new BoundedCache<string, boolean>(KEPT_DIGITS);
  verified.set(object, answers);
  const key = toHex(spki);
  return answers.reuse(
    key,
    () => verify(object, spki),
    () => key.length,
  );
}

function verify({ tbs, signatureAlgorithm: { known }, signature }: SignedObject, spki: Uint8Array): boolean {
  if (!known) return false;
  try {
    return signatureFits(known, loadPublicKey(spki), tbs, signature);
  } catch {
    return false;
  }
}
