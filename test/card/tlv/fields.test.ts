import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../card/bytes.ts';
import { bitNames, Fields, unsigned } from '../../../card/tlv/fields.ts';
import { parseTlv } from '../../../card/tlv/parse.ts';

const object = (hex: string) => parseTlv(fromHex(hex));

describe('fields of a sequence', () => {
  it('are asked for in order', () => {
    const fields = new Fields(object('3009 020101 0C0141 8001FF'));
    expect([fields.optional(0x04)?.tag, fields.required(0x02).tag, fields.skipTo(0x80)?.tag, fields.optional(0x0c)?.tag]).toEqual([
      undefined,
      0x02,
      0x80,
      undefined,
    ]);
  });

  it('are refused when missing', () => {
    expect(() => new Fields(object('3003020101')).required(0x04)).toThrow(expect.objectContaining({ fault: 'unexpected' }));
  });

  it('do not exist in a primitive object', () => {
    expect(() => new Fields(object('0401AA'))).toThrow(expect.objectContaining({ fault: 'unexpected' }));
  });
});

describe('values', () => {
  it.each([
    ['020100', 0],
    ['02020088', 0x88],
    ['020196', 0x96],
    ['02020800', 2048],
    ['02050100000000', 0x100000000],
  ])('INTEGER %s', (hex, number) => {
    expect(unsigned(object(hex))).toBe(number);
  });

  it.each(['0200', '0206010000000000'])('INTEGER %s is refused', (hex) => {
    expect(() => unsigned(object(hex))).toThrow(expect.objectContaining({ fault: 'unexpected' }));
  });

  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;
  it.each([
    ['030203C8', ['a', 'b', 'e']],
    ['03020780', ['a']],
    ['0303070180', ['h', 'i']],
    ['030100', []],
    ['030207FF', ['a']],
  ])('BIT STRING %s', (hex, set) => {
    expect([...bitNames(object(hex), names)]).toEqual(set);
  });
});
