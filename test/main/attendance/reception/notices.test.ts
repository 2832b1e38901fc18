import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCsv } from '../../../../main/tables/read-csv.ts';
import { cardStack } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { statusListFor } from '../../../support/status-list.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindCard, certificateName, openSeminarWith, openVenueDesk, type VenueDesk } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const STAFF = '受付　花子';
const stack = cardStack(NOW);

describe('notices for the desk of the authority', () => {
  let now: Date;
  let desk: VenueDesk;
  let seminar: string;
  const lost = stack.make(0);

  beforeEach(async () => {
    now = NOW;
    desk = await openVenueDesk(await temporaryFolder(), undefined, () => now);
    seminar = (await openSeminarWith(desk.venue, runningPlan(NOW), [lost.doctor])).id;
    await bindCard(desk.venue, lost, stack.authority);
    const { file, fingerprint } = await statusListFor([{ certificate: lost.certificate, state: 'lost' }], NOW);
    await desk.venue.status.import(file, fingerprint);
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  /** Received all the same, by the photo on an identity document. */
  async function receive() {
    const { reception } = desk.venue;
    await reception.open(seminar, [{ reader: null, name: 'desk', room: null, direction: 'in' }]);
    const { id } = await reception.scanned({ text: lost.doctor.registration, lane: null, by: STAFF });
    now = new Date(NOW.getTime() + 60_000);
    await reception.answer({ verdict: id, answer: 'accept', reason: '=本人と確認', by: STAFF, photoIdentity: true });
  }
  const list = (of?: string) => desk.venue.reception.notices.list(of);
  const exported = (more: { again?: boolean; seminar?: string } = {}) =>
    desk.venue.reception.notices.export({ language: 'ja', again: false, ...more });
  const rowsOf = (bytes: Uint8Array) => {
    const { headings, rows } = readCsv(bytes);
    return [headings, ...rows.map(({ cells }) => cells)];
  };
  const audited = async () => (await desk.application.audit.list(null, 1)).map(({ action, facts }) => [action, facts]);

  it('tell who was received in spite of what, why, by whom and when', async () => {
    expect(await list()).toEqual([]);
    await receive();
    const expected = {
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      seminar,
      title: runningPlan(NOW).title,
      at: NOW.toISOString(),
      registration: lost.doctor.registration,
      name: lost.doctor.name,
      card: certificateName(lost.certificate),
      verdict: 'revoked-or-lost',
      reason: '=本人と確認',
      by: STAFF,
      sentAt: null,
    };
    expect(await list()).toEqual([expected]);
    expect(await list(seminar)).toEqual([expected]);
    expect(await list('another')).toEqual([]);
  });

  it('are handed over in one file, once unless asked for again', async () => {
    await receive();
    now = new Date(NOW.getTime() + 3_600_000);
    const file = await exported({ seminar });
    expect([file.name, file.type]).toEqual(['認証局への連絡 20270207.csv', 'text/csv']);
    const [headings, row] = rowsOf(file.bytes);
    expect(headings).toEqual(['研修会', '受付日時', '医籍登録番号', '氏名', 'カード', '判定', '理由', '対応した職員', '連絡番号']);
    const [notice] = await list();
    expect(row).toEqual([
      runningPlan(NOW).title,
      '2027/02/07 10:00',
      lost.doctor.registration,
      lost.doctor.name,
      certificateName(lost.certificate),
      '失効・紛失',
      '=本人と確認',
      STAFF,
      notice!.id,
    ]);
    expect(notice!.sentAt).toBe(now.toISOString());
    expect(await audited()).toEqual([['attendance.exported', { seminar, what: 'notices', format: 'csv', rows: 1 }]]);

    await expect(exported()).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
    now = new Date(NOW.getTime() + 7_200_000);
    expect(rowsOf((await exported({ again: true })).bytes)).toEqual([headings, row]);
    expect((await list())[0]!.sentAt).toBe(new Date(NOW.getTime() + 3_600_000).toISOString());
  });

  it('of others are left as they are', async () => {
    await receive();
    await expect(exported({ seminar: 'another' })).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
    expect(await list()).toMatchObject([{ sentAt: null }]);
  });

  it('tell nothing of somebody whose data were destroyed', async () => {
    await receive();
    const { store } = desk.application;
    await store.persons.destroy(store.db, desk.venue.people.byRegistration(lost.doctor.registration)!.person);
    expect(await list()).toEqual([]);
    await expect(exported()).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
  });
});
