import { kindOf } from '../../card/hpki/certificate-facts.ts';
import { PkiError } from '../../pki/errors.ts';
import type { FaultyCredential, RemoteCredential } from '../../pki/remote/service.ts';
import type { ReaderView } from '../api/schema/card.ts';
import type { RemoteKey, RemoteServiceRecord } from '../api/schema/remote.ts';
import { certificateView } from '../cards/certificate-view.ts';
import { toFailure } from '../failure.ts';
import type { SigningSource } from '../signing/readiness.ts';

/** A key at a service under the name by which people and orders speak of it. */
export interface NamedCredential {
  readonly reader: string;
  readonly service: RemoteServiceRecord;
  readonly credential: RemoteCredential;
}

/** Names of keys: that of the service, with its own name for the key where it has several. */
export function named(service: RemoteServiceRecord, credentials: readonly RemoteCredential[]): readonly NamedCredential[] {
  const plain = `${service.name} (CSC)`;
  return credentials.map((credential) => ({ reader: credentials.length === 1 ? plain : `${plain} ${credential.id}`, service, credential }));
}

/** By which a key is the same key, whatever its name. */
export const keyIdentity = ({ service, credential }: NamedCredential): string => `remote/${service.id}/${credential.id}`;

/** Why nothing may be signed with a key, `null` where something may; what its certificate is worth is judged as that of a card. */
export function keyFault({ credential: { certificate, enabled, way } }: NamedCredential): PkiError | null {
  if (!enabled) return new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: 'disabled' });
  if (way === 'unsupported') return new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: 'auth' });
  return kindOf(certificate) === 'authentication' ? new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: 'authentication certificate' }) : null;
}

/** What readiness and levels are judged by. */
export function signingSource(key: NamedCredential): SigningSource {
  const { certificate, chain } = key.credential;
  const failure = keyFault(key);
  return {
    reader: key.reader,
    applications: [{ kind: 'signature', certificate: failure ? null : { der: certificate }, chain, triesLeft: null, failure }],
  };
}

/** The certificate of a key, and why nothing may be signed with it; what a service sends need not be one of ours. */
function seen(key: NamedCredential, now: Date): Pick<RemoteKey, 'certificate' | 'failure'> {
  try {
    const failure = keyFault(key);
    return { certificate: certificateView(key.credential.certificate, now), failure: failure && toFailure(failure) };
  } catch (error) {
    return { certificate: null, failure: toFailure(error) };
  }
}

/** A key as the settings show it. */
export function remoteKeyView(key: NamedCredential, now: Date): RemoteKey {
  const { id, description, way } = key.credential;
  return { id, description, reader: key.reader, way, ...seen(key, now) };
}

/** A key of which the service tells nothing that can be used. */
export const faultyKeyView = ({ name }: RemoteServiceRecord, { id, error }: FaultyCredential): RemoteKey => ({
  ...{ id, description: null, reader: `${name} (CSC) ${id}`, way: 'unsupported', certificate: null, failure: toFailure(error) },
});

/** A key as people see it among the cards: a reader whose card has one application. */
export function readerView(key: NamedCredential, now: Date): ReaderView {
  const { certificate, failure } = seen(key, now);
  const { host } = new URL(key.service.base);
  return {
    ...{ name: key.reader, transport: 'remote', state: 'hpki', atr: '', insertion: keyIdentity(key), busy: false, failure: null },
    service: { host, way: key.credential.way },
    applications: [{ aid: host, kind: 'signature', pinTriesLeft: null, certificate: failure ? null : certificate, failure }],
  };
}
