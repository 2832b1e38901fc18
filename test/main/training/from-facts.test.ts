import { expect, it } from 'vitest';
import { type FactLog, openFactLog } from '../../../main/attendance/facts/log.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openPeople, type PersonFields } from '../../../main/membership/people.ts';
import { openStore } from '../../../main/store/store.ts';
import { openLocalRules } from '../../../main/training/rules/local-rules.ts';
import { openSeminars } from '../../../main/training/seminars.ts';
import { openSettlements } from '../../../main/training/settlements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fact } from './facts.ts';
import { at, cme, plan } from './plans.ts';

const FIELDS: PersonFields = { registration: '123456', name: '髙橋　桜子', kana: 'たかはし　さくらこ', affiliation: '', birthDate: '', myPage: null };

it('a plan, a tap, an annulment and its settlement, on disk', async () => {
  await using store = await openStore({ folder: await temporaryFolder(), now: () => new Date(at('12:00')) });
  const audit = auditLog(store);
  const people = await openPeople({ store, audit });
  const localRules = await openLocalRules({ store, audit });
  const seminars = await openSeminars({ store, audit, localRules });
  const facts = openFactLog({ store, device: 'desk-1', people });
  const settlements = openSettlements({ store, audit, seminars, people, facts, localRules, offsetMs: () => null });
  const { id } = await seminars.create(plan());
  const { person } = await people.ensure(FIELDS);

  const write = (text: string, about: string | null): ReturnType<FactLog['append']> => {
    const { body, payload } = fact(person, text, { seminar: id, about, payload: { registration: FIELDS.registration, name: FIELDS.name } });
    const { device: _device, sequence: _sequence, previous: _previous, format: _format, commitment: _commitment, ...draft } = body;
    const { salt: _salt, origin: _origin, ...told } = payload!;
    return facts.append({ ...draft, payload: told, person });
  };
  const arrival = await write('in 09:55', null);
  for (const state of ['open', 'running', 'closed'] as const) await seminars.move(id, state, '');
  const settled = await settlements.settle(id, '市谷　一郎');
  expect(settled.participations).toMatchObject([
    { person, name: '髙橋　桜子', how: 'card', totals: [{ scheme: 'cme', units: 1 }], sessions: [{ credits: [cme('74', 1)] }] },
  ]);

  await write('void 12:00', arrival.hash);
  expect(await settlements.list(id)).toEqual([{ ...settled, factsSince: 1 }]);
  const corrected = await settlements.correct(id, '市谷　一郎', '牛込　健', 'was never there');
  expect(corrected.participations).toMatchObject([{ person, totals: [], sessions: [{ credits: [], reason: 'annulled' }] }]);
  expect((await settlements.list(id)).map(({ number, factsSince }) => [number, factsSince])).toEqual([
    [2, 0],
    [1, 1],
  ]);
});
