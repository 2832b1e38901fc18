import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../pki/encoding/base64.ts';

describe('base64Binary', () => {
  it('reads what it wrote, white space or not', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const lines = encodeBase64(bytes).replaceAll(new RegExp(`.{${width}}`, 'g'), (line) => `${line}\r\n\t `);
        expect(decodeBase64(lines)).toEqual(bytes);
      }),
    );
  });

  it.each(['*', 'A', 'AB', 'ABC', 'AB=', 'ABCD=', 'AB==AB==', 'AB-_', 'Ａ===', 'AB\u00a0==', 'AB==\0'])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});
