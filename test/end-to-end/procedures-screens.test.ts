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
};

describeScenes('procedures of membership', SCENES);
