import { expect, it } from 'vitest';
import { type Fault, withoutCounter } from '../../../card/virtual/fault.ts';
import { hex, hexOf, plainCard, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

const COUNTER = '00200088';
const WRONG = '0020008804 30303030';

/** What a card with the fault answers to the commands, in short: hexadecimal, or the kind of interruption. */
async function answers(fault: Fault, ...commands: readonly string[]): Promise<readonly string[]> {
  const card = plainCard({}, { faults: [fault] });
  await card.process(SELECT_SIGNATURE);
  const said: string[] = [];
  for (const command of commands) said.push(await card.process(hex(command)).then(hexOf, (error: { kind: string }) => error.kind));
  return said;
}

it.each<[string, Fault, readonly string[], readonly string[]]>([
  ['wrong length', { command: '002000', effect: { kind: 'answer', answer: '6700' } }, [COUNTER, COUNTER], ['6700', '63cf']],
  ['one byte only', { command: COUNTER, effect: { kind: 'answer', answer: '90' } }, [COUNTER, COUNTER], ['90', '63cf']],
  ['no byte at all', { command: '', after: 1, effect: { kind: 'answer', answer: '' } }, [COUNTER], ['']],
  ['only with data', { command: '0020', body: true, effect: { kind: 'answer', answer: '6f00' } }, [COUNTER, WRONG], ['63cf', '6f00']],
  [
    'the second time',
    { command: COUNTER, after: 1, effect: { kind: 'answer', answer: '6f00' } },
    [COUNTER, COUNTER, COUNTER],
    ['63cf', '6f00', '63cf'],
  ],
  ['twice', { command: COUNTER, times: 2, effect: { kind: 'answer', answer: '6f00' } }, [COUNTER, COUNTER, COUNTER], ['6f00', '6f00', '63cf']],
  ['no counter', withoutCounter('9000'), [COUNTER, WRONG, COUNTER], ['9000', '63ce', '9000']],
  ['late', { command: COUNTER, effect: { kind: 'delay', milliseconds: 1 } }, [COUNTER], ['63cf']],
  ['removal', { command: COUNTER, effect: { kind: 'removal' } }, [COUNTER, COUNTER], ['removal', '6a88']],
  ['reset', { command: COUNTER, effect: { kind: 'reset' } }, [COUNTER, COUNTER], ['reset', '6a88']],
])('%s', async (_name, fault, commands, expected) => {
  expect(await answers(fault, ...commands)).toEqual(expected);
});

it.each([
  [true, 14],
  [false, 15],
])('a card that leaves during VERIFY: carried out %s', async (executed, tries) => {
  const card = plainCard({}, { faults: [{ command: '0020', effect: { kind: 'removal', executed } }] });
  await card.process(SELECT_SIGNATURE);
  await expect(card.process(hex(WRONG))).rejects.toMatchObject({ kind: 'removal' });
  expect(card.image.applications[0]?.tries).toBe(tries);
});
