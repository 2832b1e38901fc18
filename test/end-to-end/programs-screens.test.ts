import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { caller, programRequest, webCaller } from '../renderer/double/programs-double.ts';
import { samplePdf } from '../renderer/double/samples.ts';
import { describeScenes, type Scene } from '../renderer/double/scenes.ts';

const open = (double: DeskDouble) => double.programs.change({ settings: { on: true, port: 14754 }, door: 'open', callers: [caller, webCaller] });
const pairing = { id: 'pairing-1', name: '見本電子カルテ', origin: null, wanted: ['sign', 'verify', 'card'] as ('sign' | 'verify' | 'card')[] };

const SCENES: Readonly<Record<string, Scene>> = {
  'programs-off': { route: '#/settings/programs', shows: '.switch-track' },
  'programs-on': { route: '#/settings/programs', prepare: open, shows: '.settings-item:nth-child(2)' },
  'programs-port-taken': {
    route: '#/settings/programs',
    prepare: (double) =>
      double.programs.change({
        settings: { on: true, port: 14754 },
        door: 'failed',
        failure: { code: 'PROGRAM_PORT_TAKEN', detail: { port: 14754, note: 'EADDRINUSE' } },
      }),
    shows: '.failure',
  },
  'programs-pairing': {
    route: '#/settings/programs',
    prepare: (double) => {
      open(double);
      double.programs.change({ pairingUntil: '2026-11-20T05:08:00Z', pairing: { ...pairing, state: 'asked', code: null } });
    },
    shows: '.settings-item .button-primary',
  },
  'programs-code': {
    route: '#/settings/programs',
    prepare: (double) => {
      open(double);
      double.programs.change({ pairingUntil: '2026-11-20T05:08:00Z', pairing: { ...pairing, state: 'allowed', code: '048213' } });
    },
    shows: '.program-code',
  },
  'programs-asked': {
    route: '#/card',
    prepare: (double) => {
      open(double);
      double.programs.change({ requests: [programRequest('sign'), programRequest('login')] });
    },
    shows: '.request-notice .button-primary',
  },
  'programs-card-asked': {
    route: '#/documents',
    prepare: (double) => double.programs.change({ requests: [programRequest('card')], pointed: 'request-card' }),
    shows: '.request-notice .button-primary',
  },
  'programs-sign': {
    route: '#/documents',
    prepare: (double) => double.programs.change({ requests: [programRequest('sign')] }),
    act: (page) => page.locator('.request-notice .button-primary').click(),
    shows: '.request-line',
  },
  'programs-sign-unseen': {
    route: '#/sign',
    prepare: (double) => {
      double.samples = [samplePdf, { ...samplePdf, id: 'asked-1', name: '診療情報提供書_紹介元から.pdf', mustBeSeen: true }];
    },
    act: (page) => page.locator('.samples .button').click(),
    shows: '.column-foot .status-line + .button:not(.button-primary)',
  },
  'programs-accepted': {
    route: '#/sign',
    prepare: (double) => double.programs.change({ requests: [programRequest('sign', { state: 'accepted', opened: 'asked-1' })] }),
    shows: '.request-notice .button-primary',
  },
  'programs-in-batch': {
    route: '#/documents',
    prepare: (double) => double.programs.change({ requests: [programRequest('sign', { state: 'accepted' })] }),
    shows: '.request-notice .button',
  },
  'programs-login': {
    route: '#/login/request-login',
    prepare: (double) => double.programs.change({ requests: [programRequest('login')] }),
    shows: '.login-origin ~ .definitions',
  },
};

describeScenes('requests of other programs, in both languages and themes', SCENES);
