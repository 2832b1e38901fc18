import { describe, expect, it } from 'vitest';
import { CardError } from '../../card/errors.ts';
import { PkiError } from '../../pki/errors.ts';
import { Campaign, type Finding } from './engine/campaign.ts';
import { minimise } from './engine/minimise.ts';
import { Random } from './engine/random.ts';
import { demand, type Target } from './engine/target.ts';
import { faultOf } from './engine/verdict.ts';
import { BYTES } from './mutate/bytes.ts';
import { CSV } from './mutate/csv.ts';
import { DER } from './mutate/der.ts';
import { anyOf } from './mutate/mutate.ts';
import { PDF } from './mutate/pdf.ts';
import { XML } from './mutate/xml.ts';

/** A target with a fault three steps deep, and a scope that sees the steps. */
async function hunt(seed: number, executions: number): Promise<readonly Finding[]> {
  const steps = new Set<string>();
  const known = new Set<string>();
  let reached: readonly string[] = [];
  const target: Target = {
    name: 'der',
    executions,
    mutations: BYTES,
    prepare: () => ({
      seeds: [Buffer.alloc(4)],
      run([a, b, c]) {
        if (a !== 0x30) return;
        steps.add('first');
        if (b !== 0x80) return;
        steps.add('second');
        demand(c !== 0xff, 'the third step is taken');
      },
    }),
  };
  const coverage = {
    look: () => {
      reached = [...steps].filter((step) => !known.has(step));
      steps.clear();
      return reached.length > 0;
    },
    accept: () => {
      for (const step of reached) known.add(step);
    },
    reset: () => {},
  };
  const findings: Finding[] = [];
  const campaign = new Campaign(
    target,
    await target.prepare(),
    { coverage, watch: { begin: () => {}, end: () => {} } },
    { seed, executions, milliseconds: Number.POSITIVE_INFINITY },
  );
  await campaign.run(async (finding) => void findings.push(finding));
  return findings;
}

describe('a campaign', () => {
  it('finds what lies behind several steps, by what it has reached', async () => {
    const [finding] = await hunt(1, 20_000);
    expect(finding?.text).toBe('the third step is taken');
    expect(Buffer.from(finding!.input).toString('hex')).toBe('3080ff');
  });

  it('does the same with the same seed', async () => {
    expect(await hunt(2, 20_000)).toEqual(await hunt(2, 20_000));
  });
});

describe('mutations', () => {
  const random = new Random(1);
  const other = Buffer.from('<a b="c">d</a>');

  it.each(Object.entries({ BYTES, CSV, DER, PDF, XML }))('%s take anything and leave it as it was', (_, mutations) => {
    for (const text of ['', 'x', '0\u0003\u0002\u0001\u0001', '<a b="c">d</a>', '1 0 obj\n<</Length 1>>stream\nx\nendstream endobj', 'SJ1\n1,2']) {
      const input = Buffer.from(text);
      for (let time = 0; time < 200; time++) anyOf(mutations)(input, random, random.once(2) ? other : input);
      expect(input.toString()).toBe(text);
    }
  });
});

it('an input is made as small as its fault allows', async () => {
  const smallest = await minimise(Buffer.from('much before fault and after'), async (smaller) => smaller.includes('fault'));
  expect(smallest.toString()).toBe('fault');
});

describe('what is a fault', () => {
  it.each<[string, unknown, readonly string[], boolean]>([
    ['an error of the card', new CardError('CARD_MUTE'), [], false],
    ['an error of certificates', new PkiError('XML_UNREADABLE'), [], false],
    ['one that hides a mistake', new PkiError('XML_UNREADABLE', {}, { cause: new TypeError('x is undefined') }), [], true],
    [
      'one that tells what a library refused',
      new PkiError('XML_UNREADABLE', {}, { cause: Object.assign(new TypeError(), { code: 'ERR_X' }) }),
      [],
      false,
    ],
    ['a mistake', new TypeError('x is undefined'), [], true],
    ['an error that the target names', Object.assign(new Error(), { name: 'DerError' }), ['DerError'], false],
    ['an error that it does not', Object.assign(new Error(), { name: 'DerError' }), [], true],
    ['what is no error', 'text', [], true],
  ])('%s', (_, error, allowed, fault) => {
    expect(faultOf(error, allowed) !== null).toBe(fault);
  });
});
