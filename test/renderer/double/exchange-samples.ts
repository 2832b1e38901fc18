import type { DisagreementItem, EventsFile, ExchangeState, ExchangeWay } from '../../../main/api/schema/exchange.ts';

export const HUB = 'https://hub.example.jp';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** So long before now, ISO 8601. */
export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const way = (feed: string, passed: number, more: Partial<ExchangeWay> = {}): ExchangeWay => ({
  ...{ feed, way: 'in', error: null, errorAt: null },
  lastContact: ago(passed),
  newest: ago(passed + 3 * DAY),
  ...more,
});

const ways = (passed: number, more: Partial<ExchangeWay> = {}): ExchangeWay[] => [
  way('stop', passed, more),
  way('credential', passed, more),
  way('membership', passed, more),
  way('members', passed, { newest: null, ...more }),
  way('outgoing', passed + DAY, { way: 'out', newest: null, ...more }),
];

export const alone: ExchangeState = {
  hub: null,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  peers: [],
  waiting: [],
  refused: [],
  held: [],
  unknown: 0,
  members: { count: 0, wholeAt: null },
  disagreements: 0,
  clockOffsetMs: null,
  staffed: false,
  suggestedName: 'CLINIC-PC-3',
};

export const enrolled: ExchangeState = {
  ...alone,
  hub: { url: HUB, kind: 'association', association: 'kagurazaka' },
  peers: [{ peer: HUB, ways: ways(20_000) }],
  members: { count: 12_480, wholeAt: ago(2 * DAY) },
  clockOffsetMs: 400,
};

/** A person's own desk: no events, no lists of members. */
export const own: ExchangeState = {
  ...alone,
  hub: { url: HUB, kind: 'person', association: null },
  clockOffsetMs: 400,
};

/** Everything at the card authority's desk that may wait for a person. */
export const busy: ExchangeState = {
  ...enrolled,
  hub: { url: HUB, kind: 'authority', association: null },
  peers: [
    { peer: HUB, ways: ways(20_000) },
    { peer: 'kagurazaka', ways: [way('file', 40 * DAY, { way: 'out' })] },
    { peer: 'https://hpki-desk.invalid/desks/NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', ways: [way('file', 3 * DAY)] },
  ],
  waiting: [
    { feed: 'credential', count: 14, since: ago(9 * DAY) },
    { feed: 'stop', count: 2, since: ago(12 * MINUTE) },
  ],
  refused: [
    { event: 'card.held', happenedAt: ago(2 * DAY), because: 'access_denied' },
    { event: 'card.held', happenedAt: ago(3 * DAY), because: 'access_denied' },
    { event: 'cert.issued', happenedAt: ago(DAY), because: 'invalid_request' },
    { event: 'card.order.ready', happenedAt: ago(DAY), because: 'person-deleted' },
    { event: 'card.lost', happenedAt: ago(DAY), because: 'status 413' },
  ],
  held: [
    { because: 'not-yet', count: 3 },
    { because: 'person-unknown', count: 128 },
  ],
  unknown: 4,
  disagreements: 2,
  clockOffsetMs: -190_000,
  staffed: true,
};

/** As long as the hub could not be reached. */
export const silent = (passed: number): ExchangeState => ({
  ...enrolled,
  peers: [{ peer: HUB, ways: ways(passed, { error: 'NETWORK_REFUSED', errorAt: ago(passed - MINUTE) }) }],
  clockOffsetMs: null,
});

const base = { openedAt: ago(2 * DAY), changedAt: ago(3 * DAY), issuer: `${HUB}/issuers/hub`, settled: null } as const;
export const disagreements: DisagreementItem[] = [
  {
    ...base,
    ...{ id: 'd-1', kind: 'member', holder: 100, name: '神楽坂　三十四', registration: '345678', happenedAt: ago(4 * DAY) },
    ours: { member: 'true' },
    theirs: { member: 'false', effectiveOn: '2026-10-31' },
  },
  {
    ...base,
    ...{ id: 'd-2', kind: 'name', holder: 101, name: '早稲田　花子', registration: '345679', happenedAt: null },
    ours: { name: '早稲田　花子' },
    theirs: { name: '戸塚　花子', formerName: '高田　花子' },
  },
];

export const settled: DisagreementItem[] = [
  {
    ...disagreements[0]!,
    ...{ id: 'd-0', holder: 102, name: '市谷　薫' },
    settled: { at: ago(9 * DAY), by: '検証　一郎', decision: 'ours', reason: '神楽坂医師会の事務局に電話で確かめ、退会していないことが分かった。' },
  },
];

export const file: EventsFile = {
  from: 'https://hpki-desk.invalid/desks/NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  kind: 'authority',
  to: 'kagurazaka',
  issuedAt: ago(DAY),
  count: 37,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  confirmed: false,
};
