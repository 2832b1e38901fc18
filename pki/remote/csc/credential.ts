import { decodeBase64 } from '../../encoding/base64.ts';
import { parseCertificate } from '../../certificate/certificate.ts';
import { PkiError } from '../../errors.ts';
import type { ActivationWay, RemoteCredential } from '../service.ts';
import type { AuthenticationObject, CredentialAnswer } from './messages.ts';

const PASSWORD = 'Password';

/** The one value that a person types, where it is one: of two, only a form of the service's own knows what they are. */
function typedObject({ auth: { mode, objects = [] } }: CredentialAnswer): AuthenticationObject | null {
  const [only, ...more] = objects;
  return mode === 'explicit' && only?.type === PASSWORD && more.length === 0 ? only : null;
}

function wayOf({ auth: { mode } }: CredentialAnswer, typed: AuthenticationObject | null): ActivationWay {
  if (mode === 'oauth2code') return 'browser';
  if (typed === null) return 'unsupported';
  return typed.generator || /otp/i.test(typed.id) ? 'one-time' : 'pin';
}

/** @throws PkiError REMOTE_ANSWER_WRONG, CERTIFICATE_UNREADABLE */
export function credentialOf(id: string, answer: CredentialAnswer): RemoteCredential {
  const [certificate, ...chain] = answer.cert.certificates.map((text) => {
    const der = decodeBase64(text);
    if (!der) throw new PkiError('REMOTE_ANSWER_WRONG', { note: 'cert.certificates' });
    parseCertificate(der);
    return der;
  });
  const typed = typedObject(answer);
  return {
    id,
    description: answer.description || null,
    certificate: certificate!,
    chain,
    enabled: answer.key.status === 'enabled' && (answer.cert.status ?? 'valid') === 'valid',
    way: wayOf(answer, typed),
    factor: typed && { id: typed.id, digitsOnly: typed.format === 'N' },
    algorithms: answer.key.algo,
  };
}
