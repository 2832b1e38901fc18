import { expect } from 'vitest';
import { file } from '../renderer/double/browser.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import * as samples from '../renderer/double/exchange-samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const DAY = 86_400_000;
const standing =
  (state: DeskDouble['exchange']['state']['value']) =>
  ({ exchange }: DeskDouble) =>
    exchange.state.set(state);
const chosen: NonNullable<Scene['act']> = (page) => page.locator('input[type=file]').setInputFiles(file('kagurazaka.hpki-events'));

const SCENES: Readonly<Record<string, Scene>> = {
  'exchange-alone': {
    route: '#/exchange',
    prepare: standing({ ...samples.alone, waiting: [{ feed: 'credential', count: 1_240, since: samples.ago(90 * DAY) }] }),
    shows: '.exchange-form .button',
  },
  'exchange-good': { route: '#/exchange', prepare: standing(samples.enrolled), shows: '.banner.tone-success' },
  'exchange-busy': { route: '#/exchange', prepare: standing(samples.busy), shows: '.rail-mark' },
  'exchange-failing': { route: '#/exchange', prepare: standing(samples.silent(DAY / 4)), shows: '.banner.tone-unsure' },
  'exchange-old': { route: '#/exchange', prepare: standing(samples.silent(30 * DAY)), shows: '.banner.tone-error' },
  'exchange-own': {
    route: '#/exchange',
    prepare: standing(samples.own),
    // Nothing of members and of files, which a person's own desk does not have.
    act: async (page) => {
      await page.locator('.banner a').waitFor();
      expect(await page.locator('.definitions').first().locator('dt').count()).toBe(4);
    },
    shows: '.banner.tone-success',
  },
  'exchange-own-files': {
    route: '#/exchange/files',
    prepare: standing(samples.own),
    act: async (page) => {
      await page.locator('.file-drop').waitFor();
      expect(await page.locator('.exchange-form .button').count()).toBe(0);
    },
    shows: '.section h2',
  },
  'exchange-differences': { route: '#/exchange/differences', prepare: standing(samples.busy), shows: '.difference' },
  'exchange-settling': {
    route: '#/exchange/differences',
    prepare: standing(samples.busy),
    act: (page) => page.locator('.difference').first().locator('.form-actions .button').nth(1).click(),
    shows: '.difference textarea',
  },
  'exchange-settled': {
    route: '#/exchange/differences',
    prepare: (double) => {
      standing({ ...samples.busy, disagreements: 1 })(double);
      double.exchange.open = samples.disagreements.slice(0, 1);
    },
    act: async (page) => {
      await page.locator('.difference .form-actions .button').nth(1).click();
      await page.locator('.difference textarea').fill('x');
      await page.locator('.difference .form-panel .button').first().click();
    },
    shows: '.status-line.tone-success',
  },
  'exchange-differences-signed-out': {
    route: '#/exchange/differences',
    prepare: (double) => {
      standing(samples.busy)(double);
      double.credentials.seat({ state: 'none', staff: null });
    },
    shows: '.banner a',
  },
  'exchange-differences-none': { route: '#/exchange/differences', prepare: standing(samples.enrolled), shows: '.status-line.tone-absent' },
  'exchange-files': { route: '#/exchange/files', prepare: standing(samples.busy), shows: '.file-drop' },
  'exchange-file-stranger': { route: '#/exchange/files', prepare: standing(samples.enrolled), act: chosen, shows: '.exchange-fingerprint' },
  'exchange-file-taken': {
    route: '#/exchange/files',
    prepare: (double) => {
      standing(samples.enrolled)(double);
      double.exchange.file = { ...samples.file, confirmed: true };
    },
    act: async (page, double) => {
      await chosen(page, double);
      await page.locator('.card .button').first().click();
    },
    shows: '.status-line.tone-success',
  },
  'exchange-file-written': {
    route: '#/exchange/files',
    prepare: standing(samples.enrolled),
    act: (page) => page.locator('.exchange-form .button').last().click(),
    shows: '.exchange-fingerprint',
  },
};

describeScenes('the exchange with others', SCENES);
