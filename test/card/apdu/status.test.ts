import { describe, expect, it } from 'vitest';
import { describeStatus } from '../../../card/apdu/status.ts';

describe('words for status words', () => {
  it.each([
    [0x9000, 'normal processing'],
    [0x63ce, 'verification failed, 14 tries left'],
    [0x6300, 'verification failed, no further information'],
    [0x6984, 'reference data not usable'],
    [0x6110, '16 bytes more are available'],
    [0x6c00, 'wrong Le, 256 bytes are available'],
    [0x69ff, 'command not allowed'],
    [0x9100, 'not a status word of ISO/IEC 7816-4'],
  ])('%i', (status, words) => {
    expect(describeStatus(status)).toBe(words);
  });

  it('exist for all 65536', () => {
    const silent = Array.from({ length: 0x10000 }, (_, status) => status).filter((status) => describeStatus(status) === '');
    expect(silent).toEqual([]);
  });
});
