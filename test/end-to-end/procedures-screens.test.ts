import { expect } from 'vitest';
import * as samples from '../renderer/double/procedures-samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const ROUTE = '#/members/procedures';
const callUp =
  (number: string): NonNullable<Scene['act']> =>
  async (page) => {
    await page.locator('.procedures-find input').fill(number);
    await page.locator('.procedures-find .button').click();
    await page.locator('.procedures-form .select-button').first().waitFor();
  };
/** By the order of the table of kinds. */
const kind =
  (index: number): NonNullable<Scene['act']> =>
  async (page) => {
    await page.locator('.procedures-form > .procedures-choices .select-button').first().click();
    await page.locator('.select-item').nth(index).click();
  };
/** A class at the first association, with which its documents are asked for. */
const firstClass: NonNullable<Scene['act']> = async (page) => {
  await page.locator('.procedures-form .procedures-form .select-button').first().click();
  await page.locator('.select-item').nth(1).click();
};
const NOBODY = '999';
const MEMBER = '234567';

/** The desk of a member herself. */
const hers =
  (part: Partial<typeof samples.self> = {}): NonNullable<Scene['prepare']> =>
  ({ procedures }) =>
    procedures.belongTo({ ...samples.self, ...part }, samples.ownProcedures);
const nobody: NonNullable<Scene['prepare']> = ({ procedures }) => {
  procedures.belongTo(samples.self);
  procedures.members = [];
};
/** Of the part for a new procedure: the workplace first, then the kind. */
const choose =
  (select: number, option: number): NonNullable<Scene['act']> =>
  async (page) => {
    await page.locator('.procedures-self .procedures-form .select-button').nth(select).click();
    await page.locator('.select-item').nth(option).click();
  };
const ELSEWHERE = 2;
const tick: NonNullable<Scene['act']> = async (page) => {
  const boxes = page.locator('.procedures-warning .choice');
  await boxes.first().waitFor();
  for (const box of await boxes.all()) await box.click();
};
/** What was said to the hub, each by its first word and what it is about. */
const orders = (calls: readonly string[], name: 'ask' | 'correct'): readonly { readonly request?: object }[] =>
  calls.filter((call) => call.startsWith(`${name} `)).map((call) => JSON.parse(call.slice(name.length + 1)) as { request?: object });

