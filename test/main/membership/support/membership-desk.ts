import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { openPeople, type PersonFields } from '../../../../main/membership/people.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export const NOW = new Date('2026-11-20T03:00:00Z');
export const SEMINAR = 's-1';

/** A seminar as far as lists ask for it. */
export const planSeminar = (
  store: Store,
  seminar: string,
  title: string,
  rooms: readonly { id: string; name: string }[] = [{ id: 'r1', name: '大ホール' }],
) =>
  store.db
    .insertInto('seminar_revision')
    .values({ seminar, revision: 1, at: NOW.toISOString(), state: 'planned', plan: JSON.stringify({ title, rooms }), reason: '' })
    .execute();

/** A store with one seminar, its people and its audit log; closed when the test ends. */
export async function membershipDesk() {
  const folder = join(await temporaryFolder(), 'data');
  const store = await openStore({ folder, now: () => NOW });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const audit = auditLog(store);
  await audit.begin();
  await planSeminar(store, SEMINAR, '第1回研修会', [
    { id: 'r1', name: '大ホール' },
    { id: 'r2', name: 'A会場' },
  ]);
  return { folder, store, audit, people: await openPeople({ store, audit }) };
}
export type MembershipDesk = Awaited<ReturnType<typeof membershipDesk>>;

export const fields = (registration: string | null, name = '田中　太郎', more: Partial<PersonFields> = {}): PersonFields => ({
  registration,
  name,
  kana: '',
  affiliation: '',
  birthDate: '',
  myPage: null,
  ...more,
});

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const HEADINGS = '医籍登録番号,氏名,ふりがな,所属医療機関,生年月日';

/** A booked list of rows under the required headings. */
export const booking = (rows: readonly string[], more: object = {}) => ({
  bytes: utf8([HEADINGS, ...rows].join('\r\n')),
  fileName: '申込者.csv',
  kind: 'booking' as const,
  seminar: SEMINAR,
  apply: true,
  ...more,
});

export const members = (rows: readonly string[], more: object = {}) => ({
  ...booking(rows, more),
  kind: 'members' as const,
  seminar: undefined,
  association: '甲市医師会',
  ...more,
});
