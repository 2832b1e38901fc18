import { expect, it } from 'vitest';
import { PcscFailure } from '../../../../card/transports/pcsc/codes.ts';
import type { Pcsc } from '../../../../card/transports/pcsc/context.ts';
import { readFeatures } from '../../../../card/transports/pcsc/features.ts';
import { maxApduLength } from '../../../../card/transports/pcsc/max-apdu.ts';
import { PLATFORMS } from '../../../../card/transports/pcsc/platform.ts';
import { hex } from '../../../support/virtual-cards.ts';

const FEATURES = 0x42000d48;
const PROPERTIES = 0x42330012;

/** A reader driver that answers these control codes and refuses the others. */
function driver(answers: Readonly<Record<number, string>>): Pcsc {
  const control = async (_card: unknown, code: number, _input: unknown, answer: Uint8Array): Promise<number> => {
    const bytes = answers[code];
    if (bytes === undefined) throw new PcscFailure(0x80100016);
    answer.set(hex(bytes));
    return hex(bytes).length;
  };
  return { platform: PLATFORMS.linux, native: { control } } as unknown as Pcsc;
}

it.each([
  ['T=0 has no extended length', 'T=0', {}, 261],
  ['a driver that knows no features', 'T=1', {}, 65544],
  ['a driver without that feature', 'T=1', { [FEATURES]: '0604 42330006' }, 65544],
  ['short APDUs only', 'T=1', { [FEATURES]: '0604 42330006 1204 42330012', [PROPERTIES]: '0a04 00000000 0b02 e604' }, 261],
  ['any length', 'T=1', { [FEATURES]: '1204 42330012', [PROPERTIES]: '0b02 e604 0a04 00000100' }, 65544],
  ['some length', 'T=1', { [FEATURES]: '1204 42330012', [PROPERTIES]: '0a04 00080000' }, 2057],
  ['properties that break off', 'T=1', { [FEATURES]: '1204 42330012', [PROPERTIES]: '0a04 0008' }, 65544],
] as const)('%s', async (_name, protocol, answers, length) => {
  expect(maxApduLength(await readFeatures(driver(answers), 1), protocol)).toBe(length);
});
