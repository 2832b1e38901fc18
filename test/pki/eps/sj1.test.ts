import { describe, expect, it } from 'vitest';
import { isSj1, readSj1 } from '../../../pki/eps/sj1.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('prescription information files', () => {
  it.each([['SJ1\n1,a,,b\n12,2'], ['SJ1\n1,a,,b\n12,2\n']])('reads records with or without a last line end: %j', (text) => {
    expect(readSj1(bytes(text))).toEqual([
      { line: 2, number: '1', fields: ['a', '', 'b'], raw: '1,a,,b' },
      { line: 3, number: '12', fields: ['2'], raw: '12,2' },
    ]);
  });

  it.each([
    ['another layout', bytes('CJ1,\n1,a'), 1, 'the first line is not SJ1'],
    ['nothing', bytes(''), 1, 'the first line is not SJ1'],
    ['white space before it', bytes(' SJ1\n1,a'), 1, 'the first line is not SJ1'],
    ['more on the first line', bytes('SJ1,\n1,a'), 1, 'the first line is not SJ1'],
    ['no records', bytes('SJ1\n'), 1, 'no records'],
    ['a byte order mark', bytes('\uFEFFSJ1\n1,a'), 1, 'byte order mark'],
    ['CR LF', bytes('SJ1\r\n1,a\r\n'), 1, 'lines end with CR LF'],
    ['CR LF later', bytes('SJ1\n1,a\r\n'), 2, 'lines end with CR LF'],
    ['a tab', bytes('SJ1\n1,a\n2,\tb'), 3, 'control character'],
    ['an empty line', bytes('SJ1\n1,a\n\n2,b'), 3, 'no record number'],
    ['two line ends at the end', bytes('SJ1\n1,a\n\n'), 3, 'no record number'],
    ['a quoted record', bytes('SJ1\n"1","a"'), 2, 'no record number'],
    ['Shift_JIS', Uint8Array.of(0x53, 0x4a, 0x31, 0x0a, 0x31, 0x2c, 0x88, 0xe3), 1, 'not UTF-8'],
  ])('refuses %s', (_, input, line, note) => {
    expect(() => readSj1(input)).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_MALFORMED', detail: { line, record: '', field: '', note } }));
  });

  it.each([
    ['SJ1\n1', true],
    ['SJ1', true],
    ['SJ1\r\n1', true],
    ['\uFEFFSJ1\n1', true],
    ['\nSJ1\n1', false],
    ['SJ10', false],
    ['SJ1,', false],
    ['CJ1,', false],
    ['', false],
  ])('%j is one: %s', (text, expected) => {
    expect(isSj1(bytes(text))).toBe(expected);
  });
});
