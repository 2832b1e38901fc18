import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CardMemory } from '../../card/hpki/memory.ts';
import { readCard } from '../../card/hpki/read-card.ts';
import { RecordingReaderService } from '../../card/trace/recording-reader-service.ts';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { openVirtualCard } from '../../card/virtual/folder.ts';
import type { SigningProgress } from '../api/schema/signing.ts';
import type { VerificationReportView } from '../api/schema/verification.ts';
import type { Application } from '../application.ts';
import { openApplication } from '../open-application.ts';
import { verifyAudit } from '../audit/verify.ts';
import { AppError } from '../errors.ts';
import type { PinDesk } from '../signing/pin-desk.ts';
import { DEMONSTRATION_PIN, DEMONSTRATION_READER } from './demonstration.ts';
import { openSamples } from './samples.ts';

/** One sentence of the story: its text is `cli.demo.<step>`. */
export interface Chapter {
  readonly step: 'authority' | 'card' | 'read' | 'wrong' | 'signed' | 'verified' | 'production' | 'tampered' | 'audit';
  readonly values: Readonly<Record<string, string | number>>;
  /** The report behind the sentence, where there is one. */
  readonly report?: VerificationReportView;
}

const WRONG_PIN = '0000';

/** A person who types what the story says: a list of PINs, one an entry. */
function scripted(pins: string[]): PinDesk {
  return {
    ask: async (_request, _signal, announce) => {
      announce(null);
      const pin = pins.shift();
      return pin === undefined ? null : { pin: Buffer.from(pin) };
    },
  };
}

/** Exchanges that reading both certificates of the card takes, without a PIN. */
async function exchangesToRead(cardFolder: string): Promise<number> {
  let exchanges = 0;
  const readers = new VirtualReaderService();
  readers.addReader(DEMONSTRATION_READER);
  readers.insert(DEMONSTRATION_READER, await openVirtualCard(cardFolder));
  const count = (line: string) => {
    if ((JSON.parse(line) as { event?: string }).event === 'apdu') exchanges += 1;
  };
  await using service = new RecordingReaderService(readers, count);
  await using session = await service.open(DEMONSTRATION_READER);
  await readCard(session, new CardMemory());
  return exchanges;
}

async function lastOf(progress: AsyncIterable<SigningProgress>): Promise<SigningProgress> {
  let last: SigningProgress | undefined;
  for await (const step of progress) last = step;
  if (!last) throw new AppError('INTERNAL_FAULT', { note: 'no progress' });
  return last;
}

const withOneLetterChanged = (xml: Uint8Array): Uint8Array => {
  const changed = Uint8Array.from(xml);
  const at = Buffer.from(changed).indexOf('</PrescriptionDocument>') - 5;
  changed[at] = changed[at] === 0x41 ? 0x42 : 0x41;
  return changed;
};

/**
 * The whole story on the demonstration card and its test authority: read, refuse a wrong PIN, sign, verify, tamper, look at the audit log.
 * No network, no reader, no display. Leaves the files it made in the folder.
 */
export async function* tellStory(folder: string): AsyncGenerator<Chapter, void> {
  await mkdir(folder, { recursive: true });
  const pins: string[] = [];
  await using application = await openApplication({
    dataFolder: join(folder, 'data'),
    shell: 'command-line',
    pinDesk: scripted(pins),
    askAgain: false,
    readers: new VirtualReaderService(),
  });
  await application.insertDemonstrationCard();
  yield { step: 'authority', values: {} };
  const view = await readCardOf(application);
  const { commonName, hcRoles, nameKanji, sha256: certificate } = view.certificate;
  const name = nameKanji ?? commonName;
  yield { step: 'card', values: { name } };
  const apdus = await exchangesToRead(join(application.store.folder.demonstration, 'card'));
  yield { step: 'read', values: { apdus, name, role: hcRoles.join(', '), tries: view.tries ?? 'unknown' } };

  const documents = (await openSamples(application.intake)).map(({ id }) => id);
  for (const id of documents) application.intake.shown(id);
  const choices = { format: null, level: 'LTA', stamp: true, acceptUnknownRevocation: false } as const;
  const order = { reader: DEMONSTRATION_READER, certificate, ...choices };
  pins.push(WRONG_PIN);
  const refused = await lastOf(await application.jobs.sign({ ...order, documents: documents.slice(0, 1) }));
  yield { step: 'wrong', values: { tries: Number(refused.failure?.detail['triesLeft'] ?? Number.NaN) } };

  pins.push(DEMONSTRATION_PIN);
  const { items, failure } = await lastOf(await application.jobs.sign({ ...order, documents }));
  if (failure) throw new AppError('INTERNAL_FAULT', { note: failure.code });
  const entries = items.flatMap(({ entry }) => (entry ? [entry] : []));
  for (const entry of entries) {
    await copyFile(entry.outputPath, join(folder, entry.outputName));
    yield { step: 'signed', values: { file: entry.outputName, format: entry.format, level: entry.level } };
    yield { step: 'verified', values: { file: entry.outputName }, report: await application.verifySigned(entry.id) };
  }
  const prescription = entries.find(({ format }) => format === 'eps');
  if (prescription) yield* doubt(application, folder, join(folder, prescription.outputName));
  const audit = await verifyAudit(application.store);
  if (!audit.intact) throw new AppError('AUDIT_CHAIN_BROKEN', { brokenAt: audit.brokenAt ?? 0 });
  yield { step: 'audit', values: { entries: audit.entries } };
}

async function readCardOf({ cards }: Application) {
  for await (const { readers } of cards.watch()) {
    const application = readers.flatMap((reader) => reader.applications).find(({ kind }) => kind === 'signature');
    if (application?.certificate) return { certificate: application.certificate, tries: application.pinTriesLeft };
  }
  throw new AppError('INTERNAL_FAULT', { note: 'demonstration card' });
}

/** What must not pass: the same file outside test mode, and with one letter changed. */
async function* doubt(application: Application, folder: string, file: string): AsyncGenerator<Chapter, void> {
  const bytes = await readFile(file);
  await application.settings.change({ testMode: false });
  yield { step: 'production', values: {}, report: await application.verify({ name: file, bytes }, null) };
  await application.settings.change({ testMode: true });
  const tampered = withOneLetterChanged(bytes);
  await writeFile(join(folder, 'tampered.xml'), tampered);
  yield { step: 'tampered', values: {}, report: await application.verify({ name: 'tampered.xml', bytes: tampered }, null) };
}
