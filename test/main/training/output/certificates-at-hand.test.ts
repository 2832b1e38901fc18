import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openIntake } from '../../../../main/documents/intake.ts';
import { certificatesAtHand } from '../../../../main/training/output/certificates-at-hand.ts';
import { exportFile } from '../../../../main/training/output/export-file.ts';
import { NOW, SCHEMES, SEMINAR, SETTLEMENT } from './samples.ts';

const certificate = (person: string, now: Date, hash = SETTLEMENT.hash) =>
  exportFile({
    order: { seminar: SEMINAR.id, what: 'certificates', format: 'pdf', person },
    seminar: SEMINAR,
    settlement: { ...SETTLEMENT, hash },
    schemes: SCHEMES,
    bookingCode: () => null,
    now,
  });
const LATER = new Date(NOW.getTime() + 60_000);

it('a certificate that is open already is not opened again, however often it is asked for', async () => {
  await using intake = await openIntake(await mkdtemp(join(tmpdir(), 'intake-')));
  const open = certificatesAtHand(intake);
  const [first, again] = await Promise.all([open([await certificate('p-yoshida', NOW)]), open([await certificate('p-yoshida', LATER)])]);
  expect(again).toEqual(first);
  const both = await open([await certificate('p-yoshida', LATER), await certificate('p-takahashi', LATER)]);
  expect([both[0], both.length]).toEqual([first[0], 2]);
});

it('another result is another certificate, and one that was closed is opened anew', async () => {
  await using intake = await openIntake(await mkdtemp(join(tmpdir(), 'intake-')));
  const open = certificatesAtHand(intake);
  const [first] = await open([await certificate('p-yoshida', NOW)]);
  const [corrected] = await open([await certificate('p-yoshida', NOW, 'cd'.repeat(32))]);
  await intake.discard(first!.id);
  const [anew] = await open([await certificate('p-yoshida', LATER)]);
  expect(new Set([first!.id, corrected!.id, anew!.id]).size).toBe(3);
});
