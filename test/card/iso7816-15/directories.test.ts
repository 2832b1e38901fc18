import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../card/bytes.ts';
import { parseAuthenticationObjects } from '../../../card/iso7816-15/authentication-objects.ts';
import { parseCertificateObjects } from '../../../card/iso7816-15/certificates.ts';
import { parseObjectDirectory } from '../../../card/iso7816-15/object-directory.ts';
import { parsePath } from '../../../card/iso7816-15/path.ts';
import { parsePrivateKeys } from '../../../card/iso7816-15/private-keys.ts';
import { parseTlv } from '../../../card/tlv/parse.ts';
import { GUIDELINE, JMA } from '../../support/annex-b.ts';

const filled = (content: Uint8Array): Uint8Array => Uint8Array.of(...content, ...new Uint8Array(50).fill(0xff));
const byFile = (fileId: number) => ({ address: { fileId }, index: 0 });
const byShortId = (shortId: number) => ({ address: { shortId }, index: 0 });

describe('EF.OD', () => {
  it('of the JMA sample card', () => {
    expect(parseObjectDirectory(filled(JMA.od))).toEqual([
      { class: 'privateKeys', path: byFile(0x0002) },
      { class: 'publicKeys', path: byFile(0x0003) },
      { class: 'certificates', path: byFile(0x0004) },
      { class: 'dataContainers', path: byFile(0x0005) },
      { class: 'authenticationObjects', path: byFile(0x0001) },
    ]);
  });

  it('of the guideline', () => {
    expect(parseObjectDirectory(filled(GUIDELINE.od))).toEqual([
      { class: 'privateKeys', path: byShortId(0x14) },
      { class: 'certificates', path: byShortId(0x15) },
      { class: 'authenticationObjects', path: byShortId(0x13) },
    ]);
  });

  it('passes over what it does not know', () => {
    expect(parseObjectDirectory(fromHex('AF0430020400 A402A000 A406300404020004'))).toEqual([{ class: 'certificates', path: byFile(4) }]);
  });

  it('is nothing when empty', () => {
    expect(parseObjectDirectory(filled(new Uint8Array()))).toEqual([]);
  });
});

describe('AOD', () => {
  const password = {
    common: { label: 'PIN', flags: new Set(['private']), authId: null, userConsent: null },
    flags: new Set(['case-sensitive', 'local', 'initialized']),
    type: 'utf8',
    minLength: 4,
    maxLength: 16,
    padCharacter: null,
  };

  it.each([
    ['of the JMA sample card', JMA.aod, { ...password, authId: Uint8Array.of(0x08), storedLength: 0, reference: 0x88 }],
    ['of the guideline', GUIDELINE.aod, { ...password, authId: Uint8Array.of(0x16), storedLength: 16, reference: 0x96 }],
  ])('%s', (_, file, expected) => {
    expect(parseAuthenticationObjects(filled(file))).toEqual([expected]);
  });

  it('with padding, without reference and maximum, beside a biometric object', () => {
    const file = fromHex('A0023000302030003003040101A1173015030202BC0A01010201060201080401FF30030401A8');
    expect(parseAuthenticationObjects(file)).toEqual([
      {
        common: { label: '', flags: new Set(), authId: null, userConsent: null },
        authId: Uint8Array.of(1),
        flags: new Set(['case-sensitive', 'change-disabled', 'unblock-disabled', 'initialized', 'needs-padding']),
        type: 'ascii-numeric',
        minLength: 6,
        storedLength: 8,
        maxLength: null,
        reference: null,
        padCharacter: 0xff,
      },
    ]);
  });
});

describe('PrKD', () => {
  it('of the guideline', () => {
    expect(parsePrivateKeys(filled(GUIDELINE.prkd))).toEqual([
      {
        common: { label: 'Private key of HPKI', flags: new Set(['private']), authId: Uint8Array.of(0x16), userConsent: 1 },
        id: Uint8Array.of(1),
        keyReference: null,
        path: byFile(0x0017),
        modulusLength: 2048,
      },
    ]);
  });

  it('with key reference and subclass attributes', () => {
    const file = fromHex('30233000300D040145030205200101FF020181A0023000A10C300A300804063F0000140011');
    expect(parsePrivateKeys(file)).toEqual([
      {
        common: { label: '', flags: new Set(), authId: null, userConsent: null },
        id: Uint8Array.of(0x45),
        keyReference: 0x81,
        path: { address: { path: fromHex('3F0000140011') }, index: 0 },
        modulusLength: null,
      },
    ]);
  });
});

describe('CD', () => {
  it('of the guideline', () => {
    expect(parseCertificateObjects(filled(GUIDELINE.cd))).toEqual([
      {
        common: { label: 'HPKI END ENTITY CERTIFICATE', flags: new Set(), authId: null, userConsent: null },
        id: Uint8Array.of(1),
        authority: false,
        path: byShortId(0x18),
      },
    ]);
  });

  it('with an authority at an offset, beside one that holds its certificate itself', () => {
    const file = fromHex('3018300030060401020101FFA10C300A30080402001702020100300D30003003040103A1043002A000');
    expect(parseCertificateObjects(file)).toEqual([
      {
        common: { label: '', flags: new Set(), authId: null, userConsent: null },
        id: Uint8Array.of(2),
        authority: true,
        path: { address: { fileId: 0x17 }, index: 256 },
      },
    ]);
  });
});

describe('paths', () => {
  it.each([
    ['3003040198', byShortId(0x13)],
    ['30030401F0', byShortId(30)],
    ['300404020016', byFile(0x16)],
    ['300704020016020105', { address: { fileId: 0x16 }, index: 5 }],
    ['3006040450155032', { address: { path: fromHex('50155032') }, index: 0 }],
  ])('%s', (hex, path) => {
    expect(parsePath(parseTlv(fromHex(hex)))).toEqual(path);
  });

  it.each([
    ['a byte that is no short identifier', '3003040199'],
    ['short identifier 0', '3003040100'],
    ['short identifier 31', '30030401F8'],
    ['an odd path', '300504033F0001'],
    ['an empty path', '30020400'],
    ['no path', '3000'],
    ['a primitive', '040198'],
  ])('%s is refused', (_, hex) => {
    expect(() => parsePath(parseTlv(fromHex(hex)))).toThrow(expect.objectContaining({ name: 'TlvError' }));
  });
});

describe('cut anywhere, a directory', () => {
  it.each([
    ['OD', JMA.od, parseObjectDirectory],
    ['AOD', JMA.aod, parseAuthenticationObjects],
    ['PrKD', GUIDELINE.prkd, parsePrivateKeys],
    ['CD', GUIDELINE.cd, parseCertificateObjects],
  ] as const)('%s names nothing that the whole does not', (_, file, parse) => {
    const whole = parse(file);
    for (let length = 0; length < file.length; length++) {
      let found: readonly unknown[] = [];
      try {
        found = parse(file.subarray(0, length));
      } catch (error) {
        expect(error).toMatchObject({ name: 'TlvError' });
      }
      expect(whole.slice(0, found.length)).toEqual(found);
    }
  });
});
