import { stat } from 'node:fs/promises';
import type { BatchItem } from '../../../api/schema/signing.ts';
import { AppError } from '../../../errors.ts';
import { toFailure } from '../../../failure.ts';
import { type Command, flag, type Invocation } from '../command.ts';
import type { Deliver } from '../delivery.ts';
import { deliveryAgain } from '../delivery-again.ts';
import { type Desk, KEY_OPTIONS, openDesk } from '../desk.ts';
import { bringOutEarlier, noting } from '../earlier.ts';
import { required } from '../input.ts';
import { PIN_OPTIONS, pinDeskWhenNeeded, terminalPinDesk } from '../pin.ts';
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

/** Of a batch that was cut off when nothing of it waited any more: no card and no PIN is needed. */
const nothingWaited = (batch: string, items: readonly BatchItem[]): SigningRun => ({
  ...{ batch, state: 'done', failure: null, outputs: new Map() },
  items: items.flatMap(({ document, name, state, failure }) => (state === 'failed' ? [{ document, name, state, entry: null, failure }] : [])),
});

/** What was brought out is told all the same. */
const notBegun =
  (batch: string) =>
  (error: unknown): SigningRun => ({ batch, state: 'failed', failure: toFailure(error), outputs: new Map(), items: [] });

async function signRest(invocation: Invocation, desk: Desk, batch: string, deliver: Deliver): Promise<SigningRun> {
  const { application } = desk;
  const reader = desk.reader();
  const { certificate } = await application.readiness(reader);
  const acceptUnknownRevocation = flag(invocation, 'accept-unknown-revocation') || (certificate?.test ?? false);
  const order = { batch, reader, certificate: certificate?.sha256 ?? null, acceptUnknownRevocation };
  const begin = (signal: AbortSignal) => application.jobs.resume(order, signal, 'closed');
  return followJob(begin, invocation.signal, deliver, visitOf(invocation, application));
}

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
    using pinDesk = pinDeskWhenNeeded(() => terminalPinDesk(invocation));
    await using desk = await openDesk(invocation, pinDesk, await levelOptions(invocation));
    const { application } = desk;
    const { batches, register } = application;
    const batch = invocation.positionals[0] ?? (await onlyBatch(desk));
    const items = await batches.items(batch);
    const waits = items.some(({ state }) => state === 'waiting');
    if (waits) pinDesk.open();
    const deliver = noting(deliveryAgain(out, new Set(items.flatMap(({ delivered }) => delivered ?? []))), batches);
    const earlier = await bringOutEarlier(items, deliver, register);
    const run = waits ? await signRest(invocation, desk, batch, deliver).catch(notBegun(batch)) : nothingWaited(batch, items);
    const whole = { ...run, earlier };
    return outcomeOfRun(whole, await settleBatch(application, whole), invocation);
  },
};
