import { describe, expect, it } from 'vitest';
import { nullValue, objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../pki/certificate/extensions/oids.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import { OCSP } from '../../../pki/revocation/ocsp/object-identifiers.ts';
import { AUTHORITY_NAMES } from '../../../pki/test-authority/names.ts';
import { certificate, extension, rsaKey } from '../../support/certificates.ts';
import { levelsWorld } from '../../support/levels.ts';
import { ocspResponse } from '../../support/ocsp.ts';

const start = new Date('2016-03-01T03:00:00Z');
const content = Buffer.from('A letter');
const world = await levelsWorld(start);
const { signature } = world.authority.keys;
const key = rsaKey();
const responder = certificate({
  subject: [['CN', 'TEST Responder']],
  issuer: AUTHORITY_NAMES.signature,
  key,
  issuerKey: signature.privateKey,
  serial: 77,
  from: start,
  to: new Date('2017-03-01T00:00:00Z'),
  extensions: [extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose))), extension(OCSP.noCheck, nullValue())],
});
const [holder, issuer] = [world.signer.certificate, signature.certificate].map((der) => parseCertificate(der));
const answers = [{ certificate: holder!, issuer: issuer!, thisUpdate: start, nextUpdate: new Date('2016-03-05T00:00:00Z') }];
/** The responder's certificate is not inside. */
const response = ocspResponse({ key, producedAt: start, answers });
const lists = world.authority.publishCrls(start);

const material = (chain: readonly Uint8Array[]) =>
  levelMaterial({
    timeStamper: world.timeStamper,
    options: { ...world.options(), chain, crls: [lists['sarl.crl'], lists['tsa.crl']], ocspResponses: [response] },
    now: () => start,
  });
const sign = (chain: readonly Uint8Array[]) =>
  signCades({ signer: world.signer, content, signingTime: start, level: 'LTA', material: material(chain) });

describe('evidence by OCSP', () => {
  it('is the response that was believed and its responder', async () => {
    const found = await material([responder]).evidenceFor(world.signer.certificate, 'signer', world.signer.chain);
    expect([found.ocspResponses, found.crls]).toEqual([[response], [lists['sarl.crl']]]);
    expect(found.certificates).toContainEqual(responder);
  });

  it('is refused where nobody vouches for the response', async () => {
    await expect(sign([])).rejects.toMatchObject({ code: 'EVIDENCE_INCOMPLETE' });
  });

  it('in a CAdES signature outlives the responder', async () => {
    const bytes = await sign([responder]);
    expect(parseSignedData(bytes)).toMatchObject({ ocspResponses: [response], received: { version: 5 } });
    const later = new Date('2020-01-01T00:00:00Z');
    const tsaList = world.authority.publishCrls(later)['tsa.crl'];
    const { signatures } = await verifyCades({ name: 'x', bytes, content }, world.options({ at: later, crls: [tsaList] }));
    expect([signatures[0]!.conclusion, signatures[0]!.level]).toEqual(['TOTAL-PASSED', 'LTA']);
  });
});
