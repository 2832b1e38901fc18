import type { AuthorityNotice, KioskView, LaneOrder, ReceptionView, StationView, VerdictView } from '../../../main/api/schema/attendance.ts';
import { persons } from './membership-samples.ts';

const CERTIFICATE = '5EBDDC823CDA0C1275F45AC8508AC28609E55BD5DAA1D7DA8D0D75B1A3C13360';

/** Somebody of the sample lists as a verdict names them. */
export const personOf = (index: number): NonNullable<VerdictView['person']> => {
  const { person, registration, name, kana, affiliation } = persons[index]!;
  return { person, registration, name, kana, affiliation };
};

export const unknownCard: NonNullable<VerdictView['card']> = {
  kind: 'certificate',
  name: 'Ryutaro Watanabe',
  certificate: CERTIFICATE,
  expires: '2031-02-07T14:59:59Z',
  test: false,
  roles: ['Medical Doctor'],
  renewalOf: null,
};

export const verdictOf = (id: string, lane: string, at: Date, more: Partial<VerdictView>): VerdictView => ({
  id,
  at: at.toISOString(),
  lane,
  direction: 'in',
  verdict: 'ok',
  also: [],
  face: 'accepted',
  notes: [],
  person: personOf(0),
  card: null,
  fact: `fact-${id}`,
  answer: null,
  annulled: false,
  took: { total: 61, card: 58 },
  failure: null,
  ...more,
});

/** Who issues status lists, and the thumbprint of its key. */
export const AUTHORITY = '見本電子認証センター';
export const THUMBPRINT = 'P5oRwHsuRNha8OYTnHHSuEQGqPXiHXPJW2D-iBetLEQ';

export const closed: ReceptionView = {
  seminar: null,
  state: 'open',
  title: '',
  practice: false,
  sessions: [],
  lanes: [],
  recent: [],
  counts: { booked: 180, present: 0, open: 0, facts: 0 },
  clock: { now: '2026-11-20T09:45:00.000Z', offsetMs: null, doubts: [] },
  status: { version: '2026-11-17', issuedAt: '2026-11-17T00:00:00.000Z', ageDays: 3.4, entries: 341_207, authority: AUTHORITY },
  peers: [],
  alarms: [],
};

export const lane = (id: string, order: Partial<LaneOrder> = {}): ReceptionView['lanes'][number] => ({
  id,
  reader: `Reader ${id}`,
  name: id,
  room: null,
  direction: 'auto',
  state: 'ready',
  last: null,
  ...order,
});

export const alarm: ReceptionView['alarms'][number] = {
  fact: 'flag-1',
  at: '2026-11-20T09:51:00.000Z',
  verdict: 'revoked-or-lost',
  name: '四谷　美咲',
  registration: '678901',
  seen: false,
};

export const notice: AuthorityNotice = {
  id: 'notice-1',
  seminar: 's-5',
  title: '令和8年度 第3回 地域医療連携研修会',
  at: '2026-11-20T09:51:00.000Z',
  registration: '678901',
  name: '四谷　美咲',
  card: 'AB'.repeat(32),
  verdict: 'revoked-or-lost',
  reason: '運転免許証で本人と確認',
  by: '市谷　一郎',
  sentAt: null,
};

export const peer: ReceptionView['peers'][number] = { name: '2階受付', connected: true, lastSeen: '2026-11-20T09:59:00.000Z', behind: 0 };

export const station: StationView = {
  id: 'A1'.repeat(32),
  name: '1階受付',
  listening: null,
  peers: [
    {
      fingerprint: 'B2'.repeat(32),
      name: '2階受付',
      address: '192.168.10.12:47120',
      connected: true,
      lastSeen: '2026-11-20T09:59:00.000Z',
      offsetMs: -140,
      behind: 0,
      fault: null,
    },
  ],
};

export const kioskLane = (name: string, more: Partial<KioskView['lanes'][number]> = {}): KioskView['lanes'][number] => ({
  lane: name,
  face: 'idle',
  verdict: null,
  direction: null,
  name: '',
  kana: '',
  at: null,
  ...more,
});
