import { implement } from '@orpc/server';
import type { Qualification } from '../../qualification/qualification.ts';
import { MEDIA_TYPES } from '../../documents/kind.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { qualification } from '../contracts/qualification.ts';
import { failures } from '../failures.ts';
import { fileOf } from './files.ts';

const pdfOf = ({ name, bytes }: NamedBytes): File => fileOf(bytes, name, MEDIA_TYPES.pdf);

export function qualificationRouter(book: Qualification) {
  const desk = implement(qualification).use(failures);
  return {
    check: desk.check.handler(({ input, signal }) => book.check(input, signal)),
    view: desk.view.handler(({ input }) => book.view(input.id, input.attestation, input.language)),
    pdf: desk.pdf.handler(async ({ input }) => pdfOf(await book.pdf(input.id, input.attestation, input.language))),
    keep: desk.keep.handler(({ input }) => book.keep(input.id, input.attestation)),
    forget: desk.forget.handler(({ input }) => book.forget(input.id)),
    records: desk.records.handler(() => book.records()),
    recordPdf: desk.recordPdf.handler(async ({ input }) => pdfOf(await book.recordPdf(input.id, input.language))),
    delete: desk.delete.handler(({ input }) => book.delete(input.id)),
    setRetention: desk.setRetention.handler(({ input }) => book.setRetention(input.retentionMonths)),
    emergency: desk.emergency.handler(({ input }) => book.emergency(input.reader)),
  };
}
