import type { Page } from 'playwright-core';
import { alarm, kioskLane, peer, personOf, unknownCard } from '../renderer/double/attendance-samples.ts';
import { file } from '../renderer/double/browser.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { persons } from '../renderer/double/membership-samples.ts';
import { emptyReader, running } from '../renderer/double/samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const MINUTE = 60_000;
const LANES = ['受付1', '受付2', '受付3', '受付4'];
const now = () => new Date().toISOString();

/** Reception that is open, with a dozen arrivals behind it. */
const open =
  (...lanes: string[]) =>
  ({ attendance }: DeskDouble) => {
    attendance.open(...lanes);
    for (let index = 0; index < 12; index += 1) {
      const at = new Date(Date.now() - (13 - index) * MINUTE).toISOString();
      attendance.show(lanes[index % lanes.length]!, { at, person: personOf(index % 5), verdict: index % 5 === 3 ? 'already-in' : 'ok' });
    }
  };

/** Staff sign in, and something follows. */
const staffed = (then: (page: Page, double: DeskDouble) => Promise<unknown> | unknown) => async (page: Page, double: DeskDouble) => {
  await page.locator('form input').fill('市谷　一郎');
  await page.keyboard.press('Enter');
  await page.locator('.search-input').waitFor();
  await then(page, double);
};
const show = (lane: string, more: Parameters<DeskDouble['attendance']['show']>[1]) => staffed((_page, double) => double.attendance.show(lane, more));
const typed = (text: string, ...keys: string[]) =>
  staffed(async (page) => {
    await page.keyboard.insertText(text);
    await page.locator('.search-option').first().waitFor();
    for (const key of keys) await page.keyboard.press(key);
  });
const warning = { face: 'warning', answer: 'open' } as const;
/** Names as long as they come. */
const LONG = {
  person: 'p-long',
  registration: '123456',
  name: '勅使河原　三郎左衛門',
  kana: 'てしがわら　さぶろうざえもん',
  affiliation: '独立行政法人国立病院機構 神楽坂地域医療支援センター附属総合診療部',
};
const ABROAD = { ...LONG, person: 'p-abroad', name: 'Christopher Alexander Montgomery-Featherstone', kana: '' };
/** What four lanes say at one time: an in, a warning, a stop and a card that is new. */
const tapAll = staffed(async (page, { attendance }) => {
  attendance.show('受付1', { person: LONG });
  attendance.show('受付2', { ...warning, verdict: 'no-my-page', also: ['late'], person: ABROAD });
  attendance.show('受付3', { face: 'stop', answer: 'open', verdict: 'revoked-or-lost', person: LONG });
  attendance.show('受付4', { ...warning, verdict: 'status-stale', person: personOf(1) });
  await page.locator('.panel').waitFor();
});
/** Nobody answers any more, as when the program was ended. */
const lost =
  (stream: 'watch' | 'kiosk') =>
  async (page: Page, { attendance }: DeskDouble) => {
    await page.route(`**/rpc/attendance/${stream}`, (route) => route.fulfill({ status: 422, body: '' }));
    (stream === 'watch' ? attendance.view : attendance.kiosk).end();
  };
const chosen = (name: string) => async (page: Page) => {
  await page.locator('.file-drop').waitFor();
  await page.setInputFiles('input[type=file]', file(name));
};

