import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCardSigner } from '../../../card/hpki/signer/open-card-signer.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { createApplication } from '../../../main/api/serve.ts';
import { DEMONSTRATION_READER } from '../../../main/demonstration/demonstration.ts';
import { nameFile } from '../../../main/store/name-file.ts';
import { writeTemporaryFile } from '../../../main/store/write-new-file.ts';
import { keepSetting } from '../../../main/store/setting.ts';
import { loopbackOnly } from '../../support/loopback-only.ts';
import { buildPdf, ONE_PAGE } from '../../support/pdf.ts';
import { PreparedPerson } from '../../support/pin-prompts.ts';
import { type Figure, median, pair } from '../measure.ts';

const RUNS = 5;
const DOCUMENTS = 40;
const PIN = '1234';
/** As large as what is signed here. */
const FILE = new Uint8Array(33 * 1024);
const DIGEST = digestInfo('sha256', new Uint8Array(32));

/** A program over a new folder with the demonstration card on its reader, and a person who knows its PIN. */
async function openProgram() {
  await using undo = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  undo.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const person = new PreparedPerson(...Array.from({ length: 2 * (RUNS + 1) }, () => PIN));
  const options = { dataFolder, shell: 'browser', pinDesk: person, readers: new VirtualReaderService(), systemProxy: loopbackOnly } as const;
  const { application, client } = undo.use(await createApplication(options));
  await client.demonstration.insert();
  for await (const { readers } of await client.cards.watch()) if (readers.some(({ state }) => state === 'hpki')) break;
  const resources = undo.move();
  return { application, client, person, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
type Program = Awaited<ReturnType<typeof openProgram>>;

/**
 * What cannot be saved: as many signatures of the card, each with its PIN, and for each a file, a row and a name that are on the disk before the next
 * begins, because a process may be killed at any moment.
 */
async function cardAndDisk({ application: { virtualReaders, store }, person }: Program): Promise<void> {
  const signal = new AbortController().signal;
  const signer = await openCardSigner({ service: virtualReaders, reader: DEMONSTRATION_READER, prompt: person, uses: DOCUMENTS, signal });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => signer.close());
  const folder = await mkdtemp(join(store.folder.root, 'peer-'));
  undo.defer(() => rm(folder, { recursive: true }));
  for (let count = 0; count < DOCUMENTS; count += 1) {
    await signer.sign(DIGEST);
    await writeTemporaryFile(join(folder, `.${count}`), FILE);
    await keepSetting(store.db, 'bench', count);
    await nameFile(join(folder, `.${count}`), join(folder, `${count}`));
  }
}

async function batch({ client }: Program, ids: readonly { readonly id: string }[]): Promise<void> {
  const choices = { certificate: null, format: 'pades', level: 'B', stamp: false, acceptUnknownRevocation: false } as const;
  let done = 0;
  for await (const { counts } of await client.signing.sign({ documents: ids.map(({ id }) => id), reader: DEMONSTRATION_READER, ...choices }))
    done = counts.done;
  if (done !== DOCUMENTS) throw new Error(`${done} of ${DOCUMENTS} signed`);
}

/** A batch from its order to its last file on the disk, entered and audited, beside the card's own time and that of the disk. */
export async function batchFigures(): Promise<readonly Figure[]> {
  await using program = await openProgram();
  const page = buildPdf(ONE_PAGE);
  const documents = await Promise.all(
    Array.from({ length: DOCUMENTS }, (_, index) => program.client.documents.open({ file: new File([new Uint8Array(page)], `${index}.pdf`) })),
  );
  const { work, peer } = await pair(
    RUNS,
    () => batch(program, documents),
    () => cardAndDisk(program),
  );
  const [ours, theirs] = [median(work) / DOCUMENTS, median(peer) / DOCUMENTS];
  return [
    {
      ...{
        name: `a document of a batch of ${DOCUMENTS}, signed, on the disk, entered and audited`,
        peer: 'the virtual card and what must reach the disk',
      },
      ...{ ours, theirs, times: 3, note: `${(60_000 / ours).toFixed(0)} documents a minute` },
    },
  ];
}
