import { equal } from '../../../card/bytes.ts';
import { TlvError } from '../../../card/tlv/error.ts';
import { parseAll, type Tlv } from '../../../card/tlv/parse.ts';
import { extentOfObject, extentOfRecords, parseRecords } from '../../../card/tlv/records.ts';
import { writeTlv } from '../../../card/tlv/write.ts';
import { GUIDELINE, JMA } from '../../support/annex-b.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { CHAINS } from './world.ts';

const MAX_DEPTH = 64;

/** An object is what its tag and value say; a length may be written longer than it needs to be. */
function readObject(object: Tlv, depth = 0): void {
  const written = writeTlv(object.tag, object.value);
  demand(written.length <= object.bytes.length, 'an object has a longer encoding than it came in');
  if (written.length === object.bytes.length && object.tag !== 0) demand(equal(written, object.bytes), 'an object is not its own encoding');
  if (!object.constructed || depth === MAX_DEPTH) return;
  unlessRefused(() => {
    for (const inner of parseAll(object.value)) readObject(inner, depth + 1);
  });
}

function unlessRefused(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TlvError)) throw error;
  }
}

export const tlv: Target = {
  name: 'tlv',
  executions: 1500,
  mutations: DER,
  throws: ['TlvError'],
  prepare: () => ({
    seeds: [...Object.values(GUIDELINE), ...Object.values(JMA), CHAINS.doctor.holder, Uint8Array.of(0x7f, 0x49, 0x81, 0x03, 1, 2, 3, 0xff, 0x00)],
    run(input) {
      for (const extent of [extentOfObject, extentOfRecords]) unlessRefused(() => demand(extent(input) >= 0, 'a file ends before it begins'));
      for (const object of parseRecords(input)) readObject(object);
    },
  }),
};
