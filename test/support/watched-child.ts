import { setTimeout as wait } from 'node:timers/promises';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createApplication } from '../../main/api/serve.ts';
import type { SigningProgress } from '../../main/api/schema/signing.ts';
import { DEMONSTRATION_READER } from '../../main/demonstration/demonstration.ts';
import { loopbackOnly } from './loopback-only.ts';
import { PreparedPerson } from './pin-prompts.ts';

/** A desk whose person signs, three at a time, whatever waits in a folder and in batches that were cut off; it may be killed at any moment. */
const [dataFolder = '', folder = ''] = process.argv.slice(2);
const AT_ONCE = 3;
const person = new PreparedPerson(...Array.from({ length: 40 }, () => '1234'));
await using made = await createApplication({
  ...{ dataFolder, shell: 'browser', pinDesk: person, readers: new VirtualReaderService(), systemProxy: loopbackOnly },
});
const { client } = made;
await client.demonstration.insert();
for await (const { readers } of await client.cards.watch()) if (readers.some(({ state }) => state === 'hpki')) break;
await client.watchedFolder.set({ folder });

const card = { reader: DEMONSTRATION_READER, certificate: null, acceptUnknownRevocation: false };
async function toItsEnd(job: Promise<AsyncIterable<SigningProgress>>): Promise<void> {
  for await (const { state, failure } of await job) if (state === 'failed') throw new Error(failure?.code);
}

for (const { id, waiting } of await client.signing.batches())
  if (waiting > 0) await toItsEnd(client.signing.resume({ ...card, batch: id }));
  else await client.signing.closeBatch({ batch: id });
for (let looks = 0; looks < 2; ) {
  const { files } = await client.watchedFolder.look();
  if (files.length === 0) {
    looks += 1;
    await wait(3_200);
    continue;
  }
  console.log('offered');
  const { opened } = await client.watchedFolder.take({ ids: files.slice(0, AT_ONCE).map(({ id }) => id) });
  await toItsEnd(client.signing.sign({ ...card, documents: opened.map(({ id }) => id), format: null, level: 'B', stamp: false }));
  for (const { id } of opened) await client.documents.discard({ id });
}
console.log('done');
