import type { Command } from './command.ts';

/** Every command by its words; a module is loaded only when its command runs. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  verify: () => import('./commands/verify.ts'),
  sign: () => import('./commands/sign.ts'),
  extend: () => import('./commands/extend.ts'),
  demo: () => import('./commands/demo.ts'),
  'cert show': () => import('./commands/cert-show.ts'),
  'cert validate': () => import('./commands/cert-validate.ts'),
  'crl list': () => import('./commands/crl-list.ts'),
  'crl fetch': () => import('./commands/crl-fetch.ts'),
  'card list': () => import('./commands/card-list.ts'),
  'card show': () => import('./commands/card-show.ts'),
  'test-authority init': () => import('./commands/test-authority-init.ts'),
  'test-authority tsa': () => import('./commands/test-authority-tsa.ts'),
  'virtual-card new': () => import('./commands/virtual-card-new.ts'),
  'virtual-card serve': () => import('./commands/virtual-card-serve.ts'),
  'tsa-trust list': () => import('./commands/tsa-trust-list.ts'),
  'tsa-trust add': () => import('./commands/tsa-trust-add.ts'),
  'tsa-trust remove': () => import('./commands/tsa-trust-remove.ts'),
  'audit verify': () => import('./commands/audit-verify.ts'),
};
