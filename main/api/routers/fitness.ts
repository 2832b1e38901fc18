import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { MEDIA_TYPES } from '../../documents/kind.ts';
import { cardForms } from '../../cards/forms/table.ts';
import { fitness } from '../contracts/fitness.ts';
import { failures } from '../failures.ts';
import { fileOf } from './files.ts';

export function fitnessRouter(application: Pick<Application, 'fitness' | 'cardForm'>) {
  const desk = implement(fitness).use(failures);
  return {
    check: desk.check.handler(({ input }) => application.fitness(input.reader)),
    forms: desk.forms.handler(() => [...cardForms()]),
    formPdf: desk.formPdf.handler(async ({ input }) => {
      const { name, bytes } = await application.cardForm(input);
      return fileOf(bytes, name, MEDIA_TYPES.pdf);
    }),
  };
}
