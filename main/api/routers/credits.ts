import { implement } from '@orpc/server';
import type { Credits } from '../../credits/credits.ts';
import { credits } from '../contracts/credits.ts';
import { failures } from '../failures.ts';
import { bytesOf } from './files.ts';

export function creditsRouter(book: Credits) {
  const desk = implement(credits).use(failures);
  return {
    account: desk.account.handler(() => book.account()),
    add: desk.add.handler(({ input }) => book.add(input)),
    annul: desk.annul.handler(({ input }) => book.annul(input.record, input.reason)),
    import: desk.import.handler(async ({ input }) => book.import({ name: input.file.name, bytes: await bytesOf(input.file) }, input.apply)),
    setCertificates: desk.setCertificates.handler(({ input }) => book.setCertificates(input)),
  };
}
