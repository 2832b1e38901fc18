import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { describeWith } from '../support/needs.ts';
import { withCorpus } from '../support/shared-data.ts';

const openssl = (input: Uint8Array, ...args: readonly string[]): string =>
  execFileSync('openssl', [...args, '-inform', 'DER', '-noout', '-nameopt', 'RFC2253,utf8,-esc_msb'], { input, encoding: 'utf8' });

describeWith(['openssl'], 'openssl reads what we read', () => {
  withCorpus('hpki', (folder) => {
    it.each(readdirSync(folder).filter((file) => file.endsWith('.der')))('%s', (file) => {
      const der = readFileSync(join(folder, file));
      const { subject, issuer, serial, sha256 } = parseCertificate(der);
      const fingerprint = sha256.replace(/(..)(?=.)/g, '$1:');
      const expected = `subject=${subject}\nissuer=${issuer}\nserial=${serial}\nsha256 Fingerprint=${fingerprint}\n`;
      expect(openssl(der, 'x509', '-subject', '-issuer', '-serial', '-fingerprint', '-sha256')).toBe(expected);
    });
  });

  withCorpus('pkits', (folder) => {
    it('revocation lists: issuer and times', () => {
      for (const file of readdirSync(join(folder, 'crls'))) {
        const der = readFileSync(join(folder, 'crls', file));
        const { issuer, thisUpdate } = parseCrl(der);
        const [name, time] = openssl(der, 'crl', '-issuer', '-lastupdate').trim().split('\n');
        expect([name, new Date(time!.replace('lastUpdate=', ''))]).toEqual([`issuer=${issuer}`, thisUpdate]);
      }
    });
  });
});
