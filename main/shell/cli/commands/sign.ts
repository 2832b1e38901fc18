import { basename } from 'node:path';
import type { SigningOrder } from '../../../api/schema/signing.ts';
import { type Command, flag, text } from '../command.ts';
import { deliveryTo } from '../delivery.ts';
import { KEY_OPTIONS, type Desk, openDesk } from '../desk.ts';
import { distinctFiles } from '../distinct-files.ts';
import { noting } from '../earlier.ts';
import { visitOf } from '../remote-visit.ts';
import { choice, readNamedFile, required } from '../input.ts';
import { PIN_OPTIONS, terminalPinDesk } from '../pin.ts';
import { levelOptions } from '../signing-levels.ts';
import { followJob, outcomeOfRun, settleBatch } from '../signing-run.ts';
import { TRUST_OPTIONS } from '../trust-options.ts';
import { TSA_OPTIONS, TSA_USAGE } from '../tsa-options.ts';

const FORMATS = ['pades', 'xades', 'cades', 'eps'] as const;
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

async function takeIn({ application }: Desk, files: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const path of files) ids.push((await application.intake.take(basename(path), await readNamedFile(path))).id);
  return ids;
}

export const command: Command = {
  usage: `sign FILE... -o OUT --format pades|xades|cades|eps [--level B|T|LT|LTA] ${TSA_USAGE} [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--stamp] [--reader NAME | --virtual DIR | --pkcs11 MODULE | --remote SERVICE] [--confirm-tries N|unknown] [--accept-unknown-revocation] [--pin-stdin] [--data DIR]`,
  options: {
    ...KEY_OPTIONS,
    ...PIN_OPTIONS,
    ...TSA_OPTIONS,
    'tsa-trust': TRUST_OPTIONS['tsa-trust'],
    crl: TRUST_OPTIONS.crl,
    out: { type: 'string', short: 'o' },
    format: { type: 'string' },
    level: { type: 'string' },
    stamp: { type: 'boolean' },
    'accept-unknown-revocation': { type: 'boolean' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  run: async (invocation) => {
    const toPlace = await deliveryTo(required(invocation, 'out'), invocation.positionals);
    const files = await distinctFiles(invocation);
    const format = text(invocation, 'format') === undefined ? null : choice(invocation, 'format', FORMATS, 'pades');
    const level = choice(invocation, 'level', LEVELS, 'B');
    using pinDesk = terminalPinDesk(invocation);
    await using desk = await openDesk(invocation, pinDesk, await levelOptions(invocation));
    const reader = desk.reader();
    const documents = await takeIn(desk, files);
    for (const id of documents) desk.application.intake.shown(id);
    const readiness = await desk.application.readiness(reader);
    const order: SigningOrder = {
      documents,
      reader,
      certificate: readiness.certificate?.sha256 ?? null,
      format,
      level,
      stamp: flag(invocation, 'stamp'),
      // What a test card signs counts nowhere, so nothing hangs on its revocation.
      acceptUnknownRevocation: flag(invocation, 'accept-unknown-revocation') || (readiness.certificate?.test ?? false),
    };
    const { jobs, batches } = desk.application;
    const deliver = noting(toPlace, batches);
    const run = await followJob((signal) => jobs.sign(order, signal, 'closed'), invocation.signal, deliver, visitOf(invocation, desk.application));
    const kept = await settleBatch(desk.application, run);
    return outcomeOfRun(run, kept, invocation, ({ document, name }) => files[documents.indexOf(document)] ?? name);
  },
};
