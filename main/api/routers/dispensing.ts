import { implement } from '@orpc/server';
import type { DispensingDesk } from '../../prescriptions/dispensing/desk.ts';
import { dispensing } from '../contracts/dispensing.ts';
import { failures } from '../failures.ts';
import { bytesOf } from './files.ts';

export function dispensingRouter(book: DispensingDesk) {
  const desk = implement(dispensing).use(failures);
  return {
    receive: desk.receive.handler(async ({ input }) => book.receive({ name: input.file.name, bytes: await bytesOf(input.file) })),
    compose: desk.compose.handler(({ input }) => book.compose(input)),
    view: desk.view.handler(({ input }) => book.view(input.id)),
  };
}
