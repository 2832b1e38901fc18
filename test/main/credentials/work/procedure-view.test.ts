import { expect, it } from 'vitest';
import { procedureOf } from '../../../../main/credentials/procedures/table.ts';
import { procedureView, proceduresForNewcomer } from '../../../../main/credentials/work/procedure-view.ts';

it('somebody who is not known yet can apply for a card, or for a certificate without one', () =>
  expect(proceduresForNewcomer().map(({ id, closed }) => [id, closed])).toEqual([
    ['new-issue', null],
    ['second-certificate', null],
  ]));

it.each([
  ['new-issue', { order: true, dates: 'none' }],
  ['hold', { order: false, dates: 'open' }],
  ['suspension-from-business', { order: false, dates: 'needed' }],
] as const)('%s is offered with what its form asks', (id, asked) =>
  expect(procedureView(procedureOf(id), 'under-way')).toMatchObject({ ...asked, closed: 'under-way' }),
);
