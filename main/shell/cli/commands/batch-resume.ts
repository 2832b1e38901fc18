import { stat } from 'node:fs/promises';
import type { BatchItem } from '../../../api/schema/signing.ts';
import { AppError } from '../../../errors.ts';
import { type Command, flag } from '../command.ts';
import { type Deliver, deliveryAgain } from '../delivery.ts';
import { type Desk, KEY_OPTIONS, openDesk } from '../desk.ts';
import { required } from '../input.ts';
import { PIN_OPTIONS, terminalPinDesk } from '../pin.ts';
import { visitOf } from '../remote-visit.ts';
import { levelOptions } from '../signing-levels.ts';
import { followJob, outcomeOfRun, type SigningRun, settleBatch } from '../signing-run.ts';
import { TRUST_OPTIONS } from '../trust-options.ts';
import { TSA_OPTIONS, TSA_USAGE } from '../tsa-options.ts';

/** The one that waits, where none is named. @throws AppError SIGNING_BATCH_UNKNOWN without any, USAGE_WRONG where there are several */
async function onlyBatch({ application }: Desk): Promise<string> {
  const [only, ...others] = await application.batches.list();
  if (!only) throw new AppError('SIGNING_BATCH_UNKNOWN', { batch: '' });
  if (others.length > 0) throw new AppError('USAGE_WRONG', { note: 'BATCH' });
  return only.id;
}

/** Brings out what earlier runs have signed; where those were cut off may be between signing and that. */
async function deliverSigned({ application }: Desk, items: readonly BatchItem[], deliver: Deliver): Promise<void> {
  for (const { entry } of items) if (entry !== null) await deliver(await application.register.find(entry));
}

/** Of a batch that was cut off when nothing of it waited any more: no card and no PIN is needed. */
const nothingWaited = (batch: string, items: readonly BatchItem[]): SigningRun => ({
  ...{ batch, state: 'done', failure: null, outputs: new Map() },
  items: items.flatMap(({ document, name, state, failure }) => (state === 'failed' ? [{ document, name, state, entry: null, failure }] : [])),
});

export const command: Command = {
  usage: `batch resume [BATCH] -o DIR ${TSA_USAGE} [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--reader NAME | --virtual DIR | --pkcs11 MODULE | --remote SERVICE] [--confirm-tries N|unknown] [--accept-unknown-revocation] [--pin-stdin] [--data DIR]`,
  options: {
    ...KEY_OPTIONS,
    ...PIN_OPTIONS,
    ...TSA_OPTIONS,
    'tsa-trust': TRUST_OPTIONS['tsa-trust'],
    crl: TRUST_OPTIONS.crl,
    out: { type: 'string', short: 'o' },
    'accept-unknown-revocation': { type: 'boolean' },
  },
  positionals: { min: 0, max: 1 },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    if (!(await stat(out).catch(() => null))?.isDirectory()) throw new AppError('USAGE_WRONG', { note: '-o DIR' });
    using pinDesk = terminalPinDesk(invocation);
    await using desk = await openDesk(invocation, pinDesk, await levelOptions(invocation));
    const { application } = desk;
    const batch = invocation.positionals[0] ?? (await onlyBatch(desk));
    const items = await application.batches.items(batch);
    const deliver = deliveryAgain(out, new Set());
    await deliverSigned(desk, items, deliver);
    if (!items.some(({ state }) => state === 'waiting')) {
      const run = nothingWaited(batch, items);
      return outcomeOfRun(run, await settleBatch(application, run), invocation);
    }
    const reader = desk.reader();
    const { certificate } = await application.readiness(reader);
    const acceptUnknownRevocation = flag(invocation, 'accept-unknown-revocation') || (certificate?.test ?? false);
    const order = { batch, reader, certificate: certificate?.sha256 ?? null, acceptUnknownRevocation };
    const begin = (signal: AbortSignal) => application.jobs.resume(order, signal, 'closed');
    const run = await followJob(begin, invocation.signal, deliver, visitOf(invocation, application));
    return outcomeOfRun(run, await settleBatch(application, run), invocation);
  },
};
