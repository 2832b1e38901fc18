import { implicit, octetString, sequence } from '../../pki/asn1/encode.ts';
import { basicConstraints, certificate, extension, rsaKey } from './certificates.ts';
import { pem } from './openssl.ts';

const DAY_MS = 86_400_000;

/** A name that only a proxy reaches. */
export const ELSEWHERE = 'server.invalid';

/** Key and certificate, PEM, of a TLS server on 127.0.0.1, which a proxy also calls `ELSEWHERE`; only whoever is given the certificate trusts it. */
export function loopbackIdentity(): { readonly key: string; readonly cert: string } {
  const key = rsaKey();
  const name = [['CN', 'loopback']] as const;
  const names = extension(
    '2.5.29.17',
    sequence(implicit(2, octetString(Buffer.from(ELSEWHERE))), implicit(7, octetString(Uint8Array.of(127, 0, 0, 1)))),
  );
  const der = certificate({
    subject: name,
    issuer: name,
    key,
    issuerKey: key,
    serial: 1,
    from: new Date(Date.now() - DAY_MS),
    to: new Date(Date.now() + DAY_MS),
    extensions: [basicConstraints(true), names],
  });
  return { key: key.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem('CERTIFICATE', der) };
}