const SCENES: Readonly<Record<string, Scene>> = {
  'procedures-open': { route: ROUTE, shows: '.data-table tbody tr' },
  'procedures-none': { route: ROUTE, prepare: ({ procedures }) => void procedures.procedures.splice(0), shows: '.procedures-list .quiet' },
  'procedures-decide': {
    route: ROUTE,
    act: (page) => page.locator('.data-table .button').first().click(),
    shows: '.side-panel .button-danger',
  },
  'procedures-own': {
    route: ROUTE,
    act: async (page) => {
      await page.locator('.data-table .button').nth(1).click();
      await page.locator('.side-panel .button-danger').click();
    },
    shows: '.side-panel .button-danger',
  },
  'procedures-not-enrolled': { route: ROUTE, prepare: ({ procedures }) => void Object.assign(procedures, { enrolled: false }), shows: '.section a' },
  'procedures-of-nobody': { route: ROUTE, prepare: ({ procedures }) => void Object.assign(procedures, { own: null }), shows: '.section a' },
  'procedures-join': {
    route: ROUTE,
    act: async (page, double) => {
      await callUp(NOBODY)(page, double);
      await firstClass(page, double);
    },
    shows: '.procedures-document',
  },
  'procedures-days-that-nobody-means': {
    route: ROUTE,
    act: async (page, double) => {
      await callUp(NOBODY)(page, double);
      await page.locator('input[type=date]').fill('1826-11-30');
    },
    shows: '.text-field-wrong',
  },
  'procedures-changed-since': {
    route: ROUTE,
    act: async (page, { procedures }) => {
      await page.locator('.data-table .button').first().click();
      procedures.procedures = procedures.procedures.map((each) => ({ ...each, corrected: each.corrected + 1 }));
      await page.locator('.side-panel .button-primary').click();
    },
    shows: '.side-panel .failure',
  },
  'procedures-member': { route: ROUTE, act: callUp(MEMBER), shows: '.procedures-member' },
  'procedures-transfer': {
    route: ROUTE,
    act: async (page, double) => {
      await callUp(MEMBER)(page, double);
      await kind(4)(page, double);
    },
    shows: '.procedures-form input',
  },
  'procedures-withdraw': {
    route: ROUTE,
    act: async (page, double) => {
      await callUp(MEMBER)(page, double);
      await kind(5)(page, double);
      await page.locator('.procedures-set .choice').nth(2).click();
      await page.locator('input[type=date]').fill('2027-03-31');
      await page.locator('.procedures-form > .form-actions .button').first().click();
      await page.locator('.procedures-warning').nth(1).waitFor();
    },
    shows: '.procedures-warning',
  },
  'procedures-self-terms': {
    route: ROUTE,
    prepare: hers({ consented: false }),
    // Nothing but the terms, and one button.
    act: async (page) => {
      await page.locator('.section .button-primary').waitFor();
      expect(await page.locator('.section .button, .section dl, .section input, .section .select').count()).toBe(1);
    },
    shows: '.section .button-primary',
  },
  'procedures-self-terms-given': {
    route: ROUTE,
    prepare: hers({ consented: false }),
    act: async (page, { calls }) => {
      await page.locator('.section .button-primary').click();
      await page.locator('.procedures-waiting').waitFor();
      expect(calls.filter((call) => call.startsWith('consent'))).toEqual(['consent given 2026-11']);
    },
    shows: '.procedures-self',
  },
  'procedures-self': {
    route: ROUTE,
    prepare: hers(),
    // Of others there is nothing: no field for a number, no decision.
    act: async (page) => {
      await page.locator('.procedures-waiting').waitFor();
      expect(await page.locator('.procedures-find, .procedures-counts, input[inputmode=numeric]').count()).toBe(0);
    },
    shows: '.procedures-waiting',
  },
  'procedures-self-opened': {
    route: ROUTE,
    prepare: hers(),
    act: async (page) => {
      await page.locator('.procedures-waiting').waitFor();
      for (const closed of await page.locator('.disclosure-trigger').all()) await closed.click();
      await page.locator('.disclosure-panel .button-primary').waitFor();
    },
    shows: '.disclosure-panel .procedures-note',
  },
  'procedures-self-no-member': {
    route: ROUTE,
    prepare: nobody,
    act: async (page, double) => {
      await page.locator('.procedures-form input[type=date]').fill('1951-05-05');
      await page.locator('.procedures-form input').first().fill('日医　花子');
      await choose(1, 1)(page, double);
      await page.locator('.procedures-form .procedures-form').waitFor();
    },
    shows: '.status-line.tone-info',
  },
  'procedures-self-elsewhere': {
    route: ROUTE,
    prepare: hers(),
    act: async (page, double) => {
      await choose(0, ELSEWHERE)(page, double);
      await choose(1, 1)(page, double);
      await page.locator('.procedures-form .procedures-form input').first().fill('青柳皮膚科医院');
      await choose(2, 1)(page, double);
      await page.locator('input[type=file]').setInputFiles({ name: '免許証.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') });
      await page.locator('.procedures-document .choice').click();
      await page.locator('.procedures-form > .form-actions .button-primary').click();
      await page.locator('.procedures-plan').waitFor();
      expect(double.calls).toContain('plan join 234567');
    },
    shows: '.procedures-plan',
  },
  'procedures-self-withdraw': {
    route: ROUTE,
    prepare: hers(),
    act: async (page, double) => {
      await choose(1, 3)(page, double);
      // Only what she belongs to can be left.
      expect(await page.locator('.procedures-set .choice').count()).toBe(3);
      await page.locator('.procedures-set .choice').nth(2).click();
      await page.locator('.procedures-form input[type=date]').fill('2027-03-31');
      await page.locator('.procedures-form > .form-actions .button-primary').click();
      await page.locator('.procedures-warning').nth(1).waitFor();
      expect(await page.locator('.procedures-plan .button-primary').isDisabled()).toBe(true);
    },
    shows: '.procedures-warning',
  },
  'procedures-self-withdrawn': {
    route: ROUTE,
    prepare: hers(),
    act: async (page, double) => {
      await SCENES['procedures-self-withdraw']!.act!(page, double);
      await tick(page, double);
      await page.locator('.procedures-plan .button-primary').click();
      await page.locator('.page-column > p[role=status]').waitFor();
      expect(orders(double.calls, 'ask')).toEqual([
        {
          registration: '234567',
          consents: [],
          request: {
            ...{ kind: 'withdraw', affiliation: '小樽中央病院', associations: ['jma'], wishedOn: '2027-03-31', reason: 'retired', note: '' },
            warned: samples.plan.warnings.map(({ id }) => id),
          },
        },
      ]);
    },
    shows: '.page-column > p[role=status]',
  },
  'procedures-self-late-plan': {
    route: ROUTE,
    prepare: hers(),
    // A plan that comes after another workplace was chosen is not shown there.
    act: async (page, double) => {
      const late = Promise.withResolvers<void>();
      double.procedures.planned = late.promise;
      await choose(1, 4)(page, double);
      await page.locator('.procedures-form > .form-actions .button-primary').click();
      await expect.poll(() => double.calls).toContain('plan certificate 234567');
      await choose(0, 1)(page, double);
      late.resolve();
      await choose(1, 5)(page, double);
      await page.locator('.procedures-form > .form-actions .button-primary:not([disabled])').waitFor();
      expect(await page.locator('.procedures-plan').count()).toBe(0);
    },
    shows: '.procedures-form > .form-actions .button-primary',
  },
  'procedures-self-correct': {
    route: ROUTE,
    prepare: hers(),
    act: async (page) => {
      await page.locator('.procedures-waiting .form-actions .button').first().click();
      await page.locator('.procedures-form input[type=date]').waitFor();
      expect(await page.locator('.procedures-waiting').count()).toBe(0);
    },
    shows: '.procedures-form input[type=date]',
  },
  'procedures-self-take-back': {
    route: ROUTE,
    prepare: hers(),
    act: async (page, { calls }) => {
      await page.locator('.procedures-waiting .button-danger').click();
      await page.locator('.procedures-waiting .button-danger').click();
      await page.locator('.page-column > p[role=status]').waitFor();
      expect(calls).toContain(`take back ${samples.ownProcedures[1]!.id}`);
    },
    shows: '.page-column > p[role=status]',
  },
  'procedures-self-consent-taken-back': {
    route: ROUTE,
    prepare: hers(),
    act: async (page, { calls }) => {
      await page.locator('.procedures-self > .section').last().locator('.button').click();
      await page.locator('.procedures-self > .section').last().locator('.button-danger').click();
      await page.locator('.procedures-self').waitFor({ state: 'detached' });
      expect(calls.filter((call) => call.startsWith('consent'))).toEqual(['consent taken-back 2026-11']);
    },
    shows: '.section .button-primary',
  },
  'procedures-self-consent-asked': {
    route: ROUTE,
    prepare: hers(),
    act: async (page) => {
      await page.locator('.procedures-self > .section').last().locator('.button').click();
    },
    shows: '.procedures-self > .section .button-danger',
  },
};

describeScenes('procedures of membership', SCENES);
