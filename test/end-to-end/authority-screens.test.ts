import type { Page } from 'playwright-core';
import { file } from '../renderer/double/browser.ts';
import * as samples from '../renderer/double/credentials-samples.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const nobody = ({ credentials }: DeskDouble) => credentials.seat({ state: 'none', staff: null });
const withPage =
  (part: Partial<DeskDouble['credentials']['page']>) =>
  ({ credentials }: DeskDouble) => {
    credentials.page = { ...credentials.page, ...part };
  };
const stop = (page: Page) => page.locator('.workspace-bar .stop-button').click();

const SCENES: Readonly<Record<string, Scene>> = {
  'authority-sign-in': { route: '#/authority', prepare: nobody, shows: '.form-actions .button' },
  'authority-passkey': {
    route: '#/authority',
    prepare: (double) => {
      nobody(double);
      double.credentials.asked.set(false);
    },
    act: (page) => page.locator('.button-primary').click(),
    shows: '.banner a',
  },
  'authority-first': {
    route: '#/authority',
    prepare: (double) => {
      nobody(double);
      double.credentials.seat({ firstStart: true });
    },
    shows: '.staff-fields',
  },
  'authority-own-key': {
    route: '#/authority/staff',
    prepare: ({ credentials }) => credentials.seat({ ownKeyNeeded: true }),
    shows: '.stack .button',
  },
  'authority-locked': {
    route: '#/authority/person/100',
    act: (page) => page.locator('.workspace-bar-tools .button').first().click(),
    shows: '.lock-cover .button',
  },
  'authority-queue': {
    route: '#/authority/queue',
    act: async (page) => {
      await page.locator('.queue-row').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
    },
    shows: '.queue tbody tr:nth-child(20)',
  },
  'authority-queue-one': {
    route: '#/authority/queue',
    act: (page) => page.locator('.queue-count').nth(2).click(),
    shows: '.queue-count[aria-pressed=true] .queue-count-under',
  },
  'authority-queue-empty': {
    route: '#/authority/queue',
    prepare: ({ credentials }) => {
      credentials.rows = [];
      credentials.proposals = [];
    },
    shows: '.queue .lead',
  },
  'authority-search': {
    route: '#/authority/queue',
    act: async (page) => {
      await page.locator('.workspace-bar').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('ヤ');
    },
    shows: '.hit',
  },
  'authority-person': { route: '#/authority/person/100', shows: '.object-card:nth-of-type(2)' },
  'authority-person-notices': {
    route: '#/authority/person/100',
    prepare: withPage({ objects: [samples.heldCard, samples.pendingCertificate], duplicates: [samples.hit(3)], proposals: ['p-1'] }),
    shows: '.object-card .banner',
  },
  'authority-person-deleted': {
    route: '#/authority/person/100',
    prepare: withPage({ deleted: true, fields: samples.fields(0, { name: '', kana: '', registration: '' }), notes: [], procedures: [] }),
    shows: '.notices',
  },
  'authority-person-unknown-fee': {
    route: '#/authority/person/100',
    prepare: withPage({
      objects: [{ ...samples.application, fee: { ...samples.application.fee!, yen: null, source: '', boundary: null, state: 'unknown' } }],
    }),
    act: (page) => page.locator('.fee-line .button').click(),
    shows: '.side-panel .text-field',
  },
  'authority-action': {
    route: '#/authority/person/100',
    prepare: withPage({ objects: [samples.heldCard] }),
    act: (page) => page.locator('.action-list .button').first().click(),
    shows: '.side-panel .choices',
  },
  'authority-answer': {
    route: '#/authority/person/100',
    prepare: (double) => {
      double.credentials.outcome = 'proposed';
      withPage({ objects: [samples.heldCard] })(double);
    },
    act: async (page) => {
      await page.locator('.action-list .button').nth(1).click();
      await page.locator('.side-panel .choice').first().click();
      await page.locator('.side-panel textarea').fill('x');
      await page.locator('.side-panel .form-actions .button').first().click();
    },
    shows: '.banner[role=status]',
  },
  'authority-paper': {
    route: '#/authority/person/100',
    act: (page) => page.locator('.object-card .tools .button').first().click(),
    shows: '.side-panel .file-drop',
  },
  'authority-scan': {
    route: '#/authority/person/100',
    act: (page) => page.locator('.checklist-actions .button').first().click(),
    shows: '.side-panel img',
  },
  'authority-apply': {
    route: '#/authority/person/100',
    act: (page) => page.locator('.person-head .button').first().click(),
    shows: '.side-panel .fee-line',
  },
  'authority-change': {
    route: '#/authority/person/100',
    act: (page) => page.locator('.person-head .button').nth(1).click(),
    shows: '.side-panel .holder-form',
  },
  'authority-notes': { route: '#/authority/person/100', act: (page) => page.locator('[role=tab]').nth(1).click(), shows: '.note-text' },
  'authority-new': {
    route: '#/authority/new',
    act: (page) => page.locator('.holder-form input').first().fill(samples.hits[1]!.registration),
    shows: '.known-hit',
  },
  'authority-stop': { route: '#/authority/queue', act: stop, shows: '.stop-panel .holder-search' },
  'authority-stop-form': { route: '#/authority/person/100', act: stop, shows: '.stop-form .choices' },
  'authority-stop-done': {
    route: '#/authority/person/100',
    act: async (page) => {
      await stop(page);
      for (const index of [0, 1, 4]) await page.locator('.stop-form .choices .choice').nth(index).click();
      await page.locator('.stop-now').click();
    },
    shows: '.stop-panel .banner',
  },
  'authority-proposals': {
    route: '#/authority/proposals',
    act: (page) => page.locator('.proposal .button:not(.button-primary)').first().click(),
    shows: '.proposal .text-field',
  },
  'authority-proposals-none': {
    route: '#/authority/proposals',
    prepare: ({ credentials }) => {
      credentials.proposals = [];
    },
    shows: '.lead',
  },
  'authority-bulk': { route: '#/authority/bulk', act: (page) => page.locator('.button-primary').click(), shows: '.data-table' },
  'authority-production': {
    route: '#/authority/production',
    act: (page) => page.locator('.choice').first().click(),
    shows: '.batches',
  },
  'authority-serials': {
    route: '#/authority/production',
    act: async (page) => {
      await page.setInputFiles('input[type=file]', file('serials.csv'));
      await page.locator('.stack .data-table').scrollIntoViewIfNeeded();
    },
    shows: '.stack .data-table',
  },
  'authority-hand-over-list': { route: '#/authority/hand-over', shows: '.data-table' },
  'authority-hand-over': {
    route: '#/authority/hand-over/100.O26-0000045',
    prepare: withPage({ objects: [samples.order] }),
    act: (page) => page.locator('.list-tools .button-primary').click(),
    shows: '.section .choices',
  },
  'authority-hand-over-stopped': {
    route: '#/authority/hand-over/100.O26-0000045',
    prepare: (double) => {
      withPage({ objects: [samples.order] })(double);
      double.credentials.handOverCard = { ...samples.handOverCard, findings: [{ id: 'revoked', stops: true }] };
    },
    act: (page) => page.locator('.list-tools .button-primary').click(),
    shows: '.banner.tone-error',
  },
  'authority-revocations': {
    route: '#/authority/revocations',
    prepare: (double) => {
      double.settings = { ...double.settings, testMode: true };
    },
    act: (page) => page.locator('.data-table .link').first().click(),
    shows: '.side-panel .text-field',
  },
  'authority-forecast': { route: '#/authority/forecast', shows: '.bars-upright' },
  'authority-exchange': {
    route: '#/authority/exchange',
    act: (page) => page.setInputFiles('input[type=file]', file('registry.csv')),
    shows: '.stack .data-table',
  },
  'authority-staff': {
    route: '#/authority/staff',
    act: (page) => page.getByRole('button', { name: '市谷　一郎' }).click(),
    shows: '.side-panel section:last-of-type .keys-list',
  },
  'authority-audit': { route: '#/authority/audit', act: (page) => page.locator('.tools .button').first().click(), shows: '.banner' },
  'authority-help': { route: '#/authority/help', shows: '.diagram' },
  'authority-figures': { route: '#/authority/help', act: (page) => page.getByRole('tab').last().click(), shows: '.data-table' },
  'authority-day-in-doubt': {
    route: '#/authority/queue',
    prepare: ({ credentials }) => {
      credentials.doubt = { last: '2026-11-29', today: '2036-01-04' };
    },
    shows: '.notices .button',
  },
  'authority-retention': {
    route: '#/authority/retention',
    prepare: ({ credentials }) => {
      credentials.over = [{ holder: 100, name: samples.fields(0).name, rule: 'ended', since: '2016-01-01' }];
    },
    act: async (page) => {
      await page.locator('.dense-table .choice').click();
      await page.locator('.button-danger').click();
    },
    shows: '.form-panel',
  },
};

describeScenes('every screen of the card authority, in both languages and themes', SCENES);
