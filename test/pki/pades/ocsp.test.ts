import { beforeAll, expect, it } from 'vitest';
import { nullValue, objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../pki/certificate/extensions/oids.ts';
import { fingerprint } from '../../../pki/digest/fingerprint.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import { STORE_LISTS, securityStore } from '../../../pki/pades/read/security-store.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import { OCSP } from '../../../pki/revocation/ocsp/object-identifiers.ts';
import { AUTHORITY_NAMES } from '../../../pki/test-authority/names.ts';
import type { ValidationData } from '../../../pki/validation/evidence.ts';
import { certificate, extension, rsaKey } from '../../support/certificates.ts';
import { ocspResponse } from '../../support/ocsp.ts';
import { START, verify, world } from '../../support/pades-levels.ts';
import { buildPdf } from '../../support/pdf.ts';

/** Level LT by a response about the signer; lists answer only for the issuer and for the authority of the time stamp. */
let bytes: Uint8Array;
let response: Uint8Array;

beforeAll(async () => {
  const { authority, signer, timeStamper, options } = world();
  const { signature } = authority.keys;
  const key = rsaKey();
  const to = new Date(START.getTime() + 86_400_000);
  const responder = certificate({
    subject: [['CN', 'TEST Responder']],
    issuer: AUTHORITY_NAMES.signature,
    key,
    issuerKey: signature.privateKey,
    serial: 77,
    from: START,
    to,
    extensions: [extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose))), extension(OCSP.noCheck, nullValue())],
  });
  const [holder, issuer] = [signer.certificate, signature.certificate].map((der) => parseCertificate(der));
  const answers = [{ certificate: holder!, issuer: issuer!, thisUpdate: START, nextUpdate: to }];
  response = ocspResponse({ key, producedAt: START, answers, certificates: [responder] });
  const lists = authority.publishCrls(START);
  const known = { ...options(), chain: signer.chain, crls: [lists['sarl.crl'], lists['tsa.crl']], ocspResponses: [response] };
  const material = levelMaterial({ timeStamper, options: known, now: () => START });
  bytes = await signPades({ source: buildPdf(), signer, signingTime: START, level: 'LT', material });
});

function without(...kinds: readonly (keyof ValidationData)[]): Uint8Array {
  const document = openPdf(new MemorySource(bytes));
  const update = new IncrementalUpdate(document);
  const store = document.dictionary(document.catalog.get('DSS'))!;
  update.put(document.root, document.catalog.with({ DSS: store.with(Object.fromEntries(kinds.map((kind) => [STORE_LISTS[kind].store, []]))) }));
  return Buffer.concat([bytes, update.write().bytes]);
}

async function outcome(given: Uint8Array) {
  const [signature] = (await verify(given, world().options())).signatures;
  const { conclusion, subIndication, level, checks } = signature!;
  return [conclusion, subIndication, level, checks.find(({ id }) => id === 'revocation')!.params?.['evidence'] ?? null];
}

it('a response in the security store makes level LT', async () => {
  expect(securityStore(openPdf(new MemorySource(bytes))).ocspResponses.map(fingerprint)).toEqual([fingerprint(response)]);
  expect(await outcome(bytes)).toEqual(['TOTAL-PASSED', null, 'LT', 'ocsp']);
});

it('a store written anew with all it had is as good', async () => {
  expect(await outcome(without())).toEqual(['TOTAL-PASSED', null, 'LT', 'ocsp']);
});

it('without it the signature is not decided', async () => {
  expect(await outcome(without('ocspResponses'))).toEqual(['INDETERMINATE', 'TRY_LATER', 'T', null]);
});
