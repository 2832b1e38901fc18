import { describe, expect, it } from 'vitest';
import { encodeAod, encodeCd, encodeCiaInfo, encodeOd, encodePrkd } from '../../../card/virtual/directories.ts';
import { PROFILES } from '../../../card/virtual/profiles.ts';
import { hexOf } from '../../support/virtual-cards.ts';

const { jma, guideline } = PROFILES;
const text = (value: string): string => Buffer.from(value).toString('hex');
const label = (value: string): string => `0c${value.length.toString(16).padStart(2, '0')}${text(value)}`;

describe('directories, byte for byte', () => {
  it.each([
    [
      'EF.OD of the JMA card as published',
      encodeOd(jma),
      'a006 3004 04020002  a106 3004 04020003  a406 3004 04020004  a706 3004 04020005  a806 3004 04020001',
    ],
    ['EF.OD of annex B: short identifiers 14, 15, 13', encodeOd(guideline), 'a005 3003 0401a0  a405 3003 0401a8  a805 3003 040198'],
    ['EF.CIAInfo of annex B', encodeCiaInfo(), `3019 020101 8010${text('HPKI Application')} 03020560`],
    [
      'EF.AOD of the JMA card: authId 08, flags 11001, 4 to 16, reference 0088',
      encodeAod(jma),
      `3028  3009 ${label('PIN')} 03020780  3003 040108  a116 3014 030203c8 0a0102 020104 020100 020110 80020088`,
    ],
    [
      'EF.AOD of annex B: stored 16, reference 96',
      encodeAod(guideline),
      `3028  3009 ${label('PIN')} 03020780  3003 040116  a116 3014 030203c8 0a0102 020104 020110 020110 80020096`,
    ],
    [
      'EF.PrKD of the signature key: sign and nonRepudiation, consent for each use',
      encodePrkd(jma, 'signature', 2048),
      `3039  301f ${label('Private key of HPKI')} 03020780 040108 020101  3008 040101 0303062040  a10c 300a 3004 0402000c 02020800`,
    ],
    [
      'EF.PrKD of the authentication key: sign alone, one PIN for a session',
      encodePrkd(guideline, 'authentication', 2048),
      `3035  301c ${label('Private key of HPKI')} 03020780 040116  3007 040101 03020520  a10c 300a 3004 04020017 02020800`,
    ],
    [
      'EF.CD of the JMA card: end entity, issuer, root',
      encodeCd(jma, 2),
      `302e 301d ${label('HPKI END ENTITY CERTIFICATE')} 3003 040101 a108 3006 3004 04020016
       3029 3015 ${label('HPKI CA CERTIFICATE')} 3006 040102 0101ff a108 3006 3004 04020017
       3029 3015 ${label('MHLW CA CERTIFICATE')} 3006 040103 0101ff a108 3006 3004 0402000f`,
    ],
    [
      'EF.CD of annex B: short identifiers 18, 1B, 19',
      encodeCd(guideline, 2),
      `302d 301d ${label('HPKI END ENTITY CERTIFICATE')} 3003 040101 a107 3005 3003 0401c0
       3028 3015 ${label('HPKI CA CERTIFICATE')} 3006 040102 0101ff a107 3005 3003 0401d8
       3028 3015 ${label('MHLW CA CERTIFICATE')} 3006 040103 0101ff a107 3005 3003 0401c8`,
    ],
  ])('%s', (_name, encoded, expected) => {
    expect(hexOf(encoded)).toBe(expected.replaceAll(/\s/g, ''));
  });
});

it('holds no longer chain than it has places for', () => {
  expect(() => encodeCd(jma, 3)).toThrow(RangeError);
});
