import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { file, type Screens, startScreens } from '../renderer/double/browser.ts';
import { notice } from '../renderer/double/attendance-samples.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { factsOf, participation } from '../renderer/double/training-samples.ts';
import { describeWith } from '../support/needs.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const withFacts = (double: DeskDouble) => {
  double.attendance.facts = Array.from({ length: double.training.participants }, (_nothing, number) => factsOf(participation(number))).flat();
};
const tool = (index: number) => async (page: Page) => {
  await page.locator('.people-head .button').click();
  await page.locator('.side-panel li .button').nth(index).click();
};
const accountTool = (index: number) => (page: Page) => page.locator('.tools .button').nth(index).click();

const SCENES: Readonly<Record<string, Scene>> = {
  list: { route: '#/reception', shows: 'tbody tr:nth-child(5)' },
  'list-empty': {
    route: '#/reception',
    prepare: (double) => {
      double.training.seminars = [];
    },
    shows: '.page-header .quiet',
  },
  rules: { route: '#/reception/rules', act: (page) => page.locator('.choice').click(), shows: '.policy-fields' },
  new: { route: '#/reception/new', shows: '.beginnings' },
  'new-plan': { route: '#/reception/new', act: (page) => page.locator('.beginnings .button-primary').click(), shows: '.plan-review' },
  plan: {
    route: '#/reception/s-1/plan',
    prepare: ({ training }) => {
      training.findings = [
        { id: 'code-missing', weight: 'wrong', session: 's2', params: { scheme: 'cme' }, source: 'jissi/bunkakai.html' },
        { id: 'certified-number-missing', weight: 'unusual', session: null, params: { scheme: 'occupational-health' }, source: null },
        { id: 'daily-cap-unknown', weight: 'unknown', session: null, params: { scheme: 'occupational-health' }, source: null },
      ];
    },
    shows: '.findings li:nth-child(3)',
  },
  'plan-practice': {
    route: '#/reception/s-3/plan',
    act: (page) => page.locator('.state-bar .button-quiet').click(),
    shows: '.practice-on .test-mark',
  },
  'plan-booked': {
    route: '#/reception/s-2/plan',
    act: (page) => page.setInputFiles('input[type=file]', file('申込.csv')),
    shows: '.members-preview',
  },
  'plan-frozen': { route: '#/reception/s-5/plan', shows: '.banner' },
  'output-notices': {
    route: '#/reception/s-5/output',
    prepare: ({ attendance }) => {
      attendance.notices = [notice, { ...notice, id: 'notice-2', sentAt: '2026-11-21T01:00:00.000Z' }];
    },
    act: (page) => page.locator('.card tbody').scrollIntoViewIfNeeded(),
    shows: '.card tbody tr:nth-child(2)',
  },
  participants: { route: '#/reception/s-1/participants', shows: '.people tbody tr:nth-child(50)' },
  person: {
    route: '#/reception/s-1/participants',
    prepare: withFacts,
    act: async (page) => {
      await page.locator('.people .link').nth(1).click();
      await page.locator('.side-panel .timeline .button').first().click();
    },
    shows: '.side-panel .form-panel',
  },
  'person-remarks': {
    route: '#/reception/s-1/participants',
    prepare: withFacts,
    act: async (page) => {
      await page.locator('.people .link').nth(12).click();
      await page.locator('.people .data-table').scrollIntoViewIfNeeded();
    },
    shows: '.people-narrow .remarks li',
  },
  'person-complete': {
    route: '#/reception/s-1/participants',
    act: async (page) => {
      await page.locator('.people tr:has(.remarks .tone-warning) .link').first().click();
      await page.locator('.side-panel .button').nth(1).click();
    },
    shows: '.side-panel .form-panel',
  },
  'person-certificate': {
    route: '#/reception/s-5/participants',
    prepare: withFacts,
    act: async (page) => {
      await page.locator('.people .link').nth(1).click();
      await page.locator('.side-panel .form-actions').scrollIntoViewIfNeeded();
    },
    shows: '.side-panel .form-actions',
  },
  'sign-certificates': {
    route: '#/reception/s-5/output',
    act: (page) => page.locator('.withheld ~ .form-actions .button').first().click(),
    shows: '.document-list li:nth-child(3)',
  },
  later: { route: '#/reception/s-1/participants', act: tool(0), shows: '.side-panel .text-field' },
  paper: { route: '#/reception/s-1/participants', act: tool(1), shows: '.side-panel .text-field' },
  bundle: { route: '#/reception/s-1/participants', act: tool(2), shows: '.side-panel .text-field' },
  clock: { route: '#/reception/s-1/participants', prepare: withFacts, act: tool(3), shows: '.side-panel .select' },
  result: { route: '#/reception/s-4/result', act: (page) => page.locator('.stack .button-primary').click(), shows: '.banner .text-field' },
  'result-settled': {
    route: '#/reception/s-5/result',
    prepare: ({ training }) => {
      training.participants = 60;
    },
    act: (page) => page.locator('.section .stack .button').click(),
    shows: '.form-panel',
  },
  output: { route: '#/reception/s-5/output', act: (page) => page.locator('.split-beside .button').click(), shows: '.split-beside .form-panel' },
  'output-practice': { route: '#/reception/s-3/output', shows: '.card .quiet' },
  statistics: {
    route: '#/reception/s-1/statistics',
    act: (page) => page.locator('.bar-chart .disclosure-trigger').first().click(),
    shows: '.bar-chart tbody tr',
  },
  credits: { route: '#/credits', shows: '.progress-card:nth-child(5)' },
  'credits-add': { route: '#/credits', act: accountTool(0), shows: '.side-panel .credit-fields' },
  'credits-import': {
    route: '#/credits',
    act: async (page) => {
      await accountTool(1)(page);
      await page.setInputFiles('input[type=file]', file('受講証明書.pdf'));
    },
    shows: '.side-panel .refused',
  },
  'credits-held': { route: '#/credits', act: accountTool(2), shows: '.side-panel .held:nth-child(4)' },
  'credits-empty': {
    route: '#/credits',
    prepare: ({ credits }) => {
      credits.account = { records: [], progress: [], certificates: [], owner: null, newestImport: null };
    },
    shows: '.lead',
  },
};

describeScenes('every screen of seminars and units, in both languages and themes', SCENES);

describeWith(['chromium'], 'a long list', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  it('a thousand participants are leafed through, fifty at a time, and found as one types', async () => {
    await using opened = await screens.open({
      route: '#/reception/s-1/participants',
      prepare: ({ training }) => {
        training.participants = 1000;
      },
    });
    const { page } = opened;
    await page.getByText('1000件のうち1～50').waitFor();
    expect(await page.locator('.people tbody tr').count()).toBe(50);
    await page.getByRole('button', { name: '次のページ' }).click();
    await page.getByText('1000件のうち51～100').waitFor();
    await page.getByLabel('氏名・番号・所属で探す').fill('100071');
    await expect.poll(() => page.locator('.people tbody tr').count()).toBe(1);
    expect(await page.locator('.people tbody .link').textContent()).toBe('神楽坂　三十四');
  });
});
