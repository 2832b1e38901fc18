import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { verifyWithCheckpoint } from '../../../../main/credentials/records/checkpoint.ts';
import { firstAlteredEvents } from '../../../../main/credentials/records/verify-events.ts';
import { fieldsOf, nonce, objectIn, openAuthorityDesk } from '../../../support/authority-desk.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const unlocked = (statement: string) => [
  'DROP TRIGGER credential_event_is_append_only_update',
  'DROP TRIGGER credential_event_is_append_only_delete',
  statement,
];

describe('events of the desk and the log that names them', () => {
  it.each([
    ['as they were written', [], true],
    ['with another name on one', unlocked("UPDATE credential_event SET by = 'nobody' WHERE sequence = 2"), false],
    ['with one that is gone', unlocked('DELETE FROM credential_event WHERE sequence = 2'), false],
    ['with the last ones gone', unlocked('DELETE FROM credential_event WHERE sequence > 2'), false],
    [
      'with one that nobody wrote',
      [
        "INSERT INTO credential_event (nonce, object, holder, at, transition, state, by, facts, stops, hash) SELECT 'x', object, holder, at, transition, state, by, facts, stops, hash FROM credential_event WHERE sequence = 1",
      ],
      false,
    ],
    ['with an object that stands elsewhere', ["UPDATE credential_object SET state = 'done' WHERE kind = 'application'"], false],
  ])('%s', async (_name, statements, intact) => {
    await using desk = await openAuthorityDesk(await temporaryFolder());
    const { clerk } = desk.seats;
    const order = {
      holder: null,
      fields: fieldsOf(),
      association: null,
      member: true,
      procedure: 'new-issue',
      channel: 'paper' as const,
      reason: null,
    };
    const today = new Date().toISOString().slice(0, 10);
    const { page } = await clerk.apply({ ...order, nonce: nonce(), receivedOn: today });
    await clerk.advance({ nonce: nonce(), object: objectIn(page, 'application').id, transition: 'return', evidence: [], reason: '不足' });
    const { store } = desk.application;
    for (const statement of statements) await sql.raw(statement).execute(store.db);
    expect((await firstAlteredEvents(store)) === null).toBe(intact);
    expect((await verifyWithCheckpoint(store)).intact).toBe(intact);
  });
});
