import { describe, expect, it } from 'vitest';
import roles from '../../../resources/trust/hc-roles.json' with { type: 'json' };
import { DerError, parseDer, TAG } from '../../../pki/asn1/der.ts';
import { element, explicit, integer, objectIdentifier, printableString, sequence, utf8String } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { hcRoles, readHealthcareActor } from '../../../pki/hpki/hc-role.ts';
import { HPKI_CODING_SCHEME } from '../../../pki/hpki/policies.ts';
import { extension, healthcareRoles } from '../../support/certificates.ts';
import { hpkiChain } from '../../support/hpki-chain.ts';

const base64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
const read = (der: Uint8Array) => readHealthcareActor(parseDer(der));
const role = (text: string) => ({ codingScheme: HPKI_CODING_SCHEME, text });
const scheme = explicit(0, objectIdentifier(HPKI_CODING_SCHEME));
const actor = (...coded: readonly Uint8Array[]) => sequence(explicit(0, element(TAG.SET, ...coded)));

describe('a healthcare actor', () => {
  it.each([
    ['doctor', base64('MCSgIjEgoAwGCiqDCIaRDwEGAQGiEAwOTWVkaWNhbCBEb2N0b3I='), 'Medical Doctor'],
    ['pharmacist with a code', base64('MCegJTEjoAwGCiqDCIaRDwEGAQGhBRIDMTIzogwMClBoYXJtYWNpc3Q='), 'Pharmacist'],
    ['text in another string type', actor(scheme, explicit(2, printableString('Dentist'))), 'Dentist'],
    [
      'empty regional data',
      sequence(explicit(0, element(TAG.SET, scheme, explicit(2, utf8String('Medical Doctor')))), explicit(1, sequence())),
      'Medical Doctor',
    ],
  ])('%s', (_case, der, text) => expect(read(der)).toEqual(role(text)));

  it.each([
    ['no coded data', sequence()],
    ['no scheme', actor(explicit(2, utf8String('Medical Doctor')))],
    ['no text', actor(scheme)],
    ['a code that is no numeric string', actor(scheme, explicit(1, utf8String('123')), explicit(2, utf8String('Medical Doctor')))],
    ['a component more', actor(scheme, explicit(2, utf8String('Medical Doctor')), explicit(3, integer(1)))],
    ['components in another order', actor(explicit(2, utf8String('Medical Doctor')), scheme)],
    ['text that is none', actor(scheme, explicit(2, integer(1)))],
  ])('with %s is refused', (_case, der) => expect(() => read(der)).toThrow(DerError));
});

describe('the roles of a certificate', () => {
  const rolesOf = (...extensions: Uint8Array<ArrayBuffer>[]) =>
    hcRoles(parseCertificate(hpkiChain({ roles: [], holderExtensions: extensions }).holder));
  const DOCTOR = Uint8Array.from(
    Buffer.from('303430320606288185420001312831263024A0223120A00C060A2A830886910F01060101A2100C0E4D65646963616C20446F63746F72', 'hex'),
  );

  it('are read from the encoding of real cards', () => expect(rolesOf(extension('2.5.29.9', DOCTOR))).toEqual([role('Medical Doctor')]));
  it('are all told, verbatim', () => {
    expect(
      rolesOf(healthcareRoles({ text: 'Chief ※ Wizard' }, { text: 'Dentist' }))
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['Chief ※ Wizard', 'Dentist']);
  });
  it('are none without the extension', () => expect(rolesOf()).toEqual([]));
  it('are none in another attribute', () => {
    const other = sequence(sequence(objectIdentifier('1.0.17090.0.2'), element(TAG.SET, element(TAG.SET))));
    expect(rolesOf(extension('2.5.29.9', other))).toEqual([]);
  });
  it('are none when the structure is malformed', () => expect(rolesOf(extension('2.5.29.9', DOCTOR.slice(0, -1)))).toEqual([]));
  it('are not looked for in an extension named by the coding scheme', () => {
    expect(rolesOf(extension(HPKI_CODING_SCHEME, utf8String('Medical Doctor')))).toEqual([]);
  });
});

it('the table of role texts names each once and says how sure it is', () => {
  const texts = roles.roles.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(roles.roles.map(({ confidence }) => confidence))).toEqual(new Set(Object.keys(roles.confidence)));
});
