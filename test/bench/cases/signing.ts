import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { signPadesFile } from '../../../pki/pades/sign.ts';
import type { Signer } from '../../../pki/signer.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { buildPdf, ONE_PAGE, stream } from '../../support/pdf.ts';
import { type Figure, median, pair } from '../measure.ts';

const RUNS = 15;
const RAW = 'the raw RSA operation';

/** A prescription information file of about 1 KB. */
function prescription(): Uint8Array {
  const remarks = Array.from({ length: 12 }, (_, index) => `81,${index + 1},1,${'見本'.repeat(10)}`);
  return Buffer.from(['SJ1', '1,1,9999999,13,見本クリニック', ...remarks].join('\n'));
}

async function figure(name: string, target: number, signer: Signer, sign: () => Promise<unknown>, note?: () => string): Promise<Figure> {
  const info = digestInfo('sha256', new Uint8Array(32));
  const { work, peer } = await pair(RUNS, sign, () => signer.sign(info));
  return { name, peer: RAW, ours: median(work), theirs: median(peer), target, ...(note && { note: note() }) };
}

async function pdfFigure(folder: string, megabytes: number, target: number, signer: Signer): Promise<Figure> {
  const source = join(folder, `${megabytes}.pdf`);
  const sink = join(folder, 'signed.pdf');
  await writeFile(source, buildPdf({ ...ONE_PAGE, 4: stream('0'.repeat(megabytes * 1_000_000)) }));
  const order = { source, sink, signer, signingTime: new Date() };
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const memory = () => `memory +${((process.memoryUsage().rss - before) / 1_000_000).toFixed(0)} MB`;
  return figure(`a PDF of ${megabytes} MB, file to file and synced`, target, signer, () => signPadesFile(order), memory);
}

/** What signing costs beyond the operation of the key. */
export async function signingFigures(): Promise<readonly Figure[]> {
  const { pair: doctor } = await authorityWithDoctor(new Date());
  const signer = testSigner(doctor.signature);
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  try {
    const csv = prescription();
    return [
      await figure(`a prescription of ${(csv.length / 1024).toFixed(1)} KB`, 15, signer, () =>
        signPrescription({ csv, signer, profile: 'official-sample', signingTime: new Date() }),
      ),
      await pdfFigure(folder, 1, 50, signer),
      await pdfFigure(folder, 50, 400, signer),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
