import type { NamedBytes } from '../../../named-bytes.ts';
import { makeStatusList } from '../../../credentials/status-list/make.ts';
import { exportRegistry } from '../../../credentials/transfer/export-registry.ts';
import { words } from '../../../words/words.ts';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, type Sitting, sitAt } from '../authority-desk.ts';
import { type Command, EXIT, type Invocation, text } from '../command.ts';
import { deliverFiles } from '../deliver-files.ts';
import { choice, required } from '../input.ts';

const ENCODINGS = ['utf-8', 'shift_jis'] as const;
type Encoding = (typeof ENCODINGS)[number];
type Made = NamedBytes & { readonly thumbprint?: string; readonly unnamed?: number };

const listOf =
  (what: 'holders' | 'events' | 'due') =>
  ({ authority, acting }: Sitting, encoding: Encoding, invocation: Invocation): Promise<Made> =>
    exportRegistry(authority.parts, acting, { what, encoding, until: text(invocation, 'until') ?? null });

/** What can be taken out, each with how. */
const EXPORTS: Readonly<Record<string, (desk: Sitting, encoding: Encoding, invocation: Invocation) => Promise<Made>>> = {
  holders: listOf('holders'),
  events: listOf('events'),
  due: listOf('due'),
  production: ({ authority, acting }, encoding) => authority.production.export(acting, null, encoding),
  'status-list': async ({ authority, acting }) => {
    const { file, version, thumbprint, unnamed } = await makeStatusList(authority.parts, authority.key, acting);
    return { name: `status-list-${version}.status-list`, bytes: file, thumbprint, unnamed };
  },
  checkpoint: ({ seat }) => seat.audit.checkpoint(),
};
const WHAT = Object.keys(EXPORTS);

export const command: Command = {
  usage: `credential export -o FILE|DIR [--what ${WHAT.join('|')}] [--until DAY] [--encoding ${ENCODINGS.join('|')}] ${AUTHORITY_USAGE}`,
  options: {
    ...AUTHORITY_OPTIONS,
    out: { type: 'string', short: 'o' },
    what: { type: 'string' },
    until: { type: 'string' },
    encoding: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    const what = choice(invocation, 'what', WHAT, 'holders');
    const encoding = choice(invocation, 'encoding', ENCODINGS, 'utf-8');
    await using desk = await sitAt(invocation);
    const { thumbprint, unnamed, ...file } = await EXPORTS[what]!(desk, encoding, invocation);
    const files = await deliverFiles(out, [file]);
    const say = words(invocation.language);
    const untold = unnamed ? [say('credentials.screen.exchange.status-unnamed', { count: unnamed })] : [];
    return {
      exit: EXIT.done,
      json: { files, ...(thumbprint && { thumbprint }), ...(unnamed !== undefined && { unnamed }) },
      text: [say('cli.exported', { count: 1, path: out }), ...untold].join('\n'),
    };
  },
};
