import { AppError } from '../../../main/errors.ts';
import { readStatusList } from '../../../main/attendance/status-list/read.ts';
import type { ListedStatus } from '../../../main/attendance/status-list/format.ts';
import { hours } from '../../support/hpki-chain.ts';
import { statusListFor } from '../../support/status-list.ts';
import { demand, type Target } from '../engine/target.ts';
import { BYTES } from '../mutate/bytes.ts';
import { anyOf, splice } from '../mutate/mutate.ts';
import { base64Set, base64, CHAINS } from './world.ts';

const STATES: readonly ListedStatus[] = ['good', 'lost', 'held', 'superseded', 'revoked'];

/** The head of one list before the records of another, and a head that says something else. */
const heads = anyOf([
  (input, _random, other) => Buffer.concat([other.subarray(0, other.indexOf(0x0a)), input.subarray(input.indexOf(0x0a))]),
  (input, random) => {
    const [header = '', payload = '', signature = ''] = input.subarray(0, input.indexOf(0x0a)).toString('latin1').split('.');
    const parts = [header, payload, signature];
    const at = random.below(2);
    const text = Buffer.from(parts[at]!, 'base64url').toString('latin1');
    const place = random.below(text.length + 1);
    const changed = text.slice(0, place) + random.pick(['"', '0', '9', '}', ',"x":1', 'none', 'ES256', '']) + text.slice(place + random.below(3));
    const head = parts.with(at, Buffer.from(changed, 'latin1').toString('base64url')).join('.');
    return splice(input, 0, input.indexOf(0x0a), Buffer.from(head, 'latin1'));
  },
]);

/** A list speaks of cards only as its authority has signed it, byte by byte. */
export const statusList: Target = {
  name: 'status-list',
  executions: 400,
  mutations: [heads, anyOf(BYTES)],
  async prepare() {
    const { holder } = CHAINS.doctor;
    const lists = await Promise.all(STATES.map((state, index) => statusListFor([{ certificate: holder, state }], hours(-1), index + 1, index * 40)));
    const seeds = lists.map(({ file }) => file);
    const signed = base64Set(seeds);
    return {
      seeds,
      async run(input) {
        const list = await readStatusList(input).catch((error: unknown) => {
          demand(error instanceof AppError && error.code === 'STATUS_LIST_UNREADABLE', 'it is refused by another name');
        });
        demand(!list || signed.has(base64(input)), 'a list is read that nobody signed');
      },
    };
  },
};
