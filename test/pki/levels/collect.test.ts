import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import type { EvidenceUse } from '../../../pki/levels/material.ts';
import { AUTHORITY_NAMES } from '../../../pki/test-authority/names.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { NO_VALIDATION_DATA } from '../../../pki/validation/evidence.ts';
import { crl } from '../../support/certificates.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { failureOf } from '../../support/pki-failure.ts';

const start = new Date('2026-11-20T03:00:00Z');
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(start);
});

const subjects = (certificates: readonly Uint8Array[]): string[] => certificates.map((der) => parseCertificate(der).subject.split(',')[0]!);

describe('evidence that a verifier will believe', () => {
  it('of a signer: issuers with the root, and one list for each certificate below it', async () => {
    const { certificates, crls, ocspResponses } = await world.material().evidenceFor(world.signer.certificate, 'signer', world.signer.chain);
    expect(subjects(certificates)).toEqual(['CN=TEST HPKI Desk SignCA-forNonRepudiation', 'OU=TEST HPKI Root CA']);
    const lists = world.authority.records.crls;
    expect([crls, ocspResponses]).toEqual([[lists['sign.crl'], lists['sarl.crl']], []]);
  });

  it('of a time-stamping authority: by the anchors of time stamps', async () => {
    const { second } = world;
    const { certificates, crls } = await world.material().evidenceFor(second.tsa.certificate, 'time-stamp', []);
    expect([subjects(certificates), crls.length]).toEqual([['CN=TEST Second TSA Root'], 1]);
  });
});

it('of a time-stamping authority that is an anchor itself is nothing', async () => {
  const { certificate } = world.authority.keys.timeStamping;
  const options = { ...world.options(), tsaAnchors: [{ ...anchorFromCertificate(certificate, { test: true }), accreditation: null }] };
  const material = levelMaterial({ timeStamper: world.timeStamper, options, now: () => world.clock.now });
  expect(await material.evidenceFor(certificate, 'time-stamp', [])).toEqual(NO_VALIDATION_DATA);
});

describe('evidence that lacks something is refused by name', () => {
  const attempt = (change: Partial<VerificationOptions>, use: EvidenceUse = 'signer', certificate = world.signer.certificate) =>
    failureOf(() =>
      levelMaterial({
        timeStamper: world.timeStamper,
        options: { ...world.options(), revocationSource: world.source, ...change },
        now: () => world.clock.now,
      }).evidenceFor(certificate, use, world.signer.chain),
    );

  it.each<[string, () => Promise<string | null>, string | null]>([
    ['nothing missing', () => attempt({}), null],
    [
      'no source of lists',
      () => attempt({ revocationSource: { dataFor: async () => ({ crls: [], ocspResponses: [], failures: [] }) } }),
      'EVIDENCE_INCOMPLETE',
    ],
    ['a list of the path missing', () => attempt(withList('sign.crl')), 'EVIDENCE_INCOMPLETE'],
    ['a list that a trusted algorithm signed', () => attempt(listOfIssuer('sha256')), null],
    ['a list that no longer trusted SHA-1 signed', () => attempt(listOfIssuer('sha1')), 'EVIDENCE_INCOMPLETE'],
    ['lists that have run out', () => attempt(outOfDate()), 'EVIDENCE_INCOMPLETE'],
    ['no anchor', () => attempt({ anchors: [] }), 'EVIDENCE_INCOMPLETE'],
    [
      'a signer by the anchors of time stamps',
      () => attempt({ anchors: [], tsaAnchors: [{ ...world.authority.anchor, accreditation: null }] }),
      'EVIDENCE_INCOMPLETE',
    ],
    [
      'a time stamp by the anchors of signers',
      () => attempt({ tsaAnchors: [] }, 'time-stamp', world.authority.keys.timeStamping.certificate),
      'EVIDENCE_INCOMPLETE',
    ],
  ])('%s', async (_, result, expected) => {
    expect(await result()).toBe(expected);
  });
});

const lists = (crls: readonly Uint8Array[]): Partial<VerificationOptions> => ({
  revocationSource: { dataFor: async () => ({ crls, ocspResponses: [], failures: [] }) },
});
const withList = (name: 'sign.crl'): Partial<VerificationOptions> => lists([world.authority.publishCrls(start)[name]]);
const listOfIssuer = (hash: 'sha1' | 'sha256'): Partial<VerificationOptions> => {
  const nextUpdate = new Date(start.getTime() + 86_400_000);
  const key = world.authority.keys.signature.privateKey;
  const own = crl({ issuer: AUTHORITY_NAMES.signature, key, thisUpdate: start, nextUpdate, hash });
  return lists([world.authority.publishCrls(start)['sarl.crl'], own]);
};
const outOfDate = (): Partial<VerificationOptions> => lists(Object.values(world.authority.publishCrls(new Date(start.getTime() - 97 * 3_600_000))));
