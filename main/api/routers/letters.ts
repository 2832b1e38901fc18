import { implement } from '@orpc/server';
import type { Letters } from '../../letters/letters.ts';
import { letters } from '../contracts/letters.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';

const named = async (file: File) => ({ name: file.name, bytes: await bytesOf(file) });

export function lettersRouter(book: Letters) {
  const desk = implement(letters).use(failures);
  return {
    options: desk.options.handler(() => book.options()),
    setOptions: desk.setOptions.handler(({ input }) => book.setOptions(input)),
    list: desk.list.handler(async () => [...(await book.list())]),
    create: desk.create.handler(() => book.create()),
    open: desk.open.handler(({ input }) => book.open(input.id)),
    save: desk.save.handler(({ input }) => book.save(input.id, input.form)),
    remove: desk.remove.handler(({ input }) => book.remove(input.id)),
    attach: desk.attach.handler(async ({ input }) => book.attach(input.id, await named(input.file))),
    detach: desk.detach.handler(({ input }) => book.detach(input.id, input.attachment)),
    phrases: desk.phrases.handler(async () => [...(await book.phrases.list())]),
    addPhrase: desk.addPhrase.handler(async ({ input }) => {
      await book.phrases.add(input);
      return [...(await book.phrases.list())];
    }),
    removePhrase: desk.removePhrase.handler(async ({ input }) => {
      await book.phrases.remove(input.id);
      return [...(await book.phrases.list())];
    }),
    prescriptions: desk.prescriptions.handler(async () => [...(await book.prescriptions())]),
    preview: desk.preview.handler(({ input }) => book.preview(input.id)),
    toSigning: desk.toSigning.handler(({ input }) => book.toSigning(input.id)),
    manifestToSigning: desk.manifestToSigning.handler(({ input }) => book.manifestToSigning(input.id)),
    zip: desk.zip.handler(async ({ input }) => {
      const { name, bytes } = await book.zip(input.id);
      return fileOf(bytes, name, 'application/zip');
    }),
    folder: desk.folder.handler(async ({ input }) => ({ path: await book.folder(input.id) })),
    bundle: desk.bundle.handler(async ({ input }) => {
      const { name, bytes } = await book.bundle(input.id);
      return fileOf(bytes, name, 'application/fhir+json');
    }),
    received: desk.received.handler(async () => [...(await book.received())]),
    receive: desk.receive.handler(async ({ input }) => book.receive(await Promise.all(input.files.map(named)))),
    openReceived: desk.openReceived.handler(({ input }) => book.openReceived(input.id)),
    receivedFile: desk.receivedFile.handler(async ({ input }) => {
      const { name, bytes } = await book.receivedFile(input.id, input.name);
      return fileOf(bytes, name.split('/').at(-1)!, 'application/octet-stream');
    }),
    removeReceived: desk.removeReceived.handler(({ input }) => book.removeReceived(input.id)),
    reply: desk.reply.handler(({ input }) => book.reply(input.id)),
  };
}
