import { verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extendPades } from '../../../pki/pades/extend.ts';
import { signPades, signPadesFile } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { FileSource } from '../../../pki/pdf/bytes/file-source.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { ONE_PAGE, buildPdf, stream } from '../../support/pdf.ts';
import { type Figure, median, pair } from '../measure.ts';

const RUNS = 7;
const SIGNATURES = 5;
const OBJECTS = 400_000;
const PER_LIST = 1000;

/** A document whose signatures are verified with path, role, revocation and time stamps, beside the bare mathematics of the signatures alone. */
async function verification(world: LevelsWorld): Promise<Figure> {
  let bytes: Uint8Array = buildPdf({ ...ONE_PAGE, 4: stream('0'.repeat(1_000_000)) });
  for (let count = 0; count < SIGNATURES; count += 1)
    bytes = await signPades({ source: bytes, signer: world.signer, signingTime: world.clock.now, ...world.order('T') });
  const raised = await extendPades({ source: bytes, ...world.order('LTA') });
  const key = new X509Certificate(world.signer.certificate).publicKey;
  const value = await world.signer.sign(digestInfo('sha256', digest('sha256', raised)));
  const ours = async () => {
    const { conclusion } = await verifyPades({ name: 'letter.pdf', bytes: raised }, world.options());
    if (conclusion !== 'TOTAL-PASSED') throw new Error(conclusion);
  };
  const bare = async () => {
    for (let count = 0; count < SIGNATURES; count += 1) verify('sha256', raised, key, value);
  };
  const times = await pair(RUNS, ours, bare);
  const name = `verifying a PDF with ${SIGNATURES} signatures at LTA`;
  return { name, peer: 'bare RSA over its bytes', ours: median(times.work), theirs: median(times.peer), target: 300 };
}

/** A document of many small objects, each of which an attacker might use. */
function manyObjects(): Buffer {
  const parts = ['%PDF-1.7\n'];
  const offsets: number[] = [];
  let offset = parts[0]!.length;
  const put = (body: string): void => {
    offsets.push(offset);
    const text = `${offsets.length} 0 obj\n${body}\nendobj\n`;
    offset += text.length;
    parts.push(text);
  };
  const lists = OBJECTS / PER_LIST;
  const references = (first: number, count: number): string => `[${Array.from({ length: count }, (_, index) => `${first + index} 0 R`).join(' ')}]`;
  put('<</Type/Catalog/Pages 2 0 R/Names 4 0 R>>');
  put('<</Type/Pages/Kids[3 0 R]/Count 1>>');
  put('<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>');
  put(references(5, lists));
  for (let list = 0; list < lists; list += 1) put(references(5 + lists + list * PER_LIST, PER_LIST));
  for (let index = 0; index < OBJECTS; index += 1)
    put(`<</S/P/P 4 0 R/Pg 3 0 R/K ${index}/T(${'some words of an element of structure '.repeat(2)})>>`);
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n\r\n`).join('');
  const size = offsets.length + 1;
  parts.push(`xref\n0 ${size}\n0000000000 65535 f\r\n${entries}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${offset}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}

async function third(world: LevelsWorld): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  const file = (count: number): string => join(folder, `${count}.pdf`);
  try {
    await writeFile(file(0), manyObjects());
    const sign = (count: number) => () =>
      signPadesFile({ source: file(count - 1), sink: file(count), signer: world.signer, signingTime: world.clock.now });
    const verified = async () => {
      using source = new FileSource(file(3));
      await verifyPades({ name: 'many.pdf', source }, world.options({ crls: world.authority.crls }));
    };
    await sign(1)();
    await sign(2)();
    const signing = await pair(RUNS, sign(3), sign(1));
    const verifying = await pair(RUNS, verified, sign(1));
    const peer = 'the first signature on it';
    return [
      { name: `a third signature on a PDF of ${OBJECTS} objects`, peer, ours: median(signing.work), theirs: median(signing.peer), target: 1500 },
      { name: 'verifying the three', peer, ours: median(verifying.work), theirs: median(verifying.peer), target: 1500 },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What PDFs with several signatures cost. */
export async function padesFigures(): Promise<readonly Figure[]> {
  const world = await levelsWorld(new Date());
  return [await verification(world), ...(await third(world))];
}
