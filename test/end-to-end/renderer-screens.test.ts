import type { Page } from 'playwright-core';
import { file } from '../renderer/double/browser.ts';
import { anchor, emptyReader, hpkiReader, running } from '../renderer/double/samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const choose =
  (...names: string[]) =>
  (page: Page) =>
    page.setInputFiles(
      'input[type=file]',
      names.map((name) => file(name)),
    );
const chooseOne = (name: string) => (page: Page) => page.setInputFiles('input[type=file]', file(name));

const SCENES: Readonly<Record<string, Scene>> = {
  card: { route: '#/card', shows: '.certificate-details' },
  'card-first-start': {
    route: '#/card',
    prepare: (double) => {
      double.cards.set({ service: 'absent', readers: [] });
      double.info = { ...double.info, demonstrationCard: 'none', firstStart: true };
    },
    shows: '.demonstration .button-primary',
  },
  'card-readers': {
    route: '#/card',
    prepare: (double) =>
      double.cards.set(running(hpkiReader, { ...emptyReader, name: 'Other', state: 'foreign' }, { ...emptyReader, name: 'Busy', busy: true })),
    shows: '.reader-list',
  },
  sign: { route: '#/sign', shows: '.file-drop' },
  'sign-pdf': { route: '#/sign', act: choose('診療情報提供書.pdf'), shows: '.pdf-page figcaption:not(:empty)' },
  'sign-prescription': {
    route: '#/sign',
    prepare: (double) => {
      double.readiness = { ...double.readiness, revocation: { status: 'unknown', asOf: null, ageHours: null } };
    },
    act: choose('処方箋.csv'),
    shows: '.rx-drugs',
  },
  'sign-many': { route: '#/sign', act: choose('a.pdf', '処方箋.csv', '画像.dcm'), shows: '.document-list li:nth-child(3)' },
  'sign-done': {
    route: '#/sign',
    act: async (page, double) => {
      await choose('a.pdf')(page);
      await page.locator('.button-wide:not([data-disabled])').click();
      await page.locator('.review-column').getByRole('progressbar').waitFor();
      double.report('done', () => 'done');
    },
    shows: '.entry-actions',
  },
  verify: { route: '#/verify', shows: '.file-drop' },
  'verify-valid': { route: '#/verify', act: chooseOne('valid.pdf'), shows: '.tone-success.status-face' },
  'verify-invalid': { route: '#/verify', act: chooseOne('changed.pdf'), shows: '.tone-error.status-face' },
  'verify-refuse': {
    route: '#/verify',
    act: async (page) => {
      await chooseOne('forged.xml')(page);
      await page.locator('.disclosure-trigger').click();
    },
    shows: '.check-list',
  },
  'verify-undecided': { route: '#/verify', act: chooseOne('unrevoked-unknown.pdf'), shows: '.tone-unsure.status-face' },
  'verify-stamped': {
    route: '#/verify',
    act: async (page) => {
      await chooseOne('stamped.pdf')(page);
      await page.locator('.disclosure-trigger').click();
    },
    shows: '.check-group ~ .check-group .tone-info',
  },
  'verify-unsigned': { route: '#/verify', act: chooseOne('unsigned.pdf'), shows: '.tone-info.status-face' },
  'verify-unreadable': { route: '#/verify', act: chooseOne('noise.bin'), shows: '.tone-absent.status-face' },
  documents: {
    route: '#/documents',
    prepare: (double) => {
      const [first, ...rest] = double.register;
      double.register = [{ ...first!, level: 'LTA', renewal: { due: '2027-03-31T15:00:00Z' } }, ...rest];
    },
    act: async (page) => {
      await page.locator('.document-name').last().click();
      await page.locator('.entry-actions').locator('.button').last().click();
    },
    shows: '.raise-level',
  },
  audit: { route: '#/audit', shows: '.data-table' },
  settings: { route: '#/settings', shows: '.definitions' },
  'settings-time-stamps': {
    route: '#/settings/time-stamps',
    prepare: (double) => {
      double.anchors = [anchor, { ...anchor, sha256: 'B8'.repeat(32), name: 'TEST Time Root 2', accreditation: null }];
      double.service = { url: 'https://tsa.example.jp/', digest: 'sha256', policy: null, user: 'clinic', hasPassword: true };
    },
    shows: '.settings-item:nth-child(2)',
  },
  'settings-import': { route: '#/settings/time-stamps', act: chooseOne('root.cer'), shows: '.settings-fingerprint' },
  'settings-network': {
    route: '#/settings/network',
    prepare: (double) => {
      double.settings = { ...double.settings, network: { ...double.settings.network, allowedHosts: ['crl.example.jp'] } };
    },
    shows: '.data-table',
  },
  components: { route: '#/components', shows: '.tabs' },
};

describeScenes('every screen, in both languages and themes', SCENES);