const SCENES: Readonly<Record<string, Scene>> = {
  'hall-setup': {
    route: '#/hall/s-1',
    prepare: (double) =>
      double.cards.set(running({ ...emptyReader, name: 'ACS ACR39U ICC Reader 00 00' }, { ...emptyReader, name: 'SONY RC-S300 01 00' })),
    shows: '.setup-lane:nth-child(2)',
  },
  'hall-setup-bare': {
    route: '#/hall/s-3',
    prepare: (double) => {
      double.cards.set({ service: 'running', readers: [] });
      double.attendance.change({ status: { version: null, issuedAt: null, ageDays: null, entries: 0, authority: null } });
    },
    shows: '.readiness',
  },
  'hall-setup-kept': {
    route: '#/hall/s-1',
    prepare: ({ cards, attendance }) => {
      cards.set(running({ ...emptyReader, name: 'ACS ACR39U ICC Reader 00 00' }, { ...emptyReader, name: 'SONY RC-S300 01 00' }));
      const lane = { reader: 'SONY RC-S300 01 00', name: '東口', room: null, direction: 'in' } as const;
      attendance.kept = { lanes: [lane], unused: ['ACS ACR39U ICC Reader 00 00'] };
      attendance.interrupted = { seminar: 's-1', title: '第3回 地域医療連携研修会', openedAt: '2026-11-20T00:51:00.000Z' };
    },
    shows: '.setup-start .banner',
  },
  'reception-interrupted': {
    route: '#/card',
    prepare: ({ attendance }) => {
      attendance.interrupted = { seminar: 's-1', title: '第3回 地域医療連携研修会', openedAt: '2026-11-20T00:51:00.000Z' };
    },
    shows: '.frame-notice .banner',
  },
  'hall-setup-other': { route: '#/hall/s-2', prepare: open('受付1'), shows: '.banner .button-danger' },
  'hall-unknown': { route: '#/hall/s-99', shows: '.banner.tone-error' },
  'hall-staff': { route: '#/hall/s-1', prepare: open('受付1'), shows: '.hall-desk form' },
  'hall-idle': { route: '#/hall/s-1', prepare: open('受付1'), act: staffed(() => {}), shows: '.idle' },
  'hall-warning': {
    route: '#/hall/s-1',
    prepare: open('受付1'),
    act: show('受付1', { ...warning, verdict: 'not-booked', also: ['late'], notes: ['role-not-stated'], person: personOf(2) }),
    shows: '.panel',
  },
  'hall-stop': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: show('受付1', { face: 'stop', answer: 'open', verdict: 'revoked-or-lost', person: personOf(1) }),
    shows: '.panel .check-box',
  },
  'hall-four': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open(...LANES)(double);
      double.attendance.change({
        alarms: [alarm],
        peers: [peer, { ...peer, name: '3階受付', connected: false, behind: 3 }],
        clock: { now: now(), offsetMs: -4000, doubts: [{ id: 'peer-differs', hours: 2 }] },
      });
    },
    act: staffed(async (page, { attendance }) => {
      attendance.show('受付1', { face: 'stop', answer: 'open', verdict: 'held', person: personOf(1) });
      await page.locator('.panel').waitFor();
      attendance.show('受付2', { ...warning, verdict: 'no-my-page', person: personOf(2) });
      attendance.show('受付3', { face: 'hold', verdict: 'unknown-card', person: null });
      attendance.change({ lanes: attendance.view.value.lanes.map((lane) => (lane.id === '受付4' ? { ...lane, state: 'missing' } : lane)) });
    }),
    shows: '.waiting-one',
  },
  'hall-long-one': {
    route: '#/hall/s-1',
    prepare: open('受付1'),
    act: show('受付1', { ...warning, verdict: 'status-stale', person: LONG }),
    shows: '.face',
  },
  'hall-long-two': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: staffed(async (page, { attendance }) => {
      attendance.show('受付1', { ...warning, verdict: 'status-stale', also: ['no-my-page'], person: LONG });
      attendance.show('受付2', { face: 'stop', answer: 'open', verdict: 'revoked-or-lost', person: ABROAD });
      await page.locator('.face').nth(1).waitFor();
    }),
    shows: '.waiting-one',
  },
  'hall-long-four': { route: '#/hall/s-1', prepare: open(...LANES), act: tapAll, shows: '.waiting-one' },
  'hall-long-three': { route: '#/hall/s-1', prepare: open(...LANES.slice(0, 3)), act: tapAll, shows: '.waiting-one' },
  'hall-lost': { route: '#/hall/s-1', prepare: open('受付1', '受付2'), act: staffed(lost('watch')), shows: '.idle-wrong' },
  'hall-ended': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open('受付1', '受付2')(double);
      double.settings = { ...double.settings, testMode: true };
      double.attendance.change({ state: 'ended' });
    },
    act: staffed((page) => page.locator('.idle').first().waitFor()),
    shows: '.test-mark',
  },
  'hall-temporary': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: staffed(async (page, { attendance }) => {
      const card = { ...unknownCard, kind: 'temporary' as const, name: 'HT1.0000123', roles: [] };
      attendance.show('keyboard', { ...warning, verdict: 'unknown-card', person: null, card });
      await page.locator('.panel').waitFor();
      for (const lane of ['受付1', '受付2', '受付1']) attendance.show(lane, { ...warning, verdict: 'not-booked', person: LONG });
      await page.locator('.waiting-one').first().waitFor();
      await page.locator('.panel input').first().fill('345678');
      await page.waitForTimeout(450);
      await page.keyboard.press('Enter');
    }),
    shows: '.panel-who',
  },
  'hall-receive-queue': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open('受付1', '受付2')(double);
      double.attendance.inside = [{ person: persons[0]!.person, since: new Date(Date.now() - 20 * MINUTE).toISOString() }];
    },
    act: staffed(async (page, { attendance }) => {
      await page.keyboard.insertText('123456');
      await page.locator('.search-option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.panel').waitFor();
      for (const lane of ['受付1', '受付2', '受付1']) attendance.show(lane, { ...warning, verdict: 'not-booked', person: LONG });
      await page.locator('.waiting-one').first().waitFor();
    }),
    shows: '.panel-who .status-line',
  },
  'hall-search-many': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open('受付1', '受付2')(double);
      const [first] = persons;
      double.membership.persons = Array.from({ length: 30 }, (_none, index) => ({
        ...first!,
        person: `w-${index}`,
        registration: String(300_020 + index),
      }));
      double.attendance.inside = [{ person: 'w-1', since: new Date(Date.now() - 20 * MINUTE).toISOString() }];
    },
    act: typed('30002', 'Enter'),
    shows: '.search-inside',
  },
  'hall-alarms-none': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: staffed((page) => page.keyboard.press('F6')),
    shows: '.panel-actions',
  },
  'hall-setup-rooms': {
    route: '#/hall/s-1',
    prepare: (double) => {
      double.cards.set(running({ ...emptyReader, name: 'Reader A' }));
      const seminar = double.training.seminars.find(({ id }) => id === 's-1')!;
      const [session] = seminar.plan.sessions;
      const plan = {
        ...seminar.plan,
        rooms: [
          { id: 'r1', name: '大ホール' },
          { id: 'r2', name: '第2会議室' },
        ],
        sessions: [
          { ...session!, room: 'r1' },
          { ...session!, id: 's-other', room: 'r2' },
        ],
      };
      double.training.seminars = double.training.seminars.map((one) => (one.id === 's-1' ? { ...one, plan } : one));
    },
    shows: '.setup .banner',
  },
  'hall-bind': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: show('受付1', { ...warning, verdict: 'unknown-card', person: null, card: { ...unknownCard, test: true } }),
    shows: '.panel .text-field',
  },
  'hall-bind-nobody': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: staffed(async (page, { attendance }) => {
      attendance.show('受付1', { face: 'stop', answer: 'open', verdict: 'revoked-or-lost', person: null, card: unknownCard });
      await page.locator('.panel input').fill('300909');
      await page.waitForTimeout(500);
      await page.keyboard.press('Enter');
      await page.locator('.panel input').nth(2).waitFor();
    }),
    shows: '.panel .text-field',
  },
  'hall-renewal': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: show('受付1', { ...warning, verdict: 'unknown-card', person: personOf(2), card: { ...unknownCard, renewalOf: 'p-345678' } }),
    shows: '.panel ruby',
  },
  'hall-search': { route: '#/hall/s-1', prepare: open('受付1', '受付2'), act: typed('かぐら'), shows: '.search-option ruby' },
  'hall-receive': { route: '#/hall/s-1', prepare: open('受付1', '受付2'), act: typed('かぐら', 'Enter'), shows: '.panel .keyed' },
  'hall-newcomer': { route: '#/hall/s-1', prepare: open('受付1', '受付2'), act: typed('999999', 'Enter'), shows: '.panel .text-field' },
  'hall-hub': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open('受付1')(double);
      double.membership.hub = { url: 'https://hub.example.jp/', hasToken: true };
    },
    act: staffed(async (page) => {
      await page.keyboard.insertText('999999');
      await page.locator('.search-option:nth-child(2)').waitFor();
      await page.keyboard.press('Enter');
    }),
    shows: '.panel .keyed',
  },
  'hall-annul': {
    route: '#/hall/s-1',
    prepare: open('受付1', '受付2'),
    act: staffed((page) => page.keyboard.press('F4')),
    shows: '.panel .button-danger',
  },
  'hall-alarms': {
    route: '#/hall/s-1',
    prepare: (double) => {
      open('受付1', '受付2')(double);
      double.attendance.change({ alarms: [{ ...alarm, fact: 'flag-0', seen: true }, alarm] });
    },
    act: staffed((page) => page.keyboard.press('F6')),
    shows: '.alarm-list',
  },
  'hall-close': { route: '#/hall/s-1', prepare: open('受付1'), act: staffed((page) => page.keyboard.press('F10')), shows: '.panel .button-danger' },
  'kiosk-closed': { route: '#/kiosk', shows: '.kiosk-closed' },
  'kiosk-idle': {
    route: '#/kiosk',
    prepare: ({ attendance }) =>
      attendance.kiosk.set({ state: 'open', title: '第3回 地域医療連携研修会', practice: true, lanes: [kioskLane('受付1')] }),
    shows: '.idle',
  },
  'kiosk-four': {
    route: '#/kiosk',
    act: async (page, { attendance }) => {
      const title = '令和8年度 第3回 地域医療連携研修会';
      attendance.kiosk.set({ state: 'open', title, practice: false, lanes: LANES.map((name) => kioskLane(name)) });
      await page.locator('.idle').nth(3).waitFor();
      // A greeting is gone before the picture is taken; who is asked to wait is told for longer.
      const said = (name: string, kana: string) => ({ face: 'stop', direction: 'in', name, kana, at: now() }) as const;
      attendance.kiosk.set({
        state: 'open',
        title,
        practice: false,
        lanes: [
          kioskLane('受付1', said(LONG.name, LONG.kana)),
          kioskLane('受付2', said(ABROAD.name, '')),
          kioskLane('受付3', said('Stack Doctor 350', 'すたっく どくたー さんびゃくごじゅう')),
          kioskLane('受付4'),
        ],
      });
    },
    shows: '.face',
  },
  'kiosk-ended': {
    route: '#/kiosk',
    prepare: ({ attendance }) =>
      attendance.kiosk.set({ state: 'ended', title: '第3回 地域医療連携研修会', practice: false, lanes: [kioskLane('受付1')] }),
    shows: '.idle',
  },
  'kiosk-lost': {
    route: '#/kiosk',
    prepare: ({ attendance }) =>
      attendance.kiosk.set({ state: 'open', title: '第3回 地域医療連携研修会', practice: false, lanes: [kioskLane('受付1')] }),
    act: async (page, double) => {
      await page.locator('.idle').waitFor();
      await lost('kiosk')(page, double);
      await page.locator('.idle').waitFor({ state: 'detached' });
    },
    shows: '.kiosk-closed',
  },
  'kiosk-lanes': {
    route: '#/kiosk',
    act: async (page, { attendance }) => {
      const title = '令和8年度 第3回 地域医療連携研修会';
      attendance.kiosk.set({ state: 'open', title, practice: false, lanes: ['受付1', '受付2', '受付3'].map((name) => kioskLane(name)) });
      await page.locator('.idle').nth(2).waitFor();
      const lanes = [
        kioskLane('受付1', { face: 'stop', name: '髙橋　﨑子', kana: 'たかはし　さきこ', at: now() }),
        kioskLane('受付2', { face: 'hold', at: now() }),
        kioskLane('受付3'),
      ];
      attendance.kiosk.set({ state: 'open', title, practice: false, lanes });
    },
    shows: '.face',
  },
  members: {
    route: '#/members',
    act: async (page) => {
      await page.locator('.data-table').waitFor();
      await page.locator('.text-field-input').first().fill('かぐら');
      await page.locator('tbody .button-quiet').first().click();
    },
    shows: '.data-table ruby',
  },
  'members-none': {
    route: '#/members',
    prepare: ({ membership }) => {
      membership.lists = [];
    },
    shows: '.members-import',
  },
  'members-preview': {
    route: '#/members',
    prepare: ({ membership }) => {
      const { preview } = membership;
      const differs = { line: 40, id: 'identity-differs', value: '345678', taken: false } as const;
      membership.preview = { ...preview, problems: [differs, ...preview.problems] };
    },
    act: chosen('会員名簿.csv'),
    shows: '.members-preview .data-table',
  },
  'settings-reception': {
    route: '#/settings/reception',
    prepare: ({ attendance }) => {
      const [first] = attendance.station.peers;
      attendance.station = {
        ...attendance.station,
        peers: [first!, { ...first!, fingerprint: 'D4'.repeat(32), name: '3階受付', connected: false, fault: 'unreachable' }],
      };
    },
    act: async (page) => {
      await page.locator('tbody .button-quiet').first().click();
      await page.locator('.settings-import .button').first().click();
    },
    shows: '.station-code',
  },
  'settings-authority': {
    route: '#/settings/reception',
    prepare: ({ attendance }) => {
      attendance.status = { version: null, issuedAt: null, ageDays: null, entries: 0, authority: null };
    },
    act: async (page) => {
      await chosen('status.jwt')(page);
      await page.locator('.settings-item .text-field-input').fill('0000');
    },
    shows: '.settings-fingerprint',
  },
};

describeScenes('every screen of reception, in both languages and themes', SCENES);
