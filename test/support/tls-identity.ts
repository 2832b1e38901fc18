import { implicit, octetString, sequence } from '../../pki/asn1/encode.ts';
import { basicConstraints, certificate, extension, rsaKey } from './certificates.ts';
import { pem } from './openssl.ts';

const DAY_MS = 86_400_000;

/** Key and certificate, PEM, of a TLS server on 127.0.0.1; only whoever is given the certificate trusts it. */
export function loopbackIdentity(): { readonly key: string; readonly cert: string } {
  const key = rsaKey();
  const name = [['CN', 'loopback']] as const;
  const loopback = extension('2.5.29.17', sequence(implicit(7, octetString(Uint8Array.of(127, 0, 0, 1)))));
  const der = certificate({
    subject: name,
    issuer: name,
    key,
    issuerKey: key,
    serial: 1,
    from: new Date(Date.now() - DAY_MS),
    to: new Date(Date.now() + DAY_MS),
    extensions: [basicConstraints(true), loopback],
  });
  return { key: key.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem('CERTIFICATE', der) };
}
