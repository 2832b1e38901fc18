import { signatureFitsDigest } from '../algorithms/signature-value.ts';
import { certificateKey } from '../cms/certificate-identifiers.ts';
import { sameBytes } from '../asn1/values.ts';
import { PkiError } from '../errors.ts';
import type { Signer } from '../signer.ts';
import { hashOrder } from './hash-order.ts';
import type { Activation, HashOrder, RemoteCredential, RemoteSession } from './service.ts';

export interface RemoteSignerOptions {
  readonly session: RemoteSession;
  /** As it was shown to the person. */
  readonly credential: RemoteCredential;
  /** Lets the person unlock the key for these hashes, once for each signature. */
  readonly activate: (order: HashOrder) => Promise<Activation>;
  readonly signal: AbortSignal;
}

/**
 * Signs with a key that a service keeps. The service is not trusted: its certificate must be the very one that was shown, asked again before anybody
 * unlocks the key, and each value is verified with that certificate's key over the very digest before it is given away.
 * @example
 * const signer = remoteSigner({ session, credential, activate: (order) => session.activate(order, pin, signal), signal });
 */
export function remoteSigner({ session, credential, activate, signal }: RemoteSignerOptions): Signer {
  const { certificate, chain } = credential;
  return {
    certificate,
    chain,
    /** @throws PkiError REMOTE_CERTIFICATE_CHANGED, REMOTE_CREDENTIAL_UNFIT, REMOTE_ANSWER_WRONG, SIGNATURE_VALUE_WRONG; what session and `activate` throw */
    async sign(digestInfo) {
      const order = hashOrder(credential, digestInfo);
      await requireUnchanged(session, credential, signal);
      const values = await session.signHash(order, await activate(order), signal);
      if (values.length !== order.hashes.length)
        throw new PkiError('REMOTE_ANSWER_WRONG', { note: `${values.length} signatures for ${order.hashes.length}` });
      return requireFitting(order, values);
    },
  };
}

async function requireUnchanged(session: RemoteSession, shown: RemoteCredential, signal: AbortSignal): Promise<void> {
  const { certificate, enabled } = await session.credential(shown.id, signal);
  if (!sameBytes(certificate, shown.certificate)) throw new PkiError('REMOTE_CERTIFICATE_CHANGED', { credential: shown.id });
  if (!enabled) throw new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: 'disabled' });
}

/** The value of the one hash of the order. */
function requireFitting({ credential, digest, hashes: [hash] }: HashOrder, [value]: readonly Uint8Array[]): Uint8Array {
  const key = certificateKey(credential.certificate);
  if (!hash || !value || !key || !signatureFitsDigest({ scheme: 'rsa', digest }, digest, key, hash, value))
    throw new PkiError('SIGNATURE_VALUE_WRONG');
  return value;
}
