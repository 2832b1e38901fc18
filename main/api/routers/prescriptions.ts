import { implement } from '@orpc/server';
import { MEDIA_TYPES } from '../../documents/kind.ts';
import type { Prescriptions } from '../../prescriptions/prescriptions.ts';
import { prescriptions } from '../contracts/prescriptions.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';

const named = async (file: File) => ({ name: file.name, bytes: await bytesOf(file) });

export function prescriptionsRouter(book: Prescriptions) {
  const desk = implement(prescriptions).use(failures);
  const { masters, prescriber } = book;
  return {
    masters: {
      list: desk.masters.list.handler(() => masters.list()),
      inspect: desk.masters.inspect.handler(async ({ input: { kind, file, columns } }) => masters.inspect(kind, await named(file), columns)),
      import: desk.masters.import.handler(async ({ input }) => {
        await masters.import({ ...input, file: await named(input.file) });
        return masters.list();
      }),
      demonstrate: desk.masters.demonstrate.handler(() => masters.demonstrate()),
      remove: desk.masters.remove.handler(async ({ input }) => {
        await masters.remove(input.kind);
        return masters.list();
      }),
      setLimit: desk.masters.setLimit.handler(({ input }) => masters.setLimit(input)),
    },
    drugs: desk.drugs.handler(({ input }) => book.drugs(input.typed)),
    usages: desk.usages.handler(({ input }) => book.usages(input.typed)),
    prescriber: desk.prescriber.handler(() => prescriber.read()),
    keepPrescriber: desk.keepPrescriber.handler(({ input }) => prescriber.keep(input)),
    compose: desk.compose.handler(({ input }) => book.compose(input.draft)),
    take: desk.take.handler(({ input }) => book.take(input.draft)),
    file: desk.file.handler(({ input }) => {
      const { name, bytes } = book.file(input.draft);
      return fileOf(bytes, name, MEDIA_TYPES['prescription-csv']);
    }),
    again: desk.again.handler(async ({ input }) => book.again(await bytesOf(input.file))),
  };
}
