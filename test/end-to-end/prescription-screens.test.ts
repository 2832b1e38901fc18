import type { Page } from 'playwright-core';
import { file } from '../renderer/double/browser.ts';
import { master, warnings } from '../renderer/double/prescriptions-double.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const ROUTE = '#/clinic/prescription';
const again = (page: Page) => page.setInputFiles('.compose-page > .form-actions input[type=file]', file('処方箋.csv'));

const SCENES: Readonly<Record<string, Scene>> = {
  'compose-new': { route: ROUTE, shows: '.rx-grid' },
  'compose-first': {
    route: ROUTE,
    prepare: ({ prescriptions }) => {
      prescriptions.prescriber = null;
      prescriptions.masters = [];
    },
    shows: '.rx-grid',
  },
  'compose-again': {
    route: ROUTE,
    prepare: ({ prescriptions }) => {
      prescriptions.left = ['31,1111', '302,1,eGFR 58'];
    },
    act: async (page) => {
      await again(page);
      await page.locator('.disclosure-trigger').click();
    },
    shows: '.compose-entry .banner',
  },
  'compose-wrong': {
    route: ROUTE,
    prepare: ({ prescriptions }) => {
      prescriptions.wrong = ['patient.kana', 'patient.sex', 'patient.birthDate', 'insurance.insurer', 'groups.0.drugs.0.amount', 'groups.0.quantity'];
    },
    act: async (page) => {
      await page.locator('.rx-grid').waitFor();
      await page.locator('.compose-paper .button-primary').click();
    },
    shows: '.text-field-wrong',
  },
  'compose-prescriber': { route: `${ROUTE}/prescriber`, shows: '.compose-single .button-primary' },
  'compose-masters': {
    route: `${ROUTE}/masters`,
    prepare: ({ prescriptions }) => {
      prescriptions.masters = [master('drug'), master('usage', true)];
    },
    shows: '.definitions',
  },
  'compose-masters-none': {
    route: `${ROUTE}/masters`,
    prepare: ({ prescriptions }) => {
      prescriptions.masters = [];
    },
    shows: '.compose-single .card',
  },
  'compose-masters-import': {
    route: `${ROUTE}/masters`,
    act: async (page) => {
      await page.locator('.card').nth(1).locator('.button').first().click();
      await page.setInputFiles('.card input[type=file]', file('usage.csv'));
      await page.locator('.card .disclosure-trigger').click();
    },
    shows: '.card .refused',
  },
  'sign-prescription-warnings': {
    route: '#/sign',
    prepare: (double) => {
      double.prescription = { ...double.prescription, warnings: [...warnings] };
    },
    act: (page) => page.setInputFiles('input[type=file]', file('処方箋.csv')),
    shows: '.rx-warning',
  },
};

describeScenes('prescriptions, drawn with a double of the desk', SCENES);
