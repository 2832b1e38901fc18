import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StopOrder } from '../../../../main/api/schema/credentials.ts';
import { lackingChecks } from '../../../../main/credentials/work/stop.ts';
import { nonce } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

type Check = StopOrder['caller'][number];

describe('what is checked at the telephone', () => {
  it.each<[caller: readonly Check[], lacking: string]>([
    [['registration-number', 'birth-date', 'call-back'], ''],
    [['member-id', 'address', 'call-back'], ''],
    [['registration-number', 'birth-date', 'member-id', 'address', 'call-back'], ''],
    [['registration-number', 'birth-date'], 'call-back'],
    [['registration-number', 'call-back'], 'two-numbers'],
    [['registration-number', 'registration-number', 'call-back'], 'two-numbers'],
    [['call-back'], 'two-numbers'],
    [[], 'two-numbers call-back'],
    [['in-person'], ''],
    [['official-notice'], ''],
  ])('%j lacks: %s', (caller, lacking) => expect(lackingChecks(caller).join(' ')).toBe(lacking));
});

describe('a stop', () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await openFlow();
  });
  afterAll(() => flow[Symbol.asyncDispose]());
  const stop = (card: string, changed: Partial<StopOrder> = {}, by = flow.seats.clerk) =>
    by.stop({ nonce: nonce(), card, cause: 'loss', caller: ['in-person'], heldFrom: null, heldUntil: null, reason: '', ...changed });

  it.each<[cause: StopOrder['cause'], queue: string]>([
    ['loss', 'card-lose'],
    ['theft', 'card-lose'],
    ['holder-wish', 'card-resume'],
    ['association', 'card-resume'],
    ['suspension-from-business', 'card-resume'],
  ])('for %s holds the card at once, overtakes other events, and waits for %s', async (cause, queue) => {
    const { holder, card } = await flow.withCard();
    const { page, letters } = await stop(card, { cause });
    expect(flow.view(page, card)).toMatchObject({ state: 'held', queue, facts: { cause } });
    expect((await flow.events(holder)).at(-1)).toMatchObject({ transition: 'hold', event: 'card.held', stops: 1, second: null });
    expect(letters.map(({ template }) => template)).toEqual(['hold-notice']);
    // Certificates are another matter.
    expect(page.objects.filter(({ kind }) => kind === 'certificate').map(({ state, queue: waits }) => [state, waits])).toEqual([
      ['active', null],
      ['active', null],
    ]);
  });

  it.each<[what: string, changed: Partial<StopOrder>, refused: string]>([
    ['without the caller’s checks', { caller: ['birth-date'] }, 'TRANSITION_REFUSED evidence two-numbers call-back'],
    ['until a day before it begins', { heldFrom: '2026-12-02', heldUntil: '2026-12-01' }, 'USAGE_WRONG'],
    ['of no card', { card: 'C99-0000001' }, 'CREDENTIAL_UNKNOWN'],
  ])('%s is refused and changes nothing', async (_what, changed, refused) => {
    const { holder, card } = await flow.withCard();
    const before = (await flow.events(holder)).length;
    expect(await refusalOf(stop(card, changed))).toBe(refused);
    expect((await flow.events(holder)).length).toBe(before);
  });

  it('of a card that is held or dead is refused', async () => {
    const { card } = await flow.withCard();
    await stop(card);
    expect(await refusalOf(stop(card))).toMatch(/^TRANSITION_REFUSED state/);
    await flow.take(card, 'lose');
    expect(await refusalOf(stop(card))).toMatch(/^TRANSITION_REFUSED state/);
  });

  it('keeps the days that an application named', async () => {
    const { holder, card } = await flow.withCard();
    const { application, page } = await flow.apply({
      procedure: 'suspension-from-business',
      holder,
      facts: { heldFrom: '2026-11-29', heldUntil: '2027-01-31' },
    });
    await flow.approve(application, page);
    const stopped = await stop(card, { cause: 'suspension-from-business', caller: ['official-notice'] });
    expect(flow.view(stopped.page, card)).toMatchObject({ due: '2027-01-31', facts: { heldFrom: '2026-11-29', heldUntil: '2027-01-31' } });
    expect(flow.view(stopped.page, application).queue).toBe('application-complete');
  });
});
