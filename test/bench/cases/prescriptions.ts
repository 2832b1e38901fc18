import { execFile } from 'node:child_process';
import { verify as verifyValue, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verify } from '../../../main/verification/verify.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, SAMPLE_CSV, signerOf } from '../../support/prescription.ts';
import { IDENTIFIERS } from '../../support/xmlsec.ts';
import { type Figure, median, pair } from '../measure.ts';

const COUNT = 1000;
const RUNS = 5;
/** Digests of a prescription's signature: the prescription, the key, the signed properties. */
const REFERENCES = 3;

const run = promisify(execFile);
const signer = signerOf(doctor);
const name = `${COUNT} different prescriptions verified with path, role and cached revocation`;

const sample = Buffer.from(SAMPLE_CSV).toString();
const prescription = (number: number): Promise<Uint8Array> =>
  signPrescription({
    csv: Buffer.from(sample.replace('1000000000000001', String(1e15 + number))),
    signer,
    profile: number % 2 === 0 ? 'official-sample' : 'exclusive',
    signingTime: NOW,
  });

/**
 * Ours in one process, beside one run of xmlsec1 that reads and verifies as many (signature alone, the key taken from KeyInfo and not judged).
 * @param given the files, or one file and the option to repeat it, of which only the last answer is told
 */
async function besideXmlsec(ours: () => Promise<void>, peerName: string, given: readonly string[], answers: number): Promise<Figure> {
  const theirs = async () => {
    const { stdout, stderr } = await run('xmlsec1', ['--verify', '--insecure', ...IDENTIFIERS, ...given], { maxBuffer: 1 << 24 });
    const verified = [...(stdout + stderr).matchAll(/^OK$/gm)].length;
    if (verified !== answers) throw new Error(`xmlsec1 verified ${verified}`);
  };
  const { work, peer } = await pair(RUNS, ours, theirs);
  return { name, peer: peerName, ours: median(work), theirs: median(peer), target: 0 };
}

/** Beside nothing but the mathematics: as many digests, and values held against a key that is loaded once. */
async function besideMathematics(ours: () => Promise<void>, document: Uint8Array): Promise<Figure> {
  const { publicKey } = new X509Certificate(doctor.holder);
  const value = await signer.sign(digestInfo('sha256', digest('sha256', document)));
  const bare = async () => {
    for (let count = 0; count < COUNT; count += 1) {
      for (let reference = 0; reference < REFERENCES; reference += 1) digest('sha256', document);
      verifyValue('sha256', document, publicKey, value);
    }
  };
  const { work, peer } = await pair(RUNS, ours, bare);
  return { name, peer: 'SHA-256 and RSA alone', ours: median(work), theirs: median(peer) };
}

/** What a pharmacy or an archive does: many prescriptions of the same doctors, one after the other. */
export async function prescriptionFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  try {
    const documents = await Promise.all(Array.from({ length: COUNT }, (_, number) => prescription(number)));
    const files = documents.map((_, number) => join(folder, `${number}.xml`));
    await Promise.all(files.map((file, number) => writeFile(file, documents[number]!)));
    const options = trusting(doctor, besides(doctor));
    const ours = async () => {
      for (const bytes of documents) {
        const { conclusion } = await verify({ name: 'p.xml', bytes }, null, options);
        if (conclusion !== 'TOTAL-PASSED') throw new Error(conclusion);
      }
    };
    return [
      await besideXmlsec(ours, 'xmlsec1 --verify of the same files', files, COUNT),
      await besideXmlsec(ours, `xmlsec1 --verify --repeat ${COUNT}`, ['--repeat', String(COUNT), files[0]!], 1),
      await besideMathematics(ours, documents[0]!),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
