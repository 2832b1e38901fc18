import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attributesOf, authorityName } from '../../../main/report/names.ts';

it.each([
  ['CN=TSU 1,O=Time Authority,C=JP', 'Time Authority / TSU 1'],
  ['C=JP,O=Japan Medical Association,OU=Digital Certificate Center', 'Japan Medical Association / Digital Certificate Center'],
  ['O=Same,CN=Same', 'Same'],
  ['CN=A\\, B\\+C,O=Co\\, Ltd', 'Co, Ltd / A, B+C'],
  ['CN=\\E6\\97\\A5\\E6\\9C\\AC', '日本'],
  ['CN=one+serialNumber=2,O=Two', 'Two / one'],
  ['OU=TEST HPKI Root CA,OU=TEST not for production,O=TEST,C=JP', 'TEST / TEST HPKI Root CA'],
  ['C=JP', 'C=JP'],
  ['', ''],
])('%s is called %s', (name, called) => expect(authorityName(name)).toBe(called));

it('a value with any character comes back as it was', () => {
  const escaped = (value: string) => value.replace(/[,+"\\<>;=#]/g, (sign) => `\\${sign}`);
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      expect(attributesOf(`CN=${escaped(value)},C=JP`)).toEqual([
        ['CN', value],
        ['C', 'JP'],
      ]);
    }),
  );
});
