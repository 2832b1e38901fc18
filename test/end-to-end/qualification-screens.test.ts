import type { Page } from 'playwright-core';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import * as samples from '../renderer/double/qualification-samples.ts';
import { emptyReader, hpkiReader, running } from '../renderer/double/samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const card = ({ cards }: DeskDouble) => cards.set(running(hpkiReader));
const empty = ({ cards }: DeskDouble) => cards.set(running(emptyReader));
const check = (page: Page) => page.locator('.tab-panel .button-primary').click();
const checked =
  (record: Partial<typeof samples.record>) =>
  (double: DeskDouble): void => {
    card(double);
    double.qualification.record = { ...samples.record, ...record };
  };

const SCENES: Readonly<Record<string, Scene>> = {
  'qualification-empty': { route: '#/qualification', prepare: empty, shows: '.tab-panel .button-primary' },
  'qualification-ready': { route: '#/qualification', prepare: card, shows: '.tab-panel .button-primary' },
  'qualification-positive': { route: '#/qualification', prepare: checked({}), act: check, shows: '.status-face.tone-success' },
  'qualification-unproved': {
    route: '#/qualification',
    prepare: checked({
      possession: {
        state: 'not-proved',
        at: '2026-11-20T05:10:20.000Z',
        triesLeft: 14,
        failure: { code: 'PIN_WRONG', detail: { triesLeft: 14 } },
      },
    }),
    act: check,
    shows: '.status-face.tone-unsure',
  },
  'qualification-negative': {
    route: '#/qualification',
    prepare: checked({
      pair: samples.record.pair.map((point) => (point.id === 'holder' ? { ...point, state: 'differs', authentication: 'Jiro Betsujin' } : point)),
    }),
    act: async (page) => {
      await check(page);
      await page.locator('.choice').nth(0).click();
      await page.locator('.disclosure-trigger').nth(1).click();
    },
    shows: '.attestation-licence',
  },
  'qualification-records': { route: '#/qualification/records', prepare: card, shows: '.record-actions' },
  'qualification-no-records': {
    route: '#/qualification/records',
    prepare: (double) => {
      double.qualification.kept = { records: [], retentionMonths: null };
    },
    shows: '.records-retention',
  },
  'emergency-empty': { route: '#/qualification/emergency', prepare: empty, shows: '.emergency-empty' },
  'emergency-positive': { route: '#/qualification/emergency', prepare: card, shows: '.emergency.tone-success' },
  'emergency-undecided': {
    route: '#/qualification/emergency',
    prepare: (double) => {
      card(double);
      double.qualification.emergency = { ...samples.emergency, answer: 'indeterminate', because: 'revocation-unknown', asOf: null, ageHours: null };
    },
    shows: '.emergency.tone-unsure',
  },
  'emergency-revoked': {
    route: '#/qualification/emergency',
    prepare: (double) => {
      card(double);
      double.qualification.emergency = { ...samples.emergency, answer: 'negative', because: 'revoked', ageHours: 80 };
    },
    shows: '.emergency.tone-error',
  },
  'card-fitness': {
    route: '#/card',
    prepare: card,
    act: (page) => page.locator('.fitness-next').scrollIntoViewIfNeeded(),
    shows: '.fitness-next .button',
  },
  'card-renewal': {
    route: '#/card',
    prepare: card,
    act: async (page) => {
      await page.locator('.section .disclosure-trigger').first().click();
      await page.locator('.section .disclosure').first().scrollIntoViewIfNeeded();
    },
    shows: '.fitness-source',
  },
  'card-form': {
    route: '#/card',
    prepare: card,
    act: async (page) => {
      await page.locator('.fitness-next .button').click();
      await page.locator('.forms-part .disclosure-trigger').click();
    },
    shows: '.forms-fields',
  },
};

describeScenes('screens of the qualification check and of the fitness of a card', SCENES);
