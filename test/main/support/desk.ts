import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { SigningProgress } from '../../../main/api/schema/signing.ts';
import { createApplication } from '../../../main/api/serve.ts';
import type { ApplicationOptions } from '../../../main/application.ts';
import { openDemonstration } from '../../../main/demonstration/demonstration.ts';
import { loopbackOnly } from '../../support/loopback-only.ts';
import { PreparedPerson, type TypedAnswer } from '../../support/pin-prompts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const READER = 'Demonstration reader';

let prepared: Promise<string> | null = null;

/** A demonstration made once for all tests of a file: its keys take most of a second. */
async function preparedDemonstration(): Promise<string> {
  const folder = await temporaryFolder();
  const demonstration = await openDemonstration({ folder, readers: new VirtualReaderService(), now: () => new Date() });
  await demonstration.insert();
  return folder;
}

/** A new data folder in which the demonstration card was made before. */
async function newDataFolder(): Promise<string> {
  const folder = await temporaryFolder();
  prepared ??= preparedDemonstration();
  await cp(await prepared, join(folder, 'demonstration'), { recursive: true });
  return folder;
}

/** A whole program over a new data folder without readers of the system, and a person who types what was prepared. */
export async function desk(answers: readonly TypedAnswer[] = [], options: Partial<ApplicationOptions> = {}) {
  const dataFolder = options.dataFolder ?? (await newDataFolder());
  const person = new PreparedPerson(...answers);
  const made = await createApplication({
    dataFolder,
    shell: 'browser',
    pinDesk: person,
    readers: new VirtualReaderService(),
    systemProxy: loopbackOnly,
    ...options,
  });
  return { ...made, dataFolder, person };
}

export type Desk = Awaited<ReturnType<typeof desk>>;

/** Puts the demonstration card on its reader and waits until it was read. */
export async function insertAndRead({ client }: Desk): Promise<void> {
  await client.demonstration.insert();
  for await (const { readers } of await client.cards.watch()) if (readers.some(({ name, state }) => name === READER && state === 'hpki')) return;
}

/** Every progress of a job, each with all documents as they stood then. */
export async function progressOf(iterator: AsyncIterable<SigningProgress>): Promise<SigningProgress[]> {
  const all: SigningProgress[] = [];
  const items = new Map<string, SigningProgress['items'][number]>();
  for await (const progress of iterator) {
    for (const item of progress.items) items.set(item.document, item);
    all.push({ ...progress, items: [...items.values()] });
  }
  return all;
}

export const order = (documents: readonly { readonly id: string }[], change: object = {}) => ({
  documents: documents.map(({ id }) => id),
  reader: READER,
  certificate: null,
  format: null,
  level: 'B' as const,
  stamp: false,
  acceptUnknownRevocation: false,
  ...change,
});

/** The failure that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError)) throw new Error(`expected a failure, got ${String(error)}`);
  return error.data as Failure;
}
